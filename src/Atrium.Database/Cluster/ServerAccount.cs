namespace Atrium.Database.Cluster;

/// <summary>
/// The account that PostgreSQL runs as: itself, or <c>postgres</c> when the caller is root, because PostgreSQL refuses
/// to
/// run as root. Switching is done by <c>setpriv</c>, which leaves no process between us and the server.
/// </summary>
static class ServerAccount
{
    const string Name = "postgres";

    static readonly string[] Switch =
        ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups", "--reset-env"];

    /// <summary>The command as the server's account runs it.</summary>
    public static IReadOnlyList<string> Running(params ReadOnlySpan<string> command) =>
        Environment.IsPrivilegedProcess ? [.. Switch, .. command] : [.. command];

    /// <summary>
    /// As <see cref="Running"/>, in a session of its own, and interrupted when the calling thread ends.
    /// </summary>
    public static IReadOnlyList<string> RunningBoundToThread(params ReadOnlySpan<string> command) =>
        Environment.IsPrivilegedProcess
            ? ["setsid", .. Switch, "--pdeathsig", "INT", .. command]
            : ["setsid", "setpriv", "--pdeathsig", "INT", .. command];

    /// <summary>Makes a folder that only the server's account (and root) may enter.</summary>
    public static async Task MakeFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var made = Environment.IsPrivilegedProcess
            ? await CommandLine.RunAsync(
                ["install", "-d", "-m", "700", "-o", Name, "-g", Name, folder], cancellationToken)
            : await CommandLine.RunAsync(["install", "-d", "-m", "700", folder], cancellationToken);
        if (made.ExitCode != 0)
        {
            throw made.Output.Contains("invalid user", StringComparison.Ordinal)
                ? new DatabaseProblemException(
                    $"There is no account '{Name}' to run PostgreSQL as.", PostgresBinaries.InstallRemedy)
                : new DatabaseProblemException(
                    $"{folder} cannot be made: {made.Output}", "Choose another data folder with --data DIR.");
        }

        var entered = await CommandLine.RunAsync(Running("test", "-x", folder), cancellationToken);
        if (entered.ExitCode != 0)
        {
            throw new DatabaseProblemException(
                $"The account that PostgreSQL runs as cannot enter {folder}: a folder above it shuts it out.",
                "Put the data below /var/lib (--data /var/lib/atrium), or allow others to pass (chmod o+x).");
        }
    }
}
