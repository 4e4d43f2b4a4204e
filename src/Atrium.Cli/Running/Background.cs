using System.Diagnostics;
using Atrium.Cli.Installed;

namespace Atrium.Cli.Running;

/// <summary>
/// Starts this program again in a session of its own, with its output in the installation's log, and waits until it
/// serves. What it says meanwhile is passed on.
/// </summary>
static class Background
{
    // The shell opens the log and is then replaced: the server's parent is whoever adopts orphans.
    const string Script = "log=$1; shift; exec setsid \"$0\" \"$@\" 2>>\"$log\" </dev/null";

    const int MostPassedOn = 8_000;

    /// <summary>The line that the server printed when it was ready; null when it ended before, and said why.</summary>
    public static async Task<string?> StartAsync(
        Installation installation, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("Who am I?");
        var log = new FileStream(
            installation.Log, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        await using var closesLog = log;
        using var server = new Process
        {
            StartInfo = new ProcessStartInfo(
                "sh", ["-c", Script, program, installation.Log, .. arguments])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = "/",
            },
        };
        server.Start();
        using var said = new StreamReader(log);
        var ready = server.StandardOutput.ReadLineAsync(cancellationToken).AsTask();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (!ready.IsCompleted && await tick.WaitForNextTickAsync(cancellationToken))
            {
                await PassOnAsync(said, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            server.Kill();
            throw;
        }

        await PassOnAsync(said, cancellationToken);

        return await ready;
    }

    static async Task PassOnAsync(StreamReader said, CancellationToken cancellationToken)
    {
        var text = await said.ReadToEndAsync(cancellationToken);
        if (text.Length > 0)
        {
            // A start says little; what is longer is a crash, and stands in the log.
            await Console.Error.WriteAsync(text.Length > MostPassedOn ? text[..MostPassedOn] + "\n…\n" : text);
        }
    }
}
