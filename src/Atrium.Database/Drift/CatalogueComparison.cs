using Atrium.Database.Catalogue;

namespace Atrium.Database.Drift;

/// <summary>
/// Compares a live catalogue with what the plan yields, and writes the SQL for each difference. Pure.
/// </summary>
static class CatalogueComparison
{
    // Where somebody else's service keeps files, the plan hangs nothing in.
    const string LeftAlone = "storage";

    /// <summary>
    /// The differences in the order of creation; what belongs to a missing or extra table is part of it.
    /// </summary>
    public static IReadOnlyList<Difference> Compare(
        CatalogueSnapshot expected, CatalogueSnapshot live, FoundBefore found)
    {
        var wanted = expected.Objects.Where(each => IsOurs(each, found)).ToDictionary(each => each.Key);
        var there = live.Objects.ToDictionary(each => each.Key);
        var missing = wanted.Values.Where(each => !there.ContainsKey(each.Key)).ToArray();
        var extra = live.Objects
            .Where(each => !wanted.ContainsKey(each.Key) && !found.HasSame(each) && IsOurs(each, found)).ToArray();
        var changed = wanted.Values
            .Where(each => there.TryGetValue(each.Key, out var has)
                && has.Definition != each.Definition && !found.HasSame(has))
            .Select(each => Changed(each, there[each.Key]));
        return [.. Whole(missing, "missing"), .. changed, .. Whole(extra, "extra")];
    }

    /// <summary>In a schema that was there before us only what hangs our functions into it is ours.</summary>
    static bool IsOurs(CatalogueObject each, FoundBefore found) =>
        !found.IsForeign(each.Schema)
        || (each.Kind == "trigger" && each.Schema != LeftAlone
            && (each.Create.Contains(" FUNCTION atrium.", StringComparison.Ordinal)
                || each.Create.Contains(" FUNCTION public.", StringComparison.Ordinal)));

    static IEnumerable<Difference> Whole(IReadOnlyList<CatalogueObject> objects, string state)
    {
        var keys = objects.Select(each => each.Key).ToHashSet();
        foreach (var each in objects.Where(each => !keys.Contains(each.Parent)))
        {
            // A table's own statement has its columns.
            var parts = objects.Where(part => part.Parent == each.Key && part.Kind != "column");
            var make = Join([each.Create, .. parts.Select(part => part.Create)]);
            yield return state == "missing"
                ? new(each.Key, state, make, Join([each.Drop]))
                : new(each.Key, state, Join([each.Drop]), make);
        }
    }

    static Difference Changed(CatalogueObject expected, CatalogueObject live) =>
        new(expected.Key, "changed", Turn(live, expected), Turn(expected, live));

    static string Turn(CatalogueObject from, CatalogueObject to) =>
        to.Replace.Length > 0 ? Join([to.Replace]) : Join([from.Drop, to.Create]);

    static string Join(IEnumerable<string> statements) =>
        string.Join('\n', statements.Where(sql => sql.Length > 0).Select(sql => sql + ";"));
}
