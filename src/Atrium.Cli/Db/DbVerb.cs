using System.CommandLine;
using Atrium.Database;
using Atrium.Database.Engine;
using Atrium.Database.Plans;

namespace Atrium.Cli.Db;

/// <summary>What the database verbs share: how they find their database, and how they end.</summary>
static class DbVerb
{
    static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder of the private cluster, which is started for the verb if it is down. Where"
            + " ATRIUM_DATABASE_URL is set, the verb is about the database that it names instead.",
        HelpName = "DIR",
    };

    static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    /// <summary>Completes a verb with <c>--data</c> and <c>--json</c>, and with what it does.</summary>
    /// <param name="verb">The verb with its own options.</param>
    /// <param name="run">Does it, and says what came of it.</param>
    /// <param name="without">Answers what needs no database of ours, before one is opened; null goes on.</param>
    public static Command With(
        this Command verb,
        Func<DbRun, CancellationToken, Task<DbAnswer>> run,
        Func<ParseResult, CancellationToken, Task<DbAnswer?>>? without = null)
    {
        verb.Add(Data);
        verb.Add(Json);
        verb.SetAction((parsed, cancellationToken) => AnswerAsync(
            parsed.GetValue(Json),
            async () => (without is null ? null : await without(parsed, cancellationToken))
                ?? await RunAsync(parsed, run, cancellationToken)));
        return verb;
    }

    static async Task<DbAnswer> RunAsync(
        ParseResult parsed, Func<DbRun, CancellationToken, Task<DbAnswer>> run, CancellationToken cancellationToken)
    {
        await using var target = await DbTarget.OpenAsync(parsed.GetValue(Data), cancellationToken);
        return await run(new(parsed, target, parsed.GetValue(Json)), cancellationToken);
    }

    static async Task<int> AnswerAsync(bool json, Func<Task<DbAnswer>> run)
    {
        DbAnswer answer;
        try
        {
            answer = await run();
        }
        catch (DatabaseProblemException problem)
        {
            answer = DbAnswer.Of(problem);
        }

        await (answer.Ok || json ? Console.Out : Console.Error)
            .WriteLineAsync(json ? answer.ToJson() : answer.Text.TrimEnd('\n'));
        return answer.Ok ? 0 : 1;
    }
}

/// <summary>One run of a verb.</summary>
/// <param name="Parsed">The command line.</param>
/// <param name="Target">The database.</param>
/// <param name="Json">Whether a program reads the answer.</param>
sealed record DbRun(ParseResult Parsed, DbTarget Target, bool Json)
{
    /// <summary>
    /// The engine for this database and the plan at hand; progress goes to stderr unless a program reads.
    /// </summary>
    public DatabaseEngine Engine(bool prove = true) => new(Options(prove));

    /// <summary>As the engine takes them.</summary>
    public EngineOptions Options(bool prove = true) => new()
    {
        ConnectionString = Target.ConnectionString,
        Plan = Plan.Read(Plan.Find()),
        Verify = prove,
        Prove = prove,
        Progress = Json ? null : Console.Error.WriteLine,
    };
}
