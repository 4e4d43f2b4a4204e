using System.Collections.Frozen;
using Atrium.Gateway.Rest.Query;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Rows to read: the root's, or those of one embedding within its parent's rows.</summary>
sealed record ReadNode
{
    /// <summary>Where the scopes of the query name it; empty for the root.</summary>
    public required string Path { get; init; }

    /// <summary>What SQL calls its rows.</summary>
    public required string Alias { get; init; }

    /// <summary>SQL of what it reads from: a relation or a common table expression.</summary>
    public required string Source { get; init; }

    /// <summary>The relation its rows have the shape of; null for a function's own columns.</summary>
    public required Relation? Relation { get; init; }

    /// <summary>Key in the parent's object.</summary>
    public required string OutputName { get; init; }

    /// <summary>How it hangs on its parent; null for the root.</summary>
    public Relationship? Link { get; init; }

    /// <summary>SQL that ties its rows to the parent's row; empty for the root.</summary>
    public string LinkSql { get; init; } = "";

    public JoinKind Join { get; init; }

    public bool Spread { get; init; }

    /// <summary>What each object holds, in order.</summary>
    public required IReadOnlyList<Output> Outputs { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    public required IReadOnlyList<OrderTerm> Order { get; init; }

    /// <summary>There are rows at most; they are bound as a parameter where <see cref="Limit"/> is null.</summary>
    public bool IsLimited { get; init; }

    /// <summary>
    /// Rows at most, written into the SQL: a plan that doesn't know them is a poor one, so PostgreSQL would make
    /// another for each request.
    /// </summary>
    public long? Limit { get; init; }

    /// <summary>Rows left out first are bound as a parameter.</summary>
    public bool HasOffset { get; init; }

    /// <summary>A list of a whole agency, found by the index on its key.</summary>
    public bool UsesListKey { get; init; }

    /// <summary>The same where the caller sees few rows, which were looked up: found by their ids.</summary>
    public bool UsesFewIds { get; init; }

    /// <summary>Its rows are only counted, so that embedded ones are not joined.</summary>
    public bool IsCounted { get; init; }

    public bool IsToOne => Link?.IsToOne ?? false;

    public IEnumerable<ReadNode> Embeds => Outputs.Select(output => output.Embed).OfType<ReadNode>();

    public ReadNode? EmbedNamed(string name) => Embeds.FirstOrDefault(embed => embed.OutputName == name);

    /// <summary>
    /// Embedded objects are made as PostgreSQL's binary JSON, which sorts their keys and can be grouped by.
    /// </summary>
    public bool IsBinary { get; init; }

    /// <summary>Nothing is selected of it, nor of what is embedded in it: it only decides which rows come.</summary>
    public bool IsEmpty => Outputs.All(output => output.Embed is { IsEmpty: true });

    /// <summary>It stands in its parent's row as one row: an object, or columns of their own.</summary>
    public bool IsRow => IsToOne || Spread;

    /// <summary>Each of its columns stands in the parent's row as an array.</summary>
    public bool IsArrays => Spread && !IsToOne;

    /// <summary>
    /// Names of functions of a row that are read like columns, where the rows come out of a call: PostgreSQL doesn't
    /// know their type by itself there.
    /// </summary>
    public IReadOnlySet<string> Computed { get; init; } = FrozenSet<string>.Empty;

    public bool HasAggregates => Outputs.Any(output => output.Field is { Aggregate: not null });
}

/// <summary>One thing an object holds: a field or embedded rows.</summary>
sealed record Output(FieldItem? Field, ReadNode? Embed);
