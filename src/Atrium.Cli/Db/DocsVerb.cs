using System.CommandLine;
using Atrium.Database;
using Atrium.Database.Describe;
using Atrium.Database.Plans;

namespace Atrium.Cli.Db;

/// <summary><c>atrium db docs</c>: the data model as a page.</summary>
static class DocsVerb
{
    static readonly Option<string?> Output = new("--output")
    {
        Description = "File to write; without it the page is printed.",
        HelpName = "FILE",
    };

    public static Command Create() => new Command(
        "docs",
        "Write the data model as Markdown: tables, policies in words, diagrams. "
        + "Example: atrium db docs --output docs/data-model.md")
    {
        Output,
    }.With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(run.Target.ConnectionString, cancellationToken);
        var page = await DataModel.RenderAsync(session, Plan.Read(Plan.Find()), cancellationToken);
        return await DbOutput.AnswerAsync(run.Parsed.GetValue(Output), page, "page", cancellationToken);
    }
}
