using System.Text.RegularExpressions;

namespace Atrium.Database.Prove.Facts;

/// <summary>Whom the rows of a table are for.</summary>
enum Scope
{
    /// <summary>Nothing in the catalogue says it.</summary>
    Unknown,

    /// <summary>The agencies themselves.</summary>
    Root,

    /// <summary>One agency each.</summary>
    Agency,

    /// <summary>One client each, and through it one agency.</summary>
    Client,

    /// <summary>One person each.</summary>
    Owner,

    /// <summary>Whoever sees the row they hang on.</summary>
    Parent,

    /// <summary>Everybody alike, as the comment says.</summary>
    Everybody,

    /// <summary>No caller: none holds a privilege.</summary>
    Internal,
}

/// <summary>Works out the scope of every table from columns, keys, grants and comments.</summary>
static partial class Scopes
{
    /// <summary>Every table that isn't a view, by its number.</summary>
    public static IReadOnlyDictionary<long, Scope> Of(CatalogueFacts facts)
    {
        Dictionary<long, Scope> scopes = [];
        foreach (var table in facts.Tables.Where(table => table.IsTable))
        {
            scopes[table.Oid] = Own(table);
        }

        // What hangs on something scoped is scoped: as often as that finds another one.
        for (var found = true; found;)
        {
            found = false;
            foreach (var table in facts.Tables.Where(table => scopes.GetValueOrDefault(table.Oid, Scope.Root)
                is Scope.Unknown && HangsOnScoped(table, scopes)))
            {
                scopes[table.Oid] = Scope.Parent;
                found = true;
            }
        }

        foreach (var table in facts.Tables.Where(table => scopes.GetValueOrDefault(table.Oid) == Scope.Unknown
            && table.IsTable && !IsReachable(table)))
        {
            scopes[table.Oid] = Scope.Internal;
        }

        return scopes;
    }

    /// <summary>Whether anon or a signed-in caller holds any privilege on it.</summary>
    public static bool IsReachable(TableFacts table) =>
        table.Grants.Any(grant => grant.Key != "service_role" && grant.Value.Length > 0);

    static Scope Own(TableFacts table) =>
        table is { Schema: "public", Name: "agencies" } ? Scope.Root
        : EverybodyPattern().IsMatch(table.Comment) ? Scope.Everybody
        : OwnerPattern().IsMatch(table.Comment) ? Scope.Owner
        : IsUuid(table, "client_id") && !IsUuid(table, "agency_id") ? Scope.Client
        : IsUuid(table, "agency_id") ? Scope.Agency
        : IsUuid(table, "user_id") || table is { Schema: "auth", Name: "users" } ? Scope.Owner
        : Scope.Unknown;

    static bool HangsOnScoped(TableFacts table, Dictionary<long, Scope> scopes) =>
        table.References.Any(reference => reference.Columns.All(name => table.Column(name) is { NotNull: true })
            && scopes.GetValueOrDefault(reference.Target) is not (Scope.Unknown or Scope.Everybody or Scope.Internal));

    static bool IsUuid(TableFacts table, string column) => table.Column(column)?.BaseType == "uuid";

    [GeneratedRegex(@"\bscope: (the )?(deployment|everybody|none|server)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EverybodyPattern();

    [GeneratedRegex(@"\bscope: owner\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnerPattern();
}
