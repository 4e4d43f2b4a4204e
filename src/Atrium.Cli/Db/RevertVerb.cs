using System.CommandLine;
using System.Globalization;

namespace Atrium.Cli.Db;

/// <summary><c>atrium db revert</c>: takes changes back.</summary>
static class RevertVerb
{
    static readonly Option<string?> To = new("--to")
    {
        Description = "The change that stays last; without it only the newest goes.",
        HelpName = "CHANGE",
    };

    static readonly Option<bool> All = new("--all") { Description = "Revert every change." };

    static readonly Option<bool> DiscardRows = new("--discard-rows")
    {
        Description = "Let rows go; they are written to files first.",
    };

    static readonly Option<string?> Dump = new("--dump")
    {
        Description = "Folder for the files. Default: atrium-dump-<time> in the working folder.",
        HelpName = "DIR",
    };

    public static Command Create() => new Command(
        "revert", "Take changes back, newest first. Example: atrium db revert --to kernel/020_schemas")
    {
        To, All, DiscardRows, Dump,
    }.With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var report = await run.Engine().RevertAsync(
            new()
            {
                To = run.Parsed.GetValue(To),
                All = run.Parsed.GetValue(All),
                DiscardRows = run.Parsed.GetValue(DiscardRows),
                DumpFolder = run.Parsed.GetValue(Dump) ?? $"atrium-dump-{time}",
            },
            cancellationToken);
        var text = $"{report.Changes.Count} changes reverted in {report.Took.TotalSeconds:0.0} s.";
        if (report.Dumped.Count > 0)
        {
            text += $"\nThe rows that went are in:\n{string.Join('\n', report.Dumped)}";
        }

        return new(
            true, text, ("changes", report.Changes.Count), ("ms", (long)report.Took.TotalMilliseconds),
            ("dumped", DbAnswer.Array(report.Dumped)));
    }
}
