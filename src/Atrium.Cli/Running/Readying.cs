using System.Globalization;
using Atrium.Cli.Backends;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;
using Atrium.Database.Engine;
using Atrium.Database.Plans;

namespace Atrium.Cli.Running;

/// <summary>Brings a database to where the plan says it should be, and finds out whether it is.</summary>
static class Readying
{
    /// <summary>Deploys what is pending, and checks all that is deployed.</summary>
    public static async Task<Plan> DeployAsync(
        Steps steps, Backend backend, Installation installation, CancellationToken cancellationToken)
    {
        var plan = Plan.Read(Plan.Find());
        var deployed = await steps.RunAsync(
            "Deploy the database", () => Engine(backend, plan).DeployAsync(null, cancellationToken));
        var last = new LastCheck(installation, backend, plan);
        await steps.RunAsync("Check the database", async () =>
        {
            if (!await last.StillHoldsAsync(cancellationToken))
            {
                // What was deployed just now was checked just now, each change before it counted; then only the
                // catalogue's rules are left, which hold for all changes together.
                var checks = deployed.Changes.Count < plan.Changes.Count;
                await VerifyAsync(Engine(backend, plan, checks), cancellationToken);
                await last.RememberAsync(cancellationToken);
            }
        });

        return plan;
    }

    /// <summary>Refuses a database that lacks changes of the plan.</summary>
    public static async Task<Plan> RequireDeployedAsync(Backend backend, CancellationToken cancellationToken)
    {
        var plan = Plan.Read(Plan.Find());
        var status = await Engine(backend, plan).StatusAsync(cancellationToken);
        var missing = status.Where(change => change.State == "pending").ToList();
        if (missing.Count > 0)
        {
            throw new CommandFailed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database lacks {missing.Count} changes of this version, the first being {missing[0].Name}."),
                "Run \"atrium db deploy\" first, or start with \"atrium up\", which deploys.");
        }

        return plan;
    }

    static DatabaseEngine Engine(Backend backend, Plan plan, bool checks = true) =>
        new(new EngineOptions { ConnectionString = backend.Owner, Plan = plan, Verify = checks, Prove = checks });

    static async Task VerifyAsync(DatabaseEngine engine, CancellationToken cancellationToken)
    {
        var report = await engine.VerifyAsync(cancellationToken);
        if (report.Failed.Count > 0)
        {
            var first = report.Failed[0];
            throw new CommandFailed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Failed.Count} checks of the database failed. {first.Check}: {first.Message}"),
                first.Remedy.Length > 0 ? first.Remedy
                    : "Run \"atrium db drift\": it says what differs from the plan.");
        }
    }
}
