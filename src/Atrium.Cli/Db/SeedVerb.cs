using System.CommandLine;
using Atrium.Cli.Backends;
using Atrium.Database;
using Atrium.Database.Demo;

namespace Atrium.Cli.Db;

/// <summary><c>atrium db seed</c>: makes the demo agencies where they aren't.</summary>
static class SeedVerb
{
    public static Command Create() => new Command(
        "seed",
        "Make the demo agencies, whose accounts have a known password. Where they are, nothing happens. "
        + "Example: atrium db seed --data /srv/atrium")
        .With(RunAsync);

    static async Task<DbAnswer> RunAsync(DbRun run, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(run.Target.ConnectionString, cancellationToken);
        var made = await DemoData.SeedAsync(session.Connection, DemoAgencies.Draft, cancellationToken);

        return new(true, made ? "The demo agencies are there." : "They were there before.", ("seeded", made));
    }
}
