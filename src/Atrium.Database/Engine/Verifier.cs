using Atrium.Database.Deploy;
using Atrium.Database.Plans;
using Npgsql;

namespace Atrium.Database.Engine;

/// <summary>Runs every deployed change's checks and the catalogue's rules again, and keeps nothing of them.</summary>
sealed class Verifier(SqlSession session, EngineOptions options)
{
    /// <summary>All checks; a failure does not stop the rest.</summary>
    public async Task<VerifyReport> RunAsync(CancellationToken cancellationToken)
    {
        var deployed = (await Ledger.ReadAsync(session, cancellationToken)).Select(entry => entry.Name).ToHashSet();
        SqlScript[] scripts =
        [
            .. options.Plan.Changes.Where(change => deployed.Contains(change.Name))
                .SelectMany(change => options.Prove ? (SqlScript[])[change.Verify, change.Prove] : [change.Verify]),
        ];
        var failed = await TryAsync(scripts, cancellationToken);
        var checks = scripts.Length;
        if (options.Plan.Lint is { } lint && deployed.Count == options.Plan.Changes.Count)
        {
            checks++;
            failed.AddRange(await LintAsync(lint, cancellationToken));
        }

        return new(checks, failed);
    }

    async Task<List<FailedCheck>> TryAsync(SqlScript[] scripts, CancellationToken cancellationToken)
    {
        await Helpers.MakeAsync(session, options.Plan, cancellationToken);
        await Deployer.Begin(session, options).RunAsync(cancellationToken);
        try
        {
            var failed = await Checks.TryAsync(session, scripts, cancellationToken);
            return
            [
                .. failed.Select(each => new FailedCheck(each.Script.File, each.Problem.Message, each.Problem.Remedy)),
            ];
        }
        finally
        {
            await Deployer.RollBackAsync(session);
        }
    }

    async Task<IReadOnlyList<FailedCheck>> LintAsync(SqlScript lint, CancellationToken cancellationToken)
    {
        List<FailedCheck> failed = [];
        await Deployer.Begin(session, options).RunAsync(cancellationToken);
        foreach (var statement in lint.Statements)
        {
            try
            {
                failed.AddRange(await session.RowsAsync(
                    statement.Sql,
                    row => new FailedCheck(
                        $"{lint.File}: {Text(row, 0)}", $"{Text(row, 1)}: {Text(row, 2)}", Text(row, 3)),
                    cancellationToken));
            }
            catch (PostgresException problem)
            {
                var explained = Failure.Explain(problem, lint, statement);
                failed.Add(new(lint.File, explained.Message, explained.Remedy));
                break;
            }
        }

        await Deployer.RollBackAsync(session);
        return failed;
    }

    static string Text(System.Data.IDataRecord row, int column) =>
        column < row.FieldCount && !row.IsDBNull(column) ? row.GetValue(column).ToString() ?? "" : "";
}
