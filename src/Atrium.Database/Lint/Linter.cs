using System.Data;
using Atrium.Database.Deploy;
using Atrium.Database.Engine;
using Npgsql;

namespace Atrium.Database.Lint;

/// <summary>Asks the deployed catalogue every rule of <c>database/lint</c>, and keeps nothing.</summary>
public static class Linter
{
    /// <summary>All rules, in a transaction that is rolled back.</summary>
    internal static async Task<LintReport> RunAsync(
        SqlSession session, EngineOptions options, CancellationToken cancellationToken)
    {
        await Deployer.Begin(session, options).RunAsync(cancellationToken);
        try
        {
            return await AskAsync(session, LintRule.Read(options.Plan.Lint), cancellationToken);
        }
        finally
        {
            await Deployer.RollBackAsync(session);
        }
    }

    /// <summary>
    /// All rules, in the transaction at hand; a rule that can't be asked ends the asking and is its own finding.
    /// </summary>
    public static async Task<LintReport> AskAsync(
        SqlSession session, IReadOnlyList<LintRule> rules, CancellationToken cancellationToken)
    {
        List<LintFinding> findings = [];
        foreach (var rule in rules)
        {
            foreach (var step in rule.Before)
            {
                await session.ExecuteAsync(step.Sql, cancellationToken);
            }

            try
            {
                findings.AddRange(await session.RowsAsync(
                    rule.Query.Sql, row => new LintFinding(rule, Text(row, 1), Text(row, 2), Text(row, 3)),
                    cancellationToken));
            }
            catch (PostgresException problem)
            {
                var explained = Failure.Explain(problem, rule.Script, rule.Query);
                findings.Add(new(rule, rule.Script.File, explained.Message, explained.Remedy));
                break;
            }
        }

        return new(rules.Count, findings);
    }

    static string Text(IDataRecord row, int column) =>
        row.IsDBNull(column) ? "" : row.GetValue(column).ToString() ?? "";
}
