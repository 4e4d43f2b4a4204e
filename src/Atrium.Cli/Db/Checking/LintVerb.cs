using System.CommandLine;
using System.Text.Json.Nodes;
using Atrium.Database.Lint;

namespace Atrium.Cli.Db.Checking;

/// <summary><c>atrium db lint</c>: asks the deployed catalogue the rules of <c>database/lint</c>.</summary>
static class LintVerb
{
    public static Command Create() => new Command(
        "lint",
        "Ask the deployed catalogue every rule that tables, policies, keys, grants and functions are held to; each "
        + "finding comes with its reason and its remedy. Exits 1 when there is one. Example: atrium db lint --json")
        .With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        var report = await run.Engine().LintAsync(cancellationToken);
        var json = report.Findings.Select(each => (JsonNode?)new JsonObject
        {
            ["rule"] = each.Rule.Name,
            ["explanation"] = each.Rule.Explanation,
            ["object"] = each.Subject,
            ["detail"] = each.Detail,
            ["remedy"] = each.Remedy,
        });
        var text = report.Findings.Count == 0
            ? $"The catalogue keeps all {report.Rules} rules."
            : string.Join('\n', report.Findings.Select(Lines))
                + $"\n{report.Findings.Count} findings by {report.Rules} rules.";
        return new(
            report.Findings.Count == 0, text, ("rules", report.Rules), ("findings", new JsonArray([.. json])));
    }

    static string Lines(LintFinding finding) =>
        $"✗ {finding.Rule.Name}: {finding.Subject}\n  {finding.Detail}\n  {finding.Rule.Explanation}"
        + $"\n  → {finding.Remedy}";
}
