namespace Atrium.Gateway.Rest.Query;

/// <summary>One item of a <c>select</c> list.</summary>
abstract record SelectItem;

/// <summary>A field, with what is done to it.</summary>
/// <param name="Field">The column or JSON place; null for <c>count()</c> over the rows.</param>
/// <param name="Alias">Key in the answer, or null for the field's own.</param>
/// <param name="Cast">Type the field is cast to, or null.</param>
/// <param name="Aggregate">Aggregate applied, or null.</param>
/// <param name="AggregateCast">Type the aggregate is cast to, or null.</param>
sealed record FieldItem(Field? Field, string? Alias, string? Cast, Aggregate? Aggregate, string? AggregateCast)
    : SelectItem
{
    public static readonly FieldItem Star = new(new Field("*", []), null, null, null, null);

    public bool IsStar => Field is { Name: "*", Path: [] };

    public string OutputName => Alias ?? (Aggregate is { } a ? a.Name() : Field?.OutputName ?? "count");
}

/// <summary>Rows of a related table within each row.</summary>
/// <param name="Target">Related table, view, foreign key or column, as the caller named it.</param>
/// <param name="Alias">Key in the answer, or null for the target.</param>
/// <param name="Hint">Foreign key, column or junction that tells which relationship is meant, or null.</param>
/// <param name="Join">Whether rows without a match stay.</param>
/// <param name="Spread">The related columns stand in the parent's own object.</param>
/// <param name="Items">What is selected of the related rows.</param>
sealed record EmbedItem(
    string Target, string? Alias, string? Hint, JoinKind Join, bool Spread, IReadOnlyList<SelectItem> Items)
    : SelectItem
{
    public string OutputName => Alias ?? Target;
}

/// <summary>Whether a parent without related rows stays in the answer.</summary>
enum JoinKind
{
    Left,
    Inner,
}

/// <summary>The aggregates a select may apply.</summary>
enum Aggregate
{
    Avg,
    Count,
    Max,
    Min,
    Sum,
}

static class AggregateNames
{
    public static string Name(this Aggregate aggregate) => aggregate switch
    {
        Aggregate.Avg => "avg",
        Aggregate.Count => "count",
        Aggregate.Max => "max",
        Aggregate.Min => "min",
        Aggregate.Sum => "sum",
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate)),
    };

    public static Aggregate? Find(ReadOnlySpan<char> name) => name switch
    {
        "avg" => Aggregate.Avg,
        "count" => Aggregate.Count,
        "max" => Aggregate.Max,
        "min" => Aggregate.Min,
        "sum" => Aggregate.Sum,
        _ => null,
    };
}
