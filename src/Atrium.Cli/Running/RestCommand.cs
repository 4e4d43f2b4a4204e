using System.Collections;
using System.CommandLine;
using Atrium.Cli.Shell;
using Atrium.Gateway.Rest.Standalone;
using Microsoft.Extensions.Hosting;

namespace Atrium.Cli.Running;

/// <summary><c>atrium rest</c>: any PostgreSQL database over PostgREST's protocol, by its own configuration.</summary>
static class RestCommand
{
    static readonly Option<string?> Config = new("--config")
    {
        Description = "PostgREST's configuration file; PGRST_ names of the environment go before it.",
        HelpName = "FILE",
    };

    public static Command Build()
    {
        var command = new Command("rest", "Serve any PostgreSQL database as PostgREST does, with its configuration.")
        {
            Config,
        };
        command.SetAction((parsed, cancellationToken) =>
            Trouble.ReportAsync(() => RunAsync(parsed.GetValue(Config), cancellationToken)));

        return command.WithExamples(
            "atrium rest --config postgrest.conf", "PGRST_DB_URI=postgresql:///app atrium rest");
    }

    static async Task<int> RunAsync(string? file, CancellationToken cancellationToken)
    {
        await using var app = StandaloneServer.Build(Settings(file), () => Read(file));
        await app.StartAsync(cancellationToken);
        Console.Out.WriteLine($"Listening on {app.Urls.First()}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    static StandaloneSettings Settings(string? file)
    {
        try
        {
            return Read(file);
        }
        catch (FormatException wrong)
        {
            throw new CommandFailed(wrong.Message, "Correct the configuration file or the PGRST_ environment.");
        }
    }

    static StandaloneSettings Read(string? file) => StandaloneSettings.Read(
        file is null ? "" : File.ReadAllText(file),
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, entry.Value as string ?? "")));
}
