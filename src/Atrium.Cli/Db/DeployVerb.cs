using System.CommandLine;

namespace Atrium.Cli.Db;

/// <summary><c>atrium db deploy</c>: brings the database up to the plan.</summary>
static class DeployVerb
{
    static readonly Option<bool> PlanOnly = new("--plan") { Description = "Print what would run, and change nothing." };

    static readonly Option<bool> NoProve = new("--no-prove")
    {
        Description = "Skip each change's verify and prove: faster, for throw-away databases.",
    };

    static readonly Option<string?> To = new("--to") { Description = "Last change to deploy.", HelpName = "CHANGE" };

    public static Command Create() => new Command(
        "deploy",
        "Bring the database up to the plan. Example: atrium db deploy --data /var/lib/atrium --plan")
    {
        PlanOnly, NoProve, To,
    }.With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        var engine = run.Engine(prove: !run.Parsed.GetValue(NoProve));
        var to = run.Parsed.GetValue(To);
        if (run.Parsed.GetValue(PlanOnly))
        {
            var planned = await engine.PlanAsync(to, cancellationToken);
            var list = planned.Changes.Count == 0 ? "Nothing to deploy." : string.Join('\n', planned.Changes);
            return new(true, list, ("changes", planned.Changes.Count), ("plan", DbAnswer.Array(planned.Changes)));
        }

        var report = await engine.DeployAsync(to, cancellationToken);
        var text = report.Changes.Count == 0
            ? "The database is up to date."
            : $"{report.Changes.Count} changes deployed in {report.Took.TotalSeconds:0.0} s.";
        return new(true, text, ("changes", report.Changes.Count), ("ms", (long)report.Took.TotalMilliseconds));
    }
}
