using Atrium.Database.Catalogue;
using Atrium.Database.Engine;

namespace Atrium.Database.Drift;

/// <summary>Finds in what a database is not what its deployed changes yield.</summary>
static class DriftFinder
{
    /// <summary>Reads what is there, what was there before, and what should be; and compares.</summary>
    public static async Task<IReadOnlyList<Difference>> FindAsync(
        SqlSession session, EngineOptions options, CancellationToken cancellationToken)
    {
        var deployed = (await Ledger.ReadAsync(session, cancellationToken)).Select(entry => entry.Name).ToHashSet();
        if (deployed.Count == 0)
        {
            throw new DatabaseProblemException("Nothing is deployed here yet.", "Run atrium db deploy first.");
        }

        var plan = options.Plan with
        {
            Changes = [.. options.Plan.Changes.Where(change => deployed.Contains(change.Name))],
        };
        var found = await session.ScalarAsync<string[]>(
            "select found from atrium.changes where found is not null order by position limit 1", cancellationToken);
        var expected = await ExpectedCatalogue.ReadAsync(session, options with { Plan = plan }, cancellationToken);
        var live = await CatalogueReader.ReadAsync(session, cancellationToken);
        return
        [
            .. CatalogueComparison.Compare(expected, live, FoundBefore.Parse(found ?? [])),
            .. deployed.Contains(RoleDrift.Change) ? await RoleDrift.FindAsync(session, cancellationToken) : [],
        ];
    }
}
