using Atrium.Database.Deploy;
using Atrium.Database.Lint;
using Atrium.Database.Plans;

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
                .SelectMany(options.ChecksOf),
        ];
        var failed = scripts.Length == 0 ? [] : await TryAsync(scripts, cancellationToken);
        var checks = scripts.Length;
        if (options.Plan.Lint.Count > 0 && deployed.Count == options.Plan.Changes.Count)
        {
            checks++;
            var report = await Linter.RunAsync(session, options, cancellationToken);
            failed.AddRange(report.Findings.Select(finding => new FailedCheck(
                $"{finding.Rule.Script.File}: {finding.Rule.Name}", $"{finding.Subject}: {finding.Detail}",
                finding.Remedy)));
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
}
