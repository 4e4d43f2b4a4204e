using Atrium.Database.Prove;
using Atrium.Testing;

namespace Atrium.Database.Tests.Prove;

public sealed class MutationTests
{
    [Fact]
    public async Task Faults_are_noticed_and_taken_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        var before = await Traces.OfAsync(database);

        var report = await new Prover(new()
        {
            ConnectionString = database.ConnectionString,
            Objects = ["client_contacts", "notifications", "revoke_api_key"],
            Mutate = true,
        }).RunAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(report.Mutation);
        Assert.InRange(report.Mutation.Killed, 20, report.Mutation.Mutants);
        Assert.All(report.Mutation.Survivors, each => Assert.NotEmpty(each.Reason));
        Assert.Equal(report.Mutation.Mutants, report.Mutation.Killed + report.Mutation.Survivors.Count);
        Assert.DoesNotContain(report.Mutation.Survivors, each => each.Fault == "row security off"
            || each.Fault.EndsWith("lets everything through", StringComparison.Ordinal)
            || each.Fault.EndsWith("dropped", StringComparison.Ordinal));
        Assert.Equal(before, await Traces.OfAsync(database));
    }
}
