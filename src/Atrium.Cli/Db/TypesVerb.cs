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

    public static Command Create() => new Command(
        "types",
        "Write TypeScript types for supabase-js. Example: atrium db types --output web/src/lib/database.types.ts")
    {
        Output,
    }.With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(run.Target.ConnectionString, cancellationToken);
        var types = TypeScript.Render([("public", await SchemaReader.ReadAsync(session, "public", cancellationToken))]);
        return await DbOutput.AnswerAsync(run.Parsed.GetValue(Output), types, "types", cancellationToken);
    }
}
