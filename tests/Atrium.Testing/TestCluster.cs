using System.Diagnostics;
using System.Globalization;
using Atrium.Database.Cluster;

namespace Atrium.Testing;

/// <summary>
/// One throw-away cluster a test run, without fsync, stopped and removed when the process ends. Its server goes with
/// the
/// process even when that is killed; the folder that stays is swept by the next run.
/// </summary>
public static class TestCluster
{
    static readonly Lazy<Task<PrivateCluster>> Shared = new(StartAsync);

    static TestCluster() => AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

    /// <summary>The running cluster; the first caller starts it.</summary>
    public static Task<PrivateCluster> Running => Shared.Value;

    /// <summary>A folder of this process's own below the system's temporary folder; removed with the process.</summary>
    public static string Folder(string name) => Path.Combine(Root(Environment.ProcessId), name);

    static string Root(int process) =>
        Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"atrium-test-{process}"));

    static async Task<PrivateCluster> StartAsync()
    {
        Sweep();
        return await PrivateCluster.StartAsync(
            new() { DataFolder = Folder("shared"), Fast = true, Holder = "tests" }, CancellationToken.None);
    }

    /// <summary>
    /// The server ends with us by itself; what is left is to remove its folder, which must not hold up the end of the
    /// run.
    /// </summary>
    static void End()
    {
        const string Remover = "exec >/dev/null 2>&1; tail --pid=\"$0\" -f /dev/null; sleep 3; rm -rf \"$1\"";
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (Directory.Exists(Root(Environment.ProcessId)))
        {
            Process.Start("setsid", ["sh", "-c", Remover, process, Root(Environment.ProcessId)])?.Dispose();
        }
    }

    static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), "atrium-test-*"))
        {
            var process = folder[(folder.LastIndexOf('-') + 1)..];
            if (!Directory.Exists("/proc/" + process))
            {
                Remove(folder);
            }
        }
    }

    static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another run sweeps the same folder, or its server is still on its way out: the next run removes it.
        }
    }
}
