using System.Diagnostics;
using System.Globalization;

namespace Atrium.Database.Cluster;

/// <summary>
/// The server as our child. The kernel interrupts it (a fast shutdown) when the thread that started it ends, so that it
/// stops with us even after <c>kill -9</c>; hence a thread that lives as long as the server does.
/// </summary>
sealed class ServerProcess : IDisposable
{
    readonly Process _process;
    readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServerProcess(IReadOnlyList<string> command) => _process = new() { StartInfo = CommandLine.Describe(command) };

    /// <summary>Ends when the server has.</summary>
    public Task Exited => _exited.Task;

    /// <summary>Starts the server in the foreground, its first words going to a file.</summary>
    public static async Task<ServerProcess> StartAsync(PostgresBinaries binaries, ClusterFolders folders)
    {
        var server = new ServerProcess(ServerAccount.RunningBoundToThread(
            "sh", "-c", "exec \"$0\" -D \"$1\" >\"$2\" 2>&1 </dev/null",
            binaries["postgres"], folders.Data, folders.StartLog));
        new Thread(server.Live) { IsBackground = true, Name = "postgres" }.Start();
        await server._started.Task;
        return server;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    void Live()
    {
        try
        {
            _process.Start();
            _started.SetResult();
            _process.WaitForExit();
            _exited.SetResult();
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            _started.SetException(problem);
        }
    }

    /// <summary>The running server of a data directory by its <c>postmaster.pid</c>; null when there is none.</summary>
    /// <remarks>
    /// A server's working folder is its data directory: a process of that number elsewhere is something else, and the
    /// pid
    /// file that names it is a leftover.
    /// </remarks>
    public static int? RunningIn(ClusterFolders folders)
    {
        try
        {
            var note = File.ReadAllText(PidFile(folders));
            var pid = int.Parse(
                note.AsSpan(0, note.IndexOf('\n', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            return File.ReadAllText($"/proc/{pid}/cwd/postmaster.pid") == note ? pid : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException
            or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Removes a pid file whose number belongs to another program now; PostgreSQL clears the others.</summary>
    public static void ForgetStale(ClusterFolders folders)
    {
        if (RunningIn(folders) is null)
        {
            File.Delete(PidFile(folders));
        }
    }

    static string PidFile(ClusterFolders folders) => Path.Combine(folders.Data, "postmaster.pid");
}
