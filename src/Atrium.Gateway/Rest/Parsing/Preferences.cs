using System.Globalization;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>What a request prefers, as its <c>Prefer</c> headers say.</summary>
sealed record Preferences
{
    public static readonly Preferences None = new();

    /// <summary>What a write answers with.</summary>
    public Return? Return { get; init; }

    public CountKind? Count { get; init; }

    public Resolution? Resolution { get; init; }

    /// <summary>Columns a bulk insert leaves out take their default and not null.</summary>
    public bool MissingDefault { get; init; }

    /// <summary>What was written is rolled back.</summary>
    public bool? Rollback { get; init; }

    /// <summary>An unknown preference is an error.</summary>
    public bool? Strict { get; init; }

    /// <summary>Rows a write may change at most; counts only with <c>handling=strict</c>.</summary>
    public long? MaxAffected { get; init; }

    /// <summary>The preferences taken, as <c>Preference-Applied</c> names them.</summary>
    public IReadOnlyList<string> Applied { get; init; } = [];

    /// <summary>Reads the headers; what is unknown is passed over unless <c>handling=strict</c>.</summary>
    public static Preferences Parse(IReadOnlyList<string?> headers)
    {
        if (headers.Count == 0)
        {
            return None;
        }

        var read = None;
        var applied = new List<string>();
        var unknown = new List<string>();
        var words = headers.SelectMany(header => header?.Split(',') ?? []).Select(word => word.Trim());
        foreach (var word in words.Where(word => word.Length > 0))
        {
            if (read.With(word) is { } next)
            {
                read = next;
                applied.Add(word);
            }
            else
            {
                unknown.Add(word);
            }
        }

        return read.Strict == true && unknown.Count > 0
            ? throw RestErrors.BadPreferences(unknown)
            : read with { Applied = applied };
    }

    // The first of several that contradict each other holds.
    Preferences? With(string word) => word switch
    {
        "return=representation" => this with { Return = Return ?? Parsing.Return.Representation },
        "return=minimal" => this with { Return = Return ?? Parsing.Return.Minimal },
        "return=headers-only" => this with { Return = Return ?? Parsing.Return.HeadersOnly },
        "count=exact" => this with { Count = Count ?? CountKind.Exact },
        "count=planned" or "count=estimated" => this with { Count = Count ?? CountKind.Bounded },
        "resolution=merge-duplicates" => this with { Resolution = Resolution ?? Parsing.Resolution.Merge },
        "resolution=ignore-duplicates" => this with { Resolution = Resolution ?? Parsing.Resolution.Ignore },
        "missing=default" => this with { MissingDefault = true },
        "missing=null" => this,
        "tx=rollback" => this with { Rollback = Rollback ?? true },
        "tx=commit" => this with { Rollback = Rollback ?? false },
        "handling=strict" => this with { Strict = Strict ?? true },
        "handling=lenient" => this with { Strict = Strict ?? false },
        _ => WithMaxAffected(word),
    };

    Preferences? WithMaxAffected(string word) =>
        word.StartsWith("max-affected=", StringComparison.Ordinal)
        && long.TryParse(word.AsSpan(13), NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? this with { MaxAffected = rows }
            : null;
}

/// <summary>What a write answers with.</summary>
enum Return
{
    Minimal,
    HeadersOnly,
    Representation,
}

/// <summary>How the rows beyond the page are counted.</summary>
enum CountKind
{
    /// <summary>All of them.</summary>
    Exact,

    /// <summary>Up to a bound: what a planner estimate would be asked for, without its leak.</summary>
    Bounded,
}

/// <summary>What an insert does with a row that is there already.</summary>
enum Resolution
{
    Merge,
    Ignore,
}
