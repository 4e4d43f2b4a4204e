using System.Globalization;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Npgsql;

namespace Atrium.Database.Deploy;

/// <summary>
/// Brings a database up to the plan: a transaction holds a change's deploy script, its checks and its line in the
/// ledger. Whatever happens, a change is there whole or not at all.
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

    /// <summary>
    /// Deploys changes in one transaction and one round trip: each one's script and its line in the ledger, then the
    /// checks of all. Whatever fails, nothing of any of them stays; where no script did, the first one's name is told.
    /// </summary>
    /// <param name="changes">The changes, in order; at least one.</param>
    /// <param name="found">What the database held before the first change; null for later ones.</param>
    /// <param name="cancellationToken">Gives up; nothing of the changes stays.</param>
    public async Task DeployAsync(
        IReadOnlyList<Change> changes, IReadOnlyList<string>? found, CancellationToken cancellationToken)
    {
        var first = changes[0];
        var batch = Begin(session, options);
        foreach (var change in changes)
        {
            RunAsOwner(batch.Then(PlanRows.Remember), change.Deploy);
            Ledger.Record(batch, change, change == first ? found : null);
        }

        try
        {
            await batch.ThenCheck([.. changes.SelectMany(options.ChecksOf)]).Then("commit")
                .RunAsync(cancellationToken);
        }
        catch (PostgresException problem)
        {
            await RollBackAsync(session);
            throw new DatabaseProblemException(
                $"{first.Name} failed: {problem.MessageText}", problem.Hint ?? "", problem);
        }
        catch (NpgsqlException problem)
        {
            throw new DatabaseProblemException(
                $"The connection was lost during {first.Name}; nothing of it was kept. {problem.Message}",
                "Run the same again.", problem);
        }
        catch (DatabaseProblemException)
        {
            await RollBackAsync(session);
            throw;
        }
    }

    /// <summary>
    /// Begins a transaction with the engine's limits. Scripts and checks run a statement a few times at most, so one
    /// plan for any values is enough. What the plan does to the catalogue is in the ledger, so pgaudit need not write
    /// it down statement by statement; only a superuser can tell it.
    /// </summary>
    public static ScriptBatch Begin(SqlSession session, EngineOptions options) =>
        new ScriptBatch(session).Then("begin").Then(
            """
            select set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
              set_config('search_path', 'public', true), set_config('client_min_messages', 'warning', true),
              set_config('check_function_bodies', 'on', true), set_config('jit', 'off', true),
              set_config('plan_cache_mode', 'force_generic_plan', true)
            """,
            Milliseconds(options.LockTimeout), Milliseconds(options.StatementTimeout))
            .Then(
                """
                select set_config('pgaudit.log', 'none', true) from pg_roles
                where rolname = current_user and rolsuper and current_setting('pgaudit.log', true) is not null
                """);

    /// <summary>
    /// Adds a script to run as <c>atrium_owner</c>, unless it asks for the deployer or that role isn't there yet.
    /// </summary>
    public static ScriptBatch RunAsOwner(ScriptBatch batch, SqlScript script) =>
        Run(batch, script, "to_regrole('atrium_owner') is not null");

    /// <summary>
    /// Adds a revert: as <c>atrium_owner</c> too, but as the deployer where that one had to keep the definer functions.
    /// </summary>
    public static ScriptBatch RunRevert(ScriptBatch batch, SqlScript script) =>
        Run(batch, script, "to_regrole('atrium_owner') is not null and to_regrole('atrium_definer') is not null");

    static ScriptBatch Run(ScriptBatch batch, SqlScript script, string ownerIsFit)
    {
        if (!Change.RunsAsDeployer(script))
        {
            batch.Then($"select set_config('role', 'atrium_owner', true) where {ownerIsFit}");
        }

        return batch.Then(script).Then("set local role none").Then("set constraints all immediate");
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
