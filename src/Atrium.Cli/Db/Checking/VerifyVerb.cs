using System.CommandLine;
using System.Text.Json.Nodes;

namespace Atrium.Cli.Db.Checking;

/// <summary><c>atrium db verify</c>: runs every check over what is deployed.</summary>
static class VerifyVerb
{
    public static Command Create() => new Command(
        "verify",
        "Run every change's checks and the catalogue's rules; keeps nothing. Example: atrium db verify --json")
        .With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        var report = await run.Engine().VerifyAsync(cancellationToken);
        var failed = report.Failed.Select(each => (JsonNode?)new JsonObject
        {
            ["check"] = each.Check,
            ["message"] = each.Message,
            ["remedy"] = each.Remedy,
        });
        var lines = report.Failed.Select(
            each => $"✗ {each.Check}\n  {each.Message}" + (each.Remedy.Length > 0 ? $"\n  → {each.Remedy}" : ""));
        var text = report.Failed.Count == 0
            ? $"All {report.Checks} checks hold."
            : string.Join('\n', lines) + $"\n{report.Failed.Count} findings in {report.Checks} checks.";
        return new(report.Failed.Count == 0, text, ("checks", report.Checks), ("failed", new JsonArray([.. failed])));
    }
}
