using Atrium.Database.Prove;
using Atrium.Testing;

namespace Atrium.Database.Tests.Prove;

public sealed class WholeProof
{
    [Fact]
    public async Task A_deployed_database_holds_against_everything_and_is_left_as_it_was()
    {
        await using var database = await TestDatabase.CreateAsync();
        var before = await Traces.OfAsync(database);

        var report = await new Prover(new() { ConnectionString = database.ConnectionString })
            .RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(report.Leaks.Concat(report.RefusedNeeded).Concat(report.Unclassified));
        Assert.InRange(report.Attempts, 10_000, int.MaxValue);
        Assert.Equal(before, await Traces.OfAsync(database));
    }
}
