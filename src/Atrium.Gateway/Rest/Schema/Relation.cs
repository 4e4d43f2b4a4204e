using System.Collections.Frozen;

namespace Atrium.Gateway.Rest.Schema;

/// <summary>A table or view as the catalogue has it.</summary>
sealed record Relation
{
    public required uint Oid { get; init; }

    /// <summary>Type of its rows.</summary>
    public required uint RowType { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    public required bool IsView { get; init; }

    /// <summary>Stands in the exposed schema, so callers may name it.</summary>
    public required bool IsExposed { get; init; }

    /// <summary>PostgreSQL takes inserts (8), updates (4) and deletes (16) on it: bits as it reports them.</summary>
    public required int Updatable { get; init; }

    public required string? Comment { get; init; }

    /// <summary>In the table's order.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    public required FrozenDictionary<string, Column> ColumnsByName { get; init; }

    /// <summary>Some of the columns are shown otherwise than PostgreSQL would.</summary>
    public required bool HasRepresentations { get; init; }

    /// <summary>
    /// Primary key columns; of a view those that come from its tables' keys; empty when there are none.
    /// </summary>
    public required IReadOnlyList<string> PrimaryKey { get; init; }

    /// <summary>
    /// Columns by which lists of a whole agency are found through an index on <c>atrium.list_key(client_id)</c> and
    /// the column, newest first.
    /// </summary>
    public required IReadOnlyList<string> ListKeyColumns { get; init; }

    /// <summary>
    /// Whether such lists are asked for by <c>atrium.few_ids</c> where the caller sees few rows of a large agency.
    /// </summary>
    public required bool IsNarrowed { get; init; }

    // Relations refer to each other; printing one must not print the whole catalogue.
    public override string ToString() => $"{Schema}.{Name}";

    public bool Equals(Relation? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => (int)Oid;
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Its number in the relation, from 1.</param>
/// <param name="Type">Its type as SQL.</param>
/// <param name="BaseType">The type below a domain; otherwise the same.</param>
/// <param name="IsRequired">Not null, and without a default.</param>
/// <param name="Default">SQL of its default, or null.</param>
/// <param name="IsGenerated">PostgreSQL alone writes it.</param>
/// <param name="MaxLength">Longest text in characters, or null.</param>
/// <param name="Comment">Its comment, or null.</param>
/// <param name="Representation">How the database wants its values shown and read.</param>
/// <param name="Labels">What an enumeration may hold, in order; empty for any other type.</param>
sealed record Column(
    string Name,
    short Position,
    string Type,
    string BaseType,
    bool IsRequired,
    string? Default,
    bool IsGenerated,
    int? MaxLength,
    string? Comment,
    Representation Representation,
    IReadOnlyList<string> Labels);

/// <summary>How values of a domain are shown and read: SQL names of the functions of its casts.</summary>
/// <param name="Show">Makes JSON of a value, or null for PostgreSQL's own.</param>
/// <param name="Read">Makes a value of a condition's text, or null.</param>
/// <param name="Parse">Makes a value of a body's JSON, or null.</param>
sealed record Representation(string? Show, string? Read, string? Parse);
