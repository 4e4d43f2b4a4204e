namespace Atrium.Gateway.Rest.Query;

/// <summary>All that a request's query string says.</summary>
sealed record RestQuery
{
    /// <summary>The select tree; one star when nothing was said.</summary>
    public required IReadOnlyList<SelectItem> Select { get; init; }

    /// <summary>What applies where; the root's path is empty.</summary>
    public required IReadOnlyDictionary<string, Scope> Scopes { get; init; }

    /// <summary>Columns a write is confined to, or null for those the body names.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns that decide which row an upsert meets, or null for the primary key.</summary>
    public IReadOnlyList<string>? OnConflict { get; init; }

    /// <summary>A function's arguments, in the order given; names may repeat.</summary>
    public required IReadOnlyList<Argument> Arguments { get; init; }

    /// <summary>The values the conditions refer to.</summary>
    public required IReadOnlyList<string> Operands { get; init; }

    /// <summary>The query string without its values: requests of one shape share a plan and its SQL.</summary>
    public required string Shape { get; init; }

    /// <summary>Nothing is selected but every column.</summary>
    public bool SelectsAll => Select is [FieldItem { IsStar: true, Aggregate: null }];

    public Scope Root => ScopeOf("");

    public Scope ScopeOf(string path) => Scopes.TryGetValue(path, out var scope) ? scope : Scope.Empty;
}

/// <summary>What applies to the rows of the root or of one embedding.</summary>
sealed record Scope
{
    public static readonly Scope Empty = new();

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    public IReadOnlyList<OrderTerm> Order { get; init; } = [];

    /// <summary>Rows at most, or null for no limit of the caller's.</summary>
    public long? Limit { get; init; }

    /// <summary>Rows left out first, or null for none.</summary>
    public long? Offset { get; init; }
}

/// <summary>An argument of a function call in a query string.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Value">As written.</param>
sealed record Argument(string Name, string Value);
