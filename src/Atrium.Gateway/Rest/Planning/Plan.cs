using Atrium.Gateway.Rest.Schema;
using Atrium.Gateway.Rest.Sql;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>
/// What runs for a request, and how its result is to be understood. The same for all requests of its shape.
/// </summary>
/// <param name="Sql">The statement; its row is total, rows on the page, body, and for writes what they left to
/// say.</param>
/// <param name="Kind">What kind of request it serves.</param>
/// <param name="Form">The form of its answer.</param>
sealed record Plan(SqlTemplate Sql, PlanKind Kind, Form Form)
{
    /// <summary>Primary key columns whose values make the <c>Location</c> of an inserted row.</summary>
    public IReadOnlyList<string> LocationKeys { get; init; } = [];

    /// <summary>
    /// The table of a list that asks by the key of its agency: the database is told, so that it takes the shortest way
    /// to its newest rows. Null for anything else.
    /// </summary>
    public string? Newest { get; init; }

    /// <summary>
    /// The statement of such a list for who sees few rows of a table that knows a shorter way to them; null where it
    /// knows none.
    /// </summary>
    public SqlTemplate? Few { get; init; }

    /// <summary>How all rows are counted.</summary>
    public Counting Counting { get; init; } = Counting.None;

    /// <summary>The statement whose plan tells how many rows there are, or null.</summary>
    public SqlTemplate? Estimate { get; init; }

    /// <summary>An insert had a key to meet rows by, so that its resolution counts.</summary>
    public bool Resolves { get; init; }

    /// <summary>What a called function sets, and has to hold for its whole transaction.</summary>
    public OwnSettings Hoisted { get; init; } = OwnSettings.None;

    /// <summary>A called function yields nothing.</summary>
    public bool IsVoid { get; init; }

    /// <summary>A called function yields one value and not rows.</summary>
    public bool IsSingle { get; init; }
}

/// <summary>What kind of request a plan serves.</summary>
enum PlanKind
{
    Read,
    Insert,
    Upsert,
    Put,
    Update,
    Delete,
    Call,
}
