using System.Data;
using System.Diagnostics;
using Atrium.Database.Catalogue;
using Atrium.Database.Cluster;
using Atrium.Database.Deploy;
using Atrium.Database.Drift;
using Atrium.Database.Lint;
using Atrium.Database.Plans;
using Atrium.Database.Revert;
using Npgsql;

namespace Atrium.Database.Engine;

/// <summary>
/// Gives a database its life: deploys the plan, checks what is there, takes changes back. Each verb opens a connection
/// of its own and is safe to run beside another engine: one works, the other waits.
/// </summary>
/// <remarks>
/// Every verb throws <see cref="DatabaseProblemException"/>, and nothing else, for what can be put right.
/// </remarks>
/// <param name="options">Which database and which plan.</param>
public sealed class DatabaseEngine(EngineOptions options)
{
    /// <summary>
    /// Changes that share a transaction on a new database, and a session where checks run: it keeps the plan of every
    /// statement that the checks' functions ran, and each piece of DDL looks through them all; after a hundred changes
    /// that takes twice the time of the DDL itself.
    /// </summary>
    public const int ChangesAStride = 24;

    bool _warned;

    /// <summary>Deploys what is pending, up to a change or the plan's end. Stops at the first failure.</summary>
    /// <param name="to">Last change to deploy, or null for all.</param>
    /// <param name="cancellationToken">Gives up; finished changes stay.</param>
    /// <exception cref="DatabaseProblemException">
    /// A change failed (its <c>Place</c> says where), was edited after it shipped, or the server isn't fit.
    /// </exception>
    public async Task<DeployReport> DeployAsync(string? to, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        List<string> done = [];
        await using var ahead = new SessionAhead(options);
        while (await WorkAsync(
            session => DeploySessionAsync(session, ahead, to, done, cancellationToken), cancellationToken, ahead))
        {
            // Another engine may come in between: what is pending is asked again.
        }

        return new DeployReport(done, began.Elapsed);
    }

    /// <summary>What <see cref="DeployAsync"/> would deploy; changes nothing.</summary>
    public Task<DeployReport> PlanAsync(string? to, CancellationToken cancellationToken) =>
        WorkAsync(async session =>
        {
            var began = Stopwatch.StartNew();
            var pending = await new Deployer(session, options).PendingAsync(to, cancellationToken);
            return new DeployReport([.. pending.Select(change => change.Name)], began.Elapsed);
        }, cancellationToken);

    /// <summary>Runs the checks of every deployed change and the catalogue's rules; keeps nothing.</summary>
    public Task<VerifyReport> VerifyAsync(CancellationToken cancellationToken) =>
        WorkAsync(session => new Verifier(session, options).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Asks the catalogue's rules alone; keeps nothing.</summary>
    /// <exception cref="DatabaseProblemException">Changes are pending: the rules are about the whole plan.</exception>
    public Task<LintReport> LintAsync(CancellationToken cancellationToken) =>
        WorkAsync(async session =>
        {
            var pending = await new Deployer(session, options).PendingAsync(null, cancellationToken);
            return pending.Count == 0
                ? await Linter.RunAsync(session, options, cancellationToken)
                : throw new DatabaseProblemException(
                    $"{pending.Count} changes are pending, and the rules are about the whole plan.",
                    "Run: atrium db deploy");
        }, cancellationToken);

    /// <summary>How the database stands to each change of the plan, in order; unknown ones come last.</summary>
    public Task<IReadOnlyList<ChangeStatus>> StatusAsync(CancellationToken cancellationToken) =>
        WorkAsync(async session => ChangeStatus.List(
            options.Plan, await Ledger.ReadAsync(session, cancellationToken)), cancellationToken);

    /// <summary>Takes changes back, newest first, and restores the catalogue exactly.</summary>
    /// <exception cref="DatabaseProblemException">
    /// Rows would be lost, or other objects depend on what would go; nothing of that change was reverted.
    /// </exception>
    public Task<RevertReport> RevertAsync(RevertRequest request, CancellationToken cancellationToken) =>
        WorkAsync(async session =>
        {
            await EngineLock.TakeAsync(session, options, cancellationToken);
            return await new Reverter(session, options, request).RunAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>
    /// In what the live catalogue differs from what the deployed changes yield; empty when in nothing.
    /// </summary>
    public Task<IReadOnlyList<Difference>> DriftAsync(CancellationToken cancellationToken) =>
        WorkAsync(session => DriftFinder.FindAsync(session, options, cancellationToken), cancellationToken);

    /// <summary>Deploys as much of what is pending as one session should: without checks, all of it.</summary>
    /// <returns>True where more is pending.</returns>
    async Task<bool> DeploySessionAsync(
        SqlSession session, SessionAhead ahead, string? to, List<string> done, CancellationToken cancellationToken)
    {
        bool more;
        do
        {
            more = await DeploySomeAsync(session, ahead, to, done, cancellationToken);
        }
        while (more && !HasChecks);

        return more;
    }

    bool HasChecks => options.Verify || options.Prove;

    /// <summary>Deploys a stride of what is pending.</summary>
    /// <returns>True where more is pending.</returns>
    async Task<bool> DeploySomeAsync(
        SqlSession session, SessionAhead ahead, string? to, List<string> done, CancellationToken cancellationToken)
    {
        await EngineLock.TakeAsync(session, options, cancellationToken);
        var deployer = new Deployer(session, options);
        var pending = await deployer.PendingAsync(to, cancellationToken);
        var deployed = (await Ledger.ReadAsync(session, cancellationToken)).Count;
        var found = await FoundAsync(session, pending.Count, deployed, cancellationToken);
        Change[] now = [.. pending.Take(ChangesAStride)];
        if (HasChecks && now.Length > 0)
        {
            await Helpers.MakeAsync(session, options.Plan, cancellationToken);
            if (now.Length < pending.Count)
            {
                ahead.Prepare(cancellationToken);
            }
        }

        // Nobody works on a database that has nothing but what came just now, so its changes may share a transaction;
        // where they can't, one by one they tell which of them it was, and those before it stay.
        var isNew = deployed == done.Count;
        if (!isNew || !await DeployedTogetherAsync(session, now, found, done, cancellationToken))
        {
            foreach (var change in now)
            {
                await deployer.DeployAsync([change], found, cancellationToken);
                Tell(done, change);
                found = null;
            }
        }

        if (now.Length == pending.Count)
        {
            await MakeMonthsAsync(session, cancellationToken);
        }

        await EngineLock.ReleaseAsync(session, cancellationToken);
        return now.Length < pending.Count;
    }

    async Task<bool> DeployedTogetherAsync(
        SqlSession session, Change[] changes, IReadOnlyList<string>? found, List<string> done,
        CancellationToken cancellationToken)
    {
        if (changes.Length < 2)
        {
            return false;
        }

        try
        {
            await new Deployer(session, options).DeployAsync(changes, found, cancellationToken);
        }
        catch (DatabaseProblemException) when (session.Connection.State == ConnectionState.Open)
        {
            return false;
        }

        Array.ForEach(changes, change => Tell(done, change));
        return true;
    }

    void Tell(List<string> done, Change change)
    {
        options.Progress?.Invoke($"deployed {change.Name}");
        done.Add(change.Name);
    }

    /// <summary>
    /// What the database holds before its first change, and the ledger made; null once a change is there.
    /// </summary>
    static async Task<IReadOnlyList<string>?> FoundAsync(
        SqlSession session, int pending, int deployed, CancellationToken cancellationToken)
    {
        if (pending == 0 || deployed > 0)
        {
            return null;
        }

        var found = FoundBefore.Lines(await CatalogueReader.ReadAsync(session, cancellationToken));
        await Ledger.EnsureAsync(session, cancellationToken);
        return found;
    }

    /// <summary>Makes the partitions of the coming months, where the plan has tables by month.</summary>
    static async Task MakeMonthsAsync(SqlSession session, CancellationToken cancellationToken)
    {
        if (await session.ScalarAsync<bool>(
            "select to_regprocedure('atrium.make_partitions(integer)') is not null", cancellationToken))
        {
            await session.ExecuteAsync("select atrium.make_partitions()", cancellationToken);
        }
    }

    async Task<T> WorkAsync<T>(
        Func<SqlSession, Task<T>> work, CancellationToken cancellationToken, SessionAhead? ahead = null)
    {
        await using var session = ahead is null
            ? await SqlSession.OpenAsync(options.ConnectionString, cancellationToken)
            : await ahead.TakeAsync(cancellationToken);
        try
        {
            var version = PostgresVersion.FromNumber(await session.ScalarAsync<int>(
                "select current_setting('server_version_num')::int", cancellationToken));
            version.RequireSupported();
            if (!_warned && version.Weakness() is { } weakness)
            {
                _warned = true;
                options.Progress?.Invoke($"warning: {weakness}");
            }

            return await work(session);
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseProblemException(
                $"The deploying role may not do that: {problem.MessageText}",
                "Connect as the owner of the database or as a superuser.", problem);
        }
        catch (NpgsqlException problem)
        {
            throw new DatabaseProblemException(
                $"The database gave up: {problem.Message}",
                "Nothing unfinished was kept: run the same again.", problem);
        }
    }
}
