using System.CommandLine;
using Atrium.Database;
using Atrium.Database.Describe;

namespace Atrium.Cli.Db;

/// <summary><c>atrium db types</c>: TypeScript types of what the database offers.</summary>
static class TypesVerb
{
    static readonly Option<string?> Output = new("--output")
    {
        Description = "File to write; without it the types are printed.",
        HelpName = "FILE",
    };

    static readonly Option<bool> OfPlan = new("--plan")
    {
        Description = "Describe the plan at hand, deployed into a cluster that is thrown away, and no database.",
    };

    public static Command Create() => new Command(
        "types",
        "Write TypeScript types for supabase-js. Example: atrium db types --output web/src/database.types.ts")
    {
        Output, OfPlan,
    }.With(RunAsync, WithoutDatabaseAsync);

    /// <summary>The file's text.</summary>
    public static string Render(SchemaModel exposed) => TypeScript.Render([("public", exposed)]);

    static async Task<DbAnswer?> WithoutDatabaseAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(OfPlan) ? await TypesOfPlan.WriteAsync(parsed.GetValue(Output), cancellationToken) : null;

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(run.Target.ConnectionString, cancellationToken);
        var types = Render(await SchemaReader.ReadAsync(session, "public", cancellationToken));
        return await DbOutput.AnswerAsync(run.Parsed.GetValue(Output), types, "types", cancellationToken);
    }
}
