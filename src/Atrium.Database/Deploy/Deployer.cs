using System.Diagnostics;
using System.Globalization;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Npgsql;

namespace Atrium.Database.Deploy;

/// <summary>
/// Brings a database up to the plan: one transaction a change, which holds its deploy script, its checks and its line
/// in
/// the ledger. Whatever happens, a change is there whole or not at all.
/// </summary>
sealed class Deployer(SqlSession session, EngineOptions options)
{
    /// <summary>The changes that are not deployed yet, in order.</summary>
    public async Task<IReadOnlyList<Change>> PendingAsync(string? to, CancellationToken cancellationToken)
    {
        var deployed = await Ledger.ReadAsync(session, cancellationToken);
        Ledger.RequireSamePlan(options.Plan, deployed);
        var names = deployed.Select(entry => entry.Name).ToHashSet();
        var last = to is null ? null : options.Plan[to];
        var all = options.Plan.Changes;
        var wanted = last is null ? all : (Change[])[.. all.TakeWhile(each => each != last), last];
        return [.. wanted.Where(change => !names.Contains(change.Name))];
    }

    /// <summary>Deploys one change, checks it, writes it down and commits.</summary>
    /// <param name="change">The change.</param>
    /// <param name="found">What the database held before the first change; null for later ones.</param>
    /// <param name="cancellationToken">Gives up; nothing of the change stays.</param>
    public async Task DeployAsync(Change change, IReadOnlyList<string>? found, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        try
        {
            await BeginAsync(session, options, cancellationToken);
            var before = await PlanRows.TablesAsync(session, cancellationToken);
            await RunAsOwnerAsync(session, change.Deploy, cancellationToken);
            var rows = await PlanRows.DigestNewAsync(session, before, cancellationToken);
            await CheckAsync(change, cancellationToken);

            await Ledger.RecordAsync(session, change, rows, found, began.Elapsed, cancellationToken);
            await session.ExecuteAsync("commit", cancellationToken);
        }
        catch (PostgresException problem)
        {
            await RollBackAsync(session);
            throw new DatabaseProblemException(
                $"{change.Name} failed: {problem.MessageText}", problem.Hint ?? "", problem);
        }
        catch (NpgsqlException problem)
        {
            throw new DatabaseProblemException(
                $"The connection was lost during {change.Name}; nothing of it was kept. {problem.Message}",
                "Run the same again.", problem);
        }
        catch (DatabaseProblemException)
        {
            await RollBackAsync(session);
            throw;
        }
    }

    async Task CheckAsync(Change change, CancellationToken cancellationToken)
    {
        List<SqlScript> checks = options.Verify ? [change.Verify] : [];
        if (options.Prove)
        {
            checks.Add(change.Prove);
        }

        if (checks.Count == 0)
        {
            return;
        }

        var failed = await ScriptRunner.TryAsync(session, options.Plan.Testing, checks, cancellationToken);
        if (failed.Count > 0)
        {
            throw failed[0].Problem;
        }
    }

    /// <summary>Begins a transaction with the engine's limits.</summary>
    public static async Task BeginAsync(SqlSession session, EngineOptions options, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("begin", cancellationToken);
        await session.ExecuteAsync(
            """
            select set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
              set_config('search_path', 'public', true), set_config('client_min_messages', 'warning', true),
              set_config('check_function_bodies', 'on', true)
            """,
            cancellationToken, Milliseconds(options.LockTimeout), Milliseconds(options.StatementTimeout));
    }

    /// <summary>
    /// Runs a script as <c>atrium_owner</c>, unless it asks for the deployer or that role isn't there yet.
    /// </summary>
    public static Task RunAsOwnerAsync(SqlSession session, SqlScript script, CancellationToken cancellationToken) =>
        RunAsync(session, script, "select to_regrole('atrium_owner') is not null", cancellationToken);

    /// <summary>
    /// Runs a revert: as <c>atrium_owner</c> too, but as the deployer where that one had to keep the definer functions.
    /// </summary>
    public static Task RunRevertAsync(SqlSession session, SqlScript script, CancellationToken cancellationToken) =>
        RunAsync(
            session, script,
            "select to_regrole('atrium_owner') is not null and to_regrole('atrium_definer') is not null",
            cancellationToken);

    static async Task RunAsync(
        SqlSession session, SqlScript script, string ownerIsFit, CancellationToken cancellationToken)
    {
        var asOwner = !Change.RunsAsDeployer(script) && await session.ScalarAsync<bool>(ownerIsFit, cancellationToken);
        if (asOwner)
        {
            await session.ExecuteAsync("set local role atrium_owner", cancellationToken);
        }

        await ScriptRunner.RunAsync(session, script, cancellationToken);
        await session.ExecuteAsync("set local role none", cancellationToken);
        await session.ExecuteAsync("set constraints all immediate", cancellationToken);
    }

    /// <summary>Ends a failed transaction, where the connection still lives.</summary>
    public static async Task RollBackAsync(SqlSession session)
    {
        if (session.Connection.State == System.Data.ConnectionState.Open)
        {
            await session.ExecuteAsync("rollback", CancellationToken.None);
        }
    }

    static string Milliseconds(TimeSpan time) =>
        ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
