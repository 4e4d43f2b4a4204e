using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Running;

/// <summary><c>atrium down</c>: stops a data folder's server and cluster. Nothing running is fine, too.</summary>
static class DownCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static readonly Option<string?> Data = CommonOptions.Data();
    static readonly Option<bool> Json = CommonOptions.Json("Answer with {\"ok\",\"stopped\"} on stdout.");

    public static Command Build()
    {
        var command = new Command("down", "Stop the server that runs in the background, and its database.")
        {
            Data, Json,
        };
        command.SetAction((parsed, cancellationToken) => Trouble.ReportAsync(
            () => RunAsync(
                Installation.Of(parsed.GetValue(Data)), parsed.GetValue(Json), cancellationToken)));

        return command.WithExamples("atrium down", "atrium down --data /srv/atrium");
    }

    static async Task<int> RunAsync(Installation installation, bool json, CancellationToken cancellationToken)
    {
        var holder = Holder.Of(installation);
        var runs = holder is { IsAlive: true };
        if (holder is not null && runs)
        {
            await new Steps().RunAsync("Stop the server", () => StopAsync(holder, installation, cancellationToken));
        }

        Console.Out.WriteLine(
            json ? $$"""{"ok":true,"stopped":{{(runs ? "true" : "false")}}}"""
            : runs ? $"Stopped. The data stays in {installation.Folder}."
            : $"Nothing runs on {installation.Folder}.");

        return 0;
    }

    static async Task StopAsync(Holder holder, Installation installation, CancellationToken cancellationToken)
    {
        using var signal = Process.Start(
            "sh", ["-c", "kill -TERM \"$0\"", holder.Pid.ToString(CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync(cancellationToken);
        if (signal.ExitCode != 0)
        {
            throw new CommandFailed(
                $"Process {holder.Pid} serves from {installation.Folder} and belongs to another user.",
                "Run this as the user that started it, or as root.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (holder.IsAlive)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new CommandFailed(
                    $"Process {holder.Pid} did not stop within {Patience.TotalSeconds} seconds.",
                    $"Read {installation.Log}. \"kill -9 {holder.Pid}\" is safe: the next start recovers.");
            }
        }
    }
}
