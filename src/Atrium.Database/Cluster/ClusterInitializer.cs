using System.Globalization;

namespace Atrium.Database.Cluster;

/// <summary>Makes a cluster's files: folders, <c>initdb</c>, who may connect, settings.</summary>
sealed class ClusterInitializer(ClusterOptions options, ClusterFolders folders)
{
    /// <summary>
    /// Finished clusters have this file; an <c>initdb</c> that was cut off left none and is done again.
    /// </summary>
    string Finished => Path.Combine(folders.Root, "initialized");

    /// <summary>The programs of the version that made the data, or the newest for a new cluster.</summary>
    public async Task<PostgresBinaries> FindBinariesAsync(CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(folders.Data, "PG_VERSION");
        int? major = File.Exists(versionFile) && File.Exists(Finished)
            ? int.Parse(File.ReadAllText(versionFile).AsSpan().Trim(), CultureInfo.InvariantCulture)
            : null;
        var binaries = await PostgresBinaries.FindAsync(options.BinFolder, major, cancellationToken);
        if (binaries.Version.Weakness() is { } weakness && !options.AllowUnsafeVersion)
        {
            throw new DatabaseProblemException(
                weakness, "Upgrade PostgreSQL (same data folder), or set ATRIUM_ALLOW_UNSAFE_POSTGRES=1 to go on.");
        }

        return binaries;
    }

    /// <summary>Runs <c>initdb</c> unless it has been; true when it did.</summary>
    public async Task<bool> InitializeAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        await ServerAccount.MakeFolderAsync(folders.Run, cancellationToken);
        await ServerAccount.MakeFolderAsync(folders.Log, cancellationToken);
        if (File.Exists(Finished))
        {
            return false;
        }

        if (Directory.Exists(folders.Data))
        {
            Directory.Delete(folders.Data, recursive: true);
        }

        var made = await CommandLine.RunAsync(
            ServerAccount.Running(
                binaries["initdb"], "-D", folders.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "-k", "-N"),
            cancellationToken);
        if (made.ExitCode != 0)
        {
            throw made.Output.Contains("No space left", StringComparison.Ordinal)
                ? new DatabaseProblemException(
                    $"The disk that holds {folders.Root} is full.", "Free some space and start again.")
                : new DatabaseProblemException($"initdb failed in {folders.Data}:\n{made.Output}");
        }

        await File.AppendAllTextAsync(
            Path.Combine(folders.Data, "postgresql.conf"), ClusterSettings.Includes, cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folders.Data, "pg_hba.conf"), ClusterSettings.HostRules, cancellationToken);
        await File.WriteAllTextAsync(Finished, "initdb has finished.\n", cancellationToken);
        return true;
    }

    /// <summary>Writes the settings anew, so that an upgrade of Atrium brings its own.</summary>
    public async Task WriteSettingsAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folders.Data, "atrium.conf");
        await File.WriteAllTextAsync(path, ClusterSettings.Render(options, folders, binaries), cancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
