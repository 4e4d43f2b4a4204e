using System.CommandLine;
using Atrium.Cli.Backends;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Running;

/// <summary><c>atrium up</c>: from nothing, or from whatever is there, to a running server.</summary>
static class UpCommand
{
    static readonly Option<string?> Data = CommonOptions.Data();
    static readonly Option<int> Port = CommonOptions.Port();
    static readonly Option<bool> Json = CommonOptions.Json(
        "When ready, print one line on stdout: {\"url\",\"anon_key\",\"service_key\",\"demo\"}.");

    static readonly Option<bool> NoDemo = new("--no-demo")
    {
        Description = "A first start makes no demo agencies; it prints a one-time link that makes the first account.",
    };

    static readonly Option<bool> Detach = new("--detach")
    {
        Description = "Return when the server is ready and leave it running; \"atrium down\" stops it.",
    };

    public static Command Build()
    {
        var command = new Command("up", "Create or adopt the database, bring it up to date, and serve.")
        {
            Data, Port, NoDemo, Detach, Json,
        };
        command.SetAction((parsed, cancellationToken) => Trouble.ReportAsync(() =>
        {
            var request = new UpRequest(
                Installation.Of(parsed.GetValue(Data)), new(), parsed.GetValue(Port), !parsed.GetValue(NoDemo),
                parsed.GetValue(Json));

            return parsed.GetValue(Detach)
                ? DetachAsync(request, cancellationToken)
                : RunAsync(request, cancellationToken);
        }));

        return command.WithExamples(
            "atrium up", "atrium up --port 9000 --data /srv/atrium --no-demo", "atrium up --detach --json");
    }

    static async Task<int> RunAsync(UpRequest request, CancellationToken cancellationToken)
    {
        var steps = new Steps();
        request.Installation.Claim();
        using var held = Holder.Take(request.Installation);
        var port = Ports.Claim(request.Port);
        await using var backend = await steps.RunAsync(
            "Start the database", () => Backend.OpenAsync(request.Installation, "up", cancellationToken));
        // One core deploys, the other has time to write the demo that a first start wants.
        var draft = request.Demo && await backend.IsNewAsync(cancellationToken) ? DemoAgencies.Draft() : null;
        var plan = await Readying.DeployAsync(steps, backend, request.Installation, cancellationToken);
        if (await DemoAgencies.AreDueAsync(request.Installation, backend, request.Demo, cancellationToken))
        {
            await steps.RunAsync(
                "Make two demo agencies",
                () => DemoAgencies.SeedAsync(backend, draft ?? DemoAgencies.Draft(), cancellationToken));
        }

        return await Serving.RunAsync(steps, backend, plan, request with { Port = port }, cancellationToken);
    }

    /// <summary>The same command without <c>--detach</c>, in the background.</summary>
    static async Task<int> DetachAsync(UpRequest request, CancellationToken cancellationToken)
    {
        request.Installation.Claim();
        using (Holder.Take(request.Installation))
        {
            Ports.Claim(request.Port);
        }

        if (await Background.StartAsync(request.Installation, request.Arguments, cancellationToken) is not { } line)
        {
            return 1;
        }

        Console.Out.WriteLine(
            request.Json ? line : Ready.Parse(line).Text(request.Installation, "atrium down"));

        return 0;
    }
}
