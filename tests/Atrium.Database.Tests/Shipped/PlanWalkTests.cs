namespace Atrium.Database.Tests.Shipped;

/// <summary>
/// Each change goes again, upon the changes before it, and every few leave the very catalogue that was there before,
/// to our own reading and to pg_dump's; and the plan comes again. That every change is verified and proved upon the
/// changes before it is the business of each deploy with checks, such as that of <see cref="VerbTests"/>.
/// </summary>
public sealed class PlanWalkTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_prefix_of_the_plan_comes_and_goes_on_an_empty_database()
    {
        var walk = await PlanWalk.Up;
        await using var database = walk.Database;
        var (top, witness) = (await PlanWalk.ReadAsync(database), await database.WitnessAsync());

        await walk.DownAsync(database, discardRows: false, witness: true);
        await database.Engine(walk.Plan, checks: false).DeployAsync(null, Cancel);

        PlanWalk.Same(top, await PlanWalk.ReadAsync(database));
        PlanWalk.Same(witness.Split('\n'), (await database.WitnessAsync()).Split('\n'));
    }
}
