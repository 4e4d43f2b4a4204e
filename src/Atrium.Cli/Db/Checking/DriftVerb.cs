using System.CommandLine;
using System.Text.Json.Nodes;

namespace Atrium.Cli.Db.Checking;

/// <summary><c>atrium db drift</c>: where the live catalogue is not what the plan yields.</summary>
static class DriftVerb
{
    public static Command Create() => new Command(
        "drift",
        "Compare the live catalogue with what the plan yields, with SQL to undo or adopt each difference. "
        + "Exits 1 when there is one. Example: atrium db drift --json")
        .With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        var differences = await run.Engine().DriftAsync(cancellationToken);
        var json = differences.Select(each => (JsonNode?)new JsonObject
        {
            ["object"] = each.Subject,
            ["state"] = each.State,
            ["undo"] = each.Undo,
            ["adopt"] = each.Adopt,
        });
        var lines = differences.Select(each => $"""
            -- {each.State}: {each.Subject}
            -- to undo it in the database:
            {each.Undo}
            -- to adopt it, in a new change:
            {Comment(each.Adopt)}

            """);
        var text = differences.Count == 0
            ? "The database is what the plan yields."
            : string.Join('\n', lines) + $"\n-- {differences.Count} differences";
        return new(differences.Count == 0, text, ("differences", new JsonArray([.. json])));
    }

    static string Comment(string sql) => "--   " + sql.Replace("\n", "\n--   ", StringComparison.Ordinal);
}
