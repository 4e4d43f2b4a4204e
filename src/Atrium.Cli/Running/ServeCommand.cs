using System.CommandLine;
using Atrium.Cli.Backends;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Running;

/// <summary><c>atrium serve</c>: serves what is deployed and changes nothing; for service managers.</summary>
static class ServeCommand
{
    static readonly Option<string?> Data = CommonOptions.Data();
    static readonly Option<int> Port = CommonOptions.Port();
    static readonly Option<bool> Json = CommonOptions.Json(
        "When ready, print one line on stdout: {\"url\",\"anon_key\",\"service_key\",\"demo\"}.");

    public static Command Build()
    {
        var command = new Command("serve", "Serve an installation as it is: nothing is created, deployed or seeded.")
        {
            Data, Port, Json,
        };
        command.SetAction((parsed, cancellationToken) => Trouble.ReportAsync(() => RunAsync(
            new UpRequest(
                Installation.Of(parsed.GetValue(Data)), new(), parsed.GetValue(Port), Demo: false,
                parsed.GetValue(Json)),
            cancellationToken)));

        return command.WithExamples("atrium serve", "atrium serve --data /srv/atrium --port 9000");
    }

    static async Task<int> RunAsync(UpRequest request, CancellationToken cancellationToken)
    {
        var installation = request.Installation;
        if (!installation.IsOurs)
        {
            throw new CommandFailed(
                $"There is no installation in {installation.Folder}.", "Make one with \"atrium up\".");
        }

        var steps = new Steps();
        installation.Claim();
        using var held = Holder.Take(installation);
        var port = Ports.Claim(request.Port);
        await using var backend = await steps.RunAsync(
            "Start the database", () => Backend.OpenAsync(installation, "serve", cancellationToken));
        var plan = await Readying.RequireDeployedAsync(backend, cancellationToken);

        return await Serving.RunAsync(steps, backend, plan, request with { Port = port }, cancellationToken);
    }
}
