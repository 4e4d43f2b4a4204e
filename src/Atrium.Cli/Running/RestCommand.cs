using System.Collections;
using System.CommandLine;
using Atrium.Cli.Shell;
using Atrium.Gateway.Rest.Standalone;
using Microsoft.Extensions.Hosting;
using Npgsql;

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
        await using var app = StandaloneServer.Build(
            await SettingsAsync(file, cancellationToken), token => Read(file).WithDatabaseAsync(token));
        await app.StartAsync(cancellationToken);
        Console.Out.WriteLine($"Listening on {app.Urls.First()}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    static async Task<StandaloneSettings> SettingsAsync(string? file, CancellationToken cancellationToken)
    {
        try
        {
            var settings = Read(file);
            try
            {
                return await settings.WithDatabaseAsync(cancellationToken);
            }
            catch (NpgsqlException away)
            {
                // It is asked again until it answers.
                await Console.Error.WriteLineAsync($"The database's own settings are not known yet: {away.Message}");
                return settings;
            }
        }
        catch (FormatException wrong)
        {
            throw new CommandFailed(
                wrong.Message, "Correct the configuration file, the PGRST_ environment or the role's pgrst. settings.");
        }
    }

    static StandaloneSettings Read(string? file) => StandaloneSettings.Read(
        file is null ? "" : File.ReadAllText(file),
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, entry.Value as string ?? "")));
}
