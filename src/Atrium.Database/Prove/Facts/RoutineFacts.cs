namespace Atrium.Database.Prove.Facts;

/// <summary>A function or procedure, as the catalogue has it now.</summary>
/// <param name="Oid">Its number.</param>
/// <param name="Schema">Where it lies.</param>
/// <param name="Name">Its name.</param>
/// <param name="Signature">Name with the types of its arguments, for people.</param>
/// <param name="Kind">pg_proc.prokind: f, p, a or w.</param>
/// <param name="IsTrigger">Whether only a trigger may call it.</param>
/// <param name="IsDefiner">Whether it runs as its owner.</param>
/// <param name="OwnerBypasses">Whether its owner is held by no policy.</param>
/// <param name="OwnerIsSuperuser">Whether its owner may do everything.</param>
/// <param name="Path">Its own search_path; null where it has the caller's.</param>
/// <param name="Volatility">i, s or v.</param>
/// <param name="Source">What it does, of those that a request can name; empty for others.</param>
/// <param name="Extension">The extension it belongs to; empty for none.</param>
/// <param name="Arguments">What it takes.</param>
/// <param name="Callers">Database roles of callers that may run it.</param>
sealed record RoutineFacts(
    long Oid, string Schema, string Name, string Signature, string Kind, bool IsTrigger, bool IsDefiner,
    bool OwnerBypasses, bool OwnerIsSuperuser, string? Path, string Volatility, string Source, string Extension,
    IReadOnlyList<ArgumentFacts> Arguments, IReadOnlyList<string> Callers)
{
    /// <summary>Schema and name, quoted for SQL.</summary>
    public string Sql => $"{Database.Sql.Name(Schema)}.{Database.Sql.Name(Name)}";

    /// <summary>Schema and signature, for people.</summary>
    public string Title => $"{Schema}.{Signature}";

    /// <summary>Whether an attack can call it by itself.</summary>
    public bool IsCallable => !IsTrigger && Kind is "f" or "p" && Extension.Length == 0;
}

/// <summary>An argument that is passed in.</summary>
/// <param name="Name">Its name; empty without one.</param>
/// <param name="Type">Its type as it is written.</param>
/// <param name="BaseType">The type below a domain.</param>
/// <param name="Category">pg_type.typcategory of the type below.</param>
/// <param name="Element">The type of an array's elements; empty for others.</param>
/// <param name="Relation">Number of the table whose row it is; 0 for others.</param>
/// <param name="HasDefault">Whether it may be left out.</param>
/// <param name="Values">What a closed set allows; empty for others.</param>
sealed record ArgumentFacts(
    string Name, string Type, string BaseType, string Category, string Element, long Relation, bool HasDefault,
    IReadOnlyList<string> Values);

/// <summary>Something else of the catalogue that is counted and classified.</summary>
/// <param name="Kind">sequence, type, trigger, policy or schema.</param>
/// <param name="Title">For people.</param>
/// <param name="Class">What it is to a caller; empty where nothing says so.</param>
sealed record OtherFacts(string Kind, string Title, string Class);
