using System.CommandLine;
using System.Text.Json.Nodes;

namespace Atrium.Cli.Db;

/// <summary><c>atrium db status</c>: how the database stands to the plan.</summary>
static class StatusVerb
{
    public static Command Create() => new Command(
        "status",
        "List the plan's changes: deployed, pending or edited. Exits 1 unless all are deployed. "
        + "Example: atrium db status --data /var/lib/atrium")
        .With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        var changes = await run.Engine().StatusAsync(cancellationToken);
        var ok = changes.All(change => change.State == "deployed");
        var lines = changes.Select(change => $"{change.State,-9} {change.DeployedAt,-21:u} {change.Name}".TrimEnd());
        var json = changes.Select(change => (JsonNode?)new JsonObject
        {
            ["name"] = change.Name,
            ["state"] = change.State,
            ["deployed_at"] = change.DeployedAt,
        });
        return new(ok, string.Join('\n', lines), ("changes", new JsonArray([.. json])));
    }
}
