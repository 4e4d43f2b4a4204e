namespace Atrium.Gateway.Rest.Schema;

/// <summary>A function callers may call.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name; several may share one.</param>
/// <param name="Parameters">What it takes, in order.</param>
/// <param name="Returns">What a call yields.</param>
/// <param name="IsSet">It yields rows, and not one value.</param>
/// <param name="ReturnType">Its result's type as SQL.</param>
/// <param name="RelationOid">The table or view whose rows it yields; 0 for none.</param>
/// <param name="OutColumns">Names of the columns it yields where no relation says so.</param>
/// <param name="IsVolatile">It may write.</param>
/// <param name="IsOneRow">A set it yields has one row at most.</param>
/// <param name="Comment">Its comment, or null.</param>
sealed record Routine(
    string Schema,
    string Name,
    IReadOnlyList<RoutineParameter> Parameters,
    ReturnKind Returns,
    bool IsSet,
    string ReturnType,
    uint RelationOid,
    IReadOnlyList<string> OutColumns,
    bool IsVolatile,
    bool IsOneRow,
    string? Comment)
{
    /// <summary>What it sets as it runs.</summary>
    public OwnSettings Settings { get; init; } = OwnSettings.None;

    /// <summary>The whole body goes to its only parameter, which has no name.</summary>
    public bool TakesBody => Parameters is [{ Name: "", Type: "json" or "jsonb" or "text" or "xml" or "bytea" }];

    /// <summary>It can be called at all: by names, or with the whole body.</summary>
    public bool IsCallable => TakesBody || Parameters.All(parameter => parameter.Name.Length > 0);
}

/// <summary>A parameter of a function.</summary>
/// <param name="Name">Its name; empty for none.</param>
/// <param name="Type">Its type as SQL.</param>
/// <param name="TypeOid">Its type.</param>
/// <param name="IsRequired">It has no default.</param>
/// <param name="IsVariadic">It takes all the remaining values.</param>
sealed record RoutineParameter(string Name, string Type, uint TypeOid, bool IsRequired, bool IsVariadic)
{
    /// <summary>
    /// What values are cast to: <see cref="Type"/>, but for those that are one long where no length is said.
    /// </summary>
    public string CastType => Type switch
    {
        "character" or "bit" => Type + " varying",
        "character[]" or "bit[]" => Type[..^2] + " varying[]",
        _ => Type,
    };
}

/// <summary>What a call yields.</summary>
enum ReturnKind
{
    Nothing,
    Scalar,
    Row,
}
