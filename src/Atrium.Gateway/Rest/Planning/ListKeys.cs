using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>
/// Finds the lists a client-scoped table has an index for: newest first, of a whole agency. Row security alone would
/// read every row of the agency to sort them; the key in the query lets the index stop at the limit.
/// </summary>
static class ListKeys
{
    /// <summary>
    /// The same rows either way: the key names the caller's agency, which row security demands besides.
    /// </summary>
    public static ReadNode Apply(ReadNode root, CallerRole role)
    {
        // The service role has no agency, and sees all.
        var applies = role == CallerRole.Authenticated
            && root is { Relation: { ListKeyColumns.Count: > 0 } relation, IsLimited: true, HasAggregates: false }
            && root.Order is [{ Embed: null, Descending: true, NullsFirst: not false, Field: { Path: [] } field }, ..]
            && relation.ListKeyColumns.Contains(field.Name)
            && !root.Conditions.Any(Narrows);
        return applies ? root with { UsesListKey = true } : root;
    }

    static bool Narrows(Condition condition) => condition switch
    {
        Comparison { Negated: false, Field.Path: [], Operator.Name: "eq" or "in" } one =>
            one.Field.Name is "client_id" or "id",
        Junctor { Negated: false, All: true } all => all.Parts.Any(Narrows),
        _ => false,
    };
}
