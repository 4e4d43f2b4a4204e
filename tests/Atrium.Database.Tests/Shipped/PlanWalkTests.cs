using Atrium.Database.Plans;
using Atrium.Database.Tests.Engine;
using Atrium.Testing;

namespace Atrium.Database.Tests.Shipped;

/// <summary>
/// Walks the shipped plan up and down: each change is deployed, verified and proved upon the changes before it, then
/// reverted, and every prefix must leave the very catalogue that was there before, to our own reading and to pg_dump's.
/// </summary>
public sealed class PlanWalkTests
{
    // pg_dump takes longer than all the rest: it is asked about every fifth prefix, the empty one among them.
    const int WitnessEvery = 5;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Every_prefix_of_the_plan_comes_and_goes_on_an_empty_database() => WalkAsync(populated: false);

    [Fact]
    public Task Every_prefix_of_the_plan_comes_and_goes_on_a_populated_database() => WalkAsync(populated: true);

    static async Task WalkAsync(bool populated)
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var plan = Plan.Read(Plan.Find());
        var engine = database.Engine(plan);
        await using (var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel))
        {
            await Database.Engine.Ledger.EnsureAsync(session, Cancel);
        }

        Stack<(string Change, string Dump, string? Witness)> before = [];
        foreach (var (index, change) in plan.Changes.Index())
        {
            var witness = index % WitnessEvery == 0 ? await database.WitnessAsync() : null;
            before.Push((change.Name, await database.DumpAsync(), witness));
            await engine.DeployAsync(change.Name, Cancel);
            await PopulateAsync(database, plan, populated);
        }

        var top = (await database.DumpAsync(), await database.WitnessAsync());
        foreach (var (change, dump, witness) in before)
        {
            await engine.RevertAsync(
                new() { DiscardRows = populated, DumpFolder = TestCluster.Folder("walk") }, Cancel);
            Same(dump, await database.DumpAsync(), change);
            if (witness is not null)
            {
                Same(witness, await database.WitnessAsync(), change);
            }
        }

        await engine.DeployAsync(null, Cancel);
        Same(top.Item1, await database.DumpAsync(), "the whole plan, again");
        Same(top.Item2, await database.WitnessAsync(), "the whole plan, again");
    }

    /// <summary>Rows in every table there is by now; the helpers that make them go again.</summary>
    static async Task PopulateAsync(EmptyDatabase database, Plan plan, bool populated)
    {
        if (!populated)
        {
            return;
        }

        await using var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel);
        await session.ExecuteAsync("begin", Cancel);
        foreach (var statement in plan.Testing.SelectMany(script => script.Statements))
        {
            await session.ExecuteAsync(statement.Sql, Cancel);
        }

        var isEmpty = await session.ScalarAsync<bool>("select to_regclass('public.agencies') is not null", Cancel)
            && await session.ScalarAsync<bool>("select count(*) = 0 from public.agencies", Cancel);
        if (isEmpty)
        {
            await session.ExecuteAsync("select tests.populate()", Cancel);
        }

        await session.ExecuteAsync("drop schema tests cascade", Cancel);
        await session.ExecuteAsync("commit", Cancel);
    }

    static void Same(string before, string after, string change)
    {
        if (before != after)
        {
            var lines = before.Split('\n');
            var differing = after.Split('\n').Except(lines).Select(line => "+ " + line)
                .Concat(lines.Except(after.Split('\n')).Select(line => "- " + line));
            Assert.Fail($"{change} does not revert exactly:\n{string.Join('\n', differing.Take(20))}");
        }
    }
}
