namespace Atrium.Gateway.Rest;

/// <summary>What <c>/rest/v1</c> serves, its limits, and where it is stricter than PostgREST.</summary>
public sealed class RestOptions
{
    /// <summary>Schemas callers may name; the first is meant where they name none. Default <c>public</c>.</summary>
    public IReadOnlyList<string> Schemas { get; set; } = ["public"];

    /// <summary>Rows in an answer at most, and in each embedding: 1 to 100,000; null for any. Default 1,000.</summary>
    public int? MaxRows { get; set; } = 1_000;

    /// <summary>Body at most, in bytes: 1,024 to 100,000,000. Default 5 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>Query string at most, in characters: 256 to 1,000,000. Default 32,768.</summary>
    public int MaxQueryLength { get; set; } = 32_768;

    /// <summary>Plans kept, one for each shape of request: 16 to 100,000. Default 2,000.</summary>
    public int MaxPlans { get; set; } = 2_000;

    /// <summary>An update or delete without a filter is refused. Default true.</summary>
    public bool WritesNeedFilter { get; set; } = true;

    /// <summary>
    /// What PostgreSQL's errors quote of rows is left out, unless it is the request's own. Default true.
    /// </summary>
    public bool HidesRowsInErrors { get; set; } = true;

    /// <summary>
    /// Planned and estimated counts are answered by an exact count, bounded; the planner's tell of others' rows.
    /// Default true.
    /// </summary>
    public bool HidesEstimates { get; set; } = true;

    /// <summary>EXPLAIN is served to who accepts <c>application/vnd.pgrst.plan</c>. Default false.</summary>
    public bool ShowsPlans { get; set; }

    /// <summary>A select may use aggregates. Default true.</summary>
    public bool AllowsAggregates { get; set; } = true;

    /// <summary>What a write leaves where the request does not say: it is rolled back. Default false.</summary>
    public bool RollsBack { get; set; }

    /// <summary><c>Prefer: tx</c> is heeded. Default true.</summary>
    public bool AllowsTransactionPreference { get; set; } = true;

    /// <summary>
    /// <c>Idempotency-Key</c> is heeded; the kernel keeps the answers. Default true.
    /// </summary>
    public bool KeepsAnswers { get; set; } = true;

    /// <summary>
    /// An upsert writes the columns it matches on too, and embedded objects have their keys sorted, as with PostgREST.
    /// Default false.
    /// </summary>
    public bool IsLiteral { get; set; }

    /// <summary>
    /// Answers tell everybody how long their stages took, in <c>Server-Timing</c>; else the service key alone is told.
    /// How long the database takes can tell of rows that the caller does not see. Default false.
    /// </summary>
    public bool ShowsTiming { get; set; }

    /// <summary>
    /// Settings of functions that are made for the whole transaction of a call: a time limit, say, counts from its
    /// beginning. Default none.
    /// </summary>
    public IReadOnlyList<string> HoistedSettings { get; set; } = [];

    /// <summary>How the root describes what there is. Default by the caller's rights.</summary>
    public RootDescription Root { get; set; } = RootDescription.OfRights;

    /// <summary>
    /// Where the description says the surface is, its path included; null says the path alone. Default null.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>The description asks for a token. Default false.</summary>
    public bool DescribesSecurity { get; set; }

    /// <summary>Function of the first schema that answers the root in place of the description; or null.</summary>
    public string? RootFunction { get; set; }

    /// <summary>Path before the targets, as addresses in answers have it. Default <c>/rest/v1</c>.</summary>
    public string BasePath { get; set; } = "/rest/v1";

    /// <summary>What the server calls itself in <c>Proxy-Status</c>. Default <c>Atrium</c>.</summary>
    public string ServerName { get; set; } = "Atrium";
}
