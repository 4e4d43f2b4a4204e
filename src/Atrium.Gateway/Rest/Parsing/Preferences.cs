using System.Globalization;
using Atrium.Gateway.Rest.Planning;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>What a request prefers, as its <c>Prefer</c> headers say.</summary>
sealed record Preferences
{
    public static readonly Preferences None = new();

    /// <summary>What a write answers with.</summary>
    public Return? Return { get; init; }

    public CountKind? Count { get; init; }

    public Resolution? Resolution { get; init; }

    /// <summary>Columns a bulk insert leaves out take their default, or null; nothing means null.</summary>
    public bool? Missing { get; init; }

    /// <summary>Columns a bulk insert leaves out take their default.</summary>
    public bool MissingDefault => Missing == true;

    /// <summary>What was written is rolled back.</summary>
    public bool? Rollback { get; init; }

    /// <summary>An unknown preference is an error.</summary>
    public bool? Strict { get; init; }

    /// <summary>Rows a write may change at most; counts only with <c>handling=strict</c>.</summary>
    public long? MaxAffected { get; init; }

    /// <summary>Time zone the answer's times are in, or null for the database's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Reads the headers; what is unknown is passed over unless <c>handling=strict</c>.</summary>
    /// <param name="headers">The header, as often as it came.</param>
    /// <param name="allowsEnd">Whether a request may say how its transaction ends.</param>
    public static Preferences Parse(IReadOnlyList<string?> headers, bool allowsEnd)
    {
        if (headers.Count == 0)
        {
            return None;
        }

        var read = None;
        var unknown = new List<string>();
        var words = headers.SelectMany(header => header?.Split(',') ?? []).Select(word => word.Trim());
        foreach (var word in words.Where(word => word.Length > 0))
        {
            if (read.With(word) is { } next)
            {
                read = next;
            }
            else
            {
                unknown.Add(word);
            }
        }

        return read.Strict == true && unknown.Count > 0 ? throw RestErrors.BadPreferences(unknown)
            : allowsEnd ? read
            : read with { Rollback = null };
    }

    /// <summary>What was taken, as <c>Preference-Applied</c> says it.</summary>
    /// <param name="kind">What the request was: each takes some of them only.</param>
    /// <param name="resolves">The insert had a key to meet rows by.</param>
    public IReadOnlyList<string> Applied(PlanKind kind, bool resolves)
    {
        var applied = new List<string>();
        var inserts = kind is PlanKind.Insert or PlanKind.Upsert;
        Add(inserts && resolves, Resolution is { } resolution ? $"resolution={Word(resolution)}" : null);
        Add(
            inserts || kind == PlanKind.Update,
            Missing is { } missing ? $"missing={(missing ? "default" : "null")}" : null);
        Add(kind is not (PlanKind.Read or PlanKind.Call), Return is { } wanted ? $"return={Word(wanted)}" : null);
        Add(true, CountWord);
        Add(true, Rollback is { } undone ? $"tx={(undone ? "rollback" : "commit")}" : null);
        Add(true, Strict is { } strict ? $"handling={(strict ? "strict" : "lenient")}" : null);
        Add(true, TimeZone is null ? null : $"timezone={TimeZone}");
        Add(
            Strict == true && kind is PlanKind.Update or PlanKind.Delete or PlanKind.Call,
            MaxAffected is { } rows ? string.Create(CultureInfo.InvariantCulture, $"max-affected={rows}") : null);
        return applied;

        void Add(bool taken, string? word)
        {
            if (taken && word is not null)
            {
                applied.Add(word);
            }
        }
    }

    string? CountWord => Count switch
    {
        CountKind.Exact => "count=exact",
        CountKind.Planned => "count=planned",
        CountKind.Estimated => "count=estimated",
        _ => null,
    };

    // The first of several that contradict each other holds.
    Preferences? With(string word) => word switch
    {
        "return=representation" => this with { Return = Return ?? Parsing.Return.Representation },
        "return=minimal" => this with { Return = Return ?? Parsing.Return.Minimal },
        "return=headers-only" => this with { Return = Return ?? Parsing.Return.HeadersOnly },
        "count=exact" => this with { Count = Count ?? CountKind.Exact },
        "count=planned" => this with { Count = Count ?? CountKind.Planned },
        "count=estimated" => this with { Count = Count ?? CountKind.Estimated },
        "resolution=merge-duplicates" => this with { Resolution = Resolution ?? Parsing.Resolution.Merge },
        "resolution=ignore-duplicates" => this with { Resolution = Resolution ?? Parsing.Resolution.Ignore },
        "missing=default" => this with { Missing = Missing ?? true },
        "missing=null" => this with { Missing = Missing ?? false },
        "tx=rollback" => this with { Rollback = Rollback ?? true },
        "tx=commit" => this with { Rollback = Rollback ?? false },
        "handling=strict" => this with { Strict = Strict ?? true },
        "handling=lenient" => this with { Strict = Strict ?? false },
        _ => WithMaxAffected(word) ?? WithTimeZone(word),
    };

    Preferences? WithMaxAffected(string word) =>
        word.StartsWith("max-affected=", StringComparison.Ordinal)
        && long.TryParse(word.AsSpan(13), NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? this with { MaxAffected = MaxAffected ?? rows }
            : null;

    Preferences? WithTimeZone(string word) =>
        word.StartsWith("timezone=", StringComparison.Ordinal)
        && TimeZoneInfo.TryFindSystemTimeZoneById(word[9..], out var zone)
            ? this with { TimeZone = TimeZone ?? zone.Id }
            : null;

    static string Word(Resolution resolution) =>
        resolution == Parsing.Resolution.Merge ? "merge-duplicates" : "ignore-duplicates";

    static string Word(Return wanted) => wanted switch
    {
        Parsing.Return.Minimal => "minimal",
        Parsing.Return.HeadersOnly => "headers-only",
        _ => "representation",
    };
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

    /// <summary>As the planner guesses; where its guesses are hidden, exactly up to a bound.</summary>
    Planned,

    /// <summary>Exactly up to the most rows there are in an answer, beyond it as the planner guesses.</summary>
    Estimated,
}

/// <summary>What an insert does with a row that is there already.</summary>
enum Resolution
{
    Merge,
    Ignore,
}
