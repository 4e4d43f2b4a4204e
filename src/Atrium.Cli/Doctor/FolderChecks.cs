using System.Globalization;
using Atrium.Cli.Installed;

namespace Atrium.Cli.Doctor;

/// <summary>What an installation's data folder must look like.</summary>
static class FolderChecks
{
    const int LeastFreeMb = 1024;

    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Run(Installation installation)
    {
        var folder = installation.Folder;
        if (!Directory.Exists(folder))
        {
            yield return Finding.Good("Data folder", $"{folder} is not there yet; the first start makes it.");
            yield break;
        }

        yield return Finding.When(
            installation.IsOurs, "Data folder", folder, "Use --data with an empty folder: this one holds other files.");
        yield return Disk(folder);
        yield return Secrets(installation);
        yield return Server(installation);
    }

    static Finding Disk(string folder)
    {
        var mb = new DriveInfo(folder).AvailableFreeSpace >> 20;

        return Finding.When(
            mb >= LeastFreeMb, "Disk", string.Create(CultureInfo.InvariantCulture, $"{mb} MB free"),
            "Free some space: a database stops hard on a full disk.");
    }

    static Finding Secrets(Installation installation)
    {
        if (!Directory.Exists(installation.Secrets))
        {
            return Finding.Good("Secrets", "none yet; the first start makes them.");
        }

        try
        {
            var open = Directory.EnumerateFiles(installation.Secrets)
                .Where(file => (File.GetUnixFileMode(file) & Others) != 0).ToList();

            return Finding.When(
                open.Count == 0, "Secrets", open.Count == 0 ? "readable by their owner only" : string.Join(", ", open),
                $"chmod 600 {installation.Secrets}/*");
        }
        catch (UnauthorizedAccessException)
        {
            return Finding.Good("Secrets", "closed to this user");
        }
    }

    static Finding Server(Installation installation) => Holder.Of(installation) switch
    {
        { IsAlive: true } holder => Finding.Good(
            "Server", string.Create(CultureInfo.InvariantCulture, $"process {holder.Pid} on {holder.Url}")),
        { } => Finding.Good("Server", "not running; the last one did not end in good order, the next start recovers"),
        null => Finding.Good("Server", "not running"),
    };
}
