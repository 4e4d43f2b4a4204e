using System.Globalization;
using System.Runtime.InteropServices;
using Atrium.Cli.Installed;
using Atrium.Database;
using Atrium.Database.Cluster;

namespace Atrium.Cli.Doctor;

/// <summary>What the machine must have, whatever is installed.</summary>
static class MachineChecks
{
    const int LeastMemoryMb = 900;
    const int LeastOpenFiles = 1024;
    const string Installer = "sudo setup/install-postgres.sh";

    public static async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
    [
        Finding.Good(
            "System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"),
        Memory(),
        OpenFiles(),
        await PostgresAsync(cancellationToken),
        WebApp(),
    ];

    static Finding Memory()
    {
        var mb = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;

        return Finding.When(
            mb >= LeastMemoryMb, "Memory", Text($"{mb} MB"), Text($"Give the machine {LeastMemoryMb} MB or more."));
    }

    static Finding OpenFiles()
    {
        var line = File.ReadLines("/proc/self/limits")
            .First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        var enough = soft == "unlimited" || int.Parse(soft, CultureInfo.InvariantCulture) >= LeastOpenFiles;

        return Finding.When(enough, "Open files", soft, "Start Atrium with \"ulimit -n 4096\" (LimitNOFILE=4096).");
    }

    static async Task<Finding> PostgresAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await PostgresBinaries.FindAsync(null, null, cancellationToken);
            var audit = found.Preloadable("pgaudit").Count > 0 ? "with pgaudit" : "without pgaudit";

            return found.Version.Weakness() is { } weakness
                ? Finding.Bad("PostgreSQL", weakness, "sudo apt-get update && sudo apt-get upgrade postgresql*")
                : Finding.When(
                    found.Preloadable("vector").Count > 0, "PostgreSQL", $"{found.Version} in {found.Folder}, {audit}",
                    Installer);
        }
        catch (DatabaseProblemException missing)
        {
            return Finding.Bad("PostgreSQL", missing.Message, Installer);
        }
    }

    static Finding WebApp() => Finding.When(
        File.Exists(Path.Combine(Product.WebApp, "index.html")), "Web app", Product.WebApp, "./atrium up");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
