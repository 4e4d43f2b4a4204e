using System.Globalization;
using Atrium.Cli.Shell;
using Atrium.Database.Cluster;

namespace Atrium.Cli.Installed;

/// <summary>One installation: its data folder, and what lies there beside the cluster and the secrets.</summary>
/// <param name="Folder">Absolute path.</param>
sealed record Installation(string Folder)
{
    /// <summary>MB that a new one needs: cluster, write-ahead log and demo data, with room to breathe.</summary>
    const int RoomForNew = 600;

    /// <summary>MB below which an existing one isn't started: the database stops hard on a full disk.</summary>
    const int RoomToStart = 100;

    /// <summary>Signing keys and the installation's own keys; mode 0700, its files 0600.</summary>
    public string Secrets => In("secrets");

    /// <summary>What a server in the background says.</summary>
    public string Log => In("server.log");

    /// <summary>True when the folder bears the mark of an installation.</summary>
    public bool IsOurs => File.Exists(In(".atrium"));

    /// <summary>True once a cluster was made here.</summary>
    public bool HasCluster => File.Exists(In("postgres/initialized"));

    /// <summary>The one that a command line names, or the default one.</summary>
    public static Installation Of(string? folder) => new(Path.GetFullPath(folder ?? DataFolder.Default()));

    /// <summary>A file or folder inside.</summary>
    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>Makes the folder, or finds that it is ours, can be written and has room.</summary>
    /// <exception cref="CommandFailed">Its disk is full.</exception>
    /// <exception cref="Database.DatabaseProblemException">It isn't ours, or can't be written.</exception>
    public void Claim()
    {
        DataFolder.Claim(Folder);
        var free = new DriveInfo(Folder).AvailableFreeSpace >> 20;
        var needed = HasCluster ? RoomToStart : RoomForNew;
        if (free < needed)
        {
            throw new CommandFailed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The disk of {Folder} is full: {free} MB are free, {needed} MB are needed."),
                "Free some space, or use a folder on another disk with --data DIR.");
        }
    }
}
