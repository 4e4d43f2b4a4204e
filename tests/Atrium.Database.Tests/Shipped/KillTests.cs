using System.Diagnostics;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Atrium.Database.Tests.Engine;
using Npgsql;

namespace Atrium.Database.Tests.Shipped;

/// <summary>A deploy that is cut off at any moment leaves each change whole or not at all.</summary>
public sealed class KillTests
{
    const int Kills = 20;
    const int Seed = 20_26;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly Plan _plan = Plan.Read(Plan.Find());
    readonly Dictionary<int, string> _expected = [];

    [Fact]
    public async Task Twenty_kills_at_random_moments_leave_all_or_nothing_of_each_change()
    {
        var random = new Random(Seed);
        await using var reference = await EmptyDatabase.CreateAsync();
        var database = await BegunAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            var pause = TimeSpan.FromMilliseconds(random.Next(1, 250));
            await (kill % 2 == 0 ? CutConnectionAsync(database, pause) : KillProcessAsync(database, pause));
            var done = await DeployedAsync(database);
            Assert.Equal(await ExpectedAsync(reference, done), await database.DumpAsync());
            if (done == _plan.Changes.Count)
            {
                await database.DisposeAsync();
                database = await BegunAsync();
            }
        }

        await database.Engine(_plan, checks: false).DeployAsync(null, Cancel);
        Assert.Equal(await ExpectedAsync(reference, _plan.Changes.Count), await database.DumpAsync());
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_first_deploy_is_cut_off_between_its_strides_only()
    {
        var random = new Random(Seed);
        await using var reference = await WithLedgerAsync();
        foreach (var kill in Enumerable.Range(0, Kills / 5))
        {
            await using var database = await WithLedgerAsync();
            var pause = TimeSpan.FromMilliseconds(random.Next(1, 4_000));
            await (kill % 2 == 0 ? CutConnectionAsync(database, pause) : KillProcessAsync(database, pause));
            var done = await DeployedAsync(database);
            Assert.True(done == _plan.Changes.Count || done % DatabaseEngine.ChangesAStride == 0, $"{done} changes");
            Assert.Equal(await ExpectedAsync(reference, done), await database.DumpAsync());
        }
    }

    /// <summary>A database with the first change and the ledger, which the engine makes before it.</summary>
    async Task<EmptyDatabase> BegunAsync()
    {
        var database = await EmptyDatabase.CreateAsync();
        await database.Engine(_plan, checks: false).DeployAsync(_plan.Changes[0].Name, Cancel);
        return database;
    }

    /// <summary>A database with the ledger and no change.</summary>
    static async Task<EmptyDatabase> WithLedgerAsync()
    {
        var database = await EmptyDatabase.CreateAsync();
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel);
        await Ledger.EnsureAsync(session, Cancel);
        return database;
    }

    /// <summary>The server ends the session, as when it crashes or an operator loses patience.</summary>
    async Task CutConnectionAsync(EmptyDatabase database, TimeSpan pause)
    {
        var deploy = database.Engine(_plan).DeployAsync(null, Cancel);
        await SessionAsync(database, there: true);
        await Task.Delay(pause, Cancel);
        await database.ScalarAsync<long>(Sessions("count(pg_terminate_backend(pid))"));
        try
        {
            await deploy;
        }
        catch (Exception cut) when (cut is DatabaseProblemException or NpgsqlException)
        {
            // Cut off, as was wanted; what is left is compared by the caller.
        }

        await SessionAsync(database, there: false);
    }

    /// <summary>The engine's process is killed, with no chance to tidy up.</summary>
    static async Task KillProcessAsync(EmptyDatabase database, TimeSpan pause)
    {
        using var process = AtriumProcess.Start(database.ConnectionString, "db", "deploy", "--json");
        await SessionAsync(database, there: true, process);
        await Task.Delay(pause, Cancel);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
        await SessionAsync(database, there: false);
    }

    static async Task SessionAsync(EmptyDatabase database, bool there, Process? process = null)
    {
        while (await database.ScalarAsync<bool>(Sessions("count(*) > 0")) != there
            && process is not { HasExited: true })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancel);
        }
    }

    static string Sessions(string what) =>
        $"select {what} from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    static async Task<int> DeployedAsync(EmptyDatabase database) =>
        await database.ScalarAsync<bool>("select to_regclass('atrium.changes') is null")
            ? 0
            : (int)await database.ScalarAsync<long>("select count(*) from atrium.changes");

    /// <summary>The catalogue after so many changes; with none, the ledger may be there or not.</summary>
    async Task<string> ExpectedAsync(EmptyDatabase reference, int done)
    {
        if (!_expected.TryGetValue(done, out var dump))
        {
            await reference.Engine(_plan, checks: false).RevertOrDeployAsync(_plan, done, Cancel);
            dump = _expected[done] = await reference.DumpAsync();
        }

        return dump;
    }
}

static class PrefixExtensions
{
    /// <summary>Brings a database to the first changes of the plan, from above or from below.</summary>
    public static async Task RevertOrDeployAsync(
        this DatabaseEngine engine, Plan plan, int count, CancellationToken cancellationToken)
    {
        var deployed = (await engine.StatusAsync(cancellationToken)).Count(change => change.State == "deployed");
        if (deployed > count)
        {
            var to = count == 0 ? null : plan.Changes[count - 1].Name;
            await engine.RevertAsync(new() { To = to, All = count == 0, DumpFolder = "/nowhere" }, cancellationToken);
        }
        else if (count > 0)
        {
            await engine.DeployAsync(plan.Changes[count - 1].Name, cancellationToken);
        }
    }
}
