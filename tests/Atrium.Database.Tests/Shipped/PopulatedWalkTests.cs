using Atrium.Database.Plans;
using Atrium.Database.Tests.Engine;
using Atrium.Testing;

namespace Atrium.Database.Tests.Shipped;

/// <summary>As <see cref="PlanWalkTests"/>, where there are rows in the way.</summary>
public sealed class PopulatedWalkTests
{
    // People and agencies can be there from here on.
    const string First = "kernel/210_setup_links";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_prefix_of_the_plan_goes_from_a_populated_database()
    {
        await using var database = new EmptyDatabase(await TestDatabase.CreateAsync());
        await database.PopulateAsync();

        await (await PlanWalk.Up).DownAsync(database, discardRows: true, witness: false);
    }

    [Fact]
    public async Task Later_changes_come_upon_the_rows_of_earlier_ones()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        await using var deployed = new EmptyDatabase(await TestDatabase.CreateAsync());
        var engine = database.Engine(Plan.Read(Plan.Find()), checks: false);

        await engine.DeployAsync(First, Cancel);
        await database.PopulateAsync();
        await engine.DeployAsync(null, Cancel);

        PlanWalk.Same(await PlanWalk.ReadAsync(deployed), await PlanWalk.ReadAsync(database));
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from public.agencies"));
    }
}
