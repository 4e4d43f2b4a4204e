namespace Atrium.Database.Cluster;

/// <summary>
/// Atrium's data folder: marked as ours on first use, so that nothing is ever written into another's files.
/// </summary>
public static class DataFolder
{
    const string Marker = ".atrium";

    const UnixFileMode EnterOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder ours, or finds that it is. Safe to call again.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="DatabaseProblemException">It holds somebody else's files, or cannot be written.</exception>
    public static string Claim(string folder)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path, EnterOnly);
            var marker = Path.Combine(path, Marker);
            if (!File.Exists(marker))
            {
                if (Directory.EnumerateFileSystemEntries(path).Any())
                {
                    throw new DatabaseProblemException(
                        $"{path} holds files that are not Atrium's; nothing was changed.",
                        "Choose an empty or a new folder with --data DIR.");
                }

                File.WriteAllText(marker, "Atrium keeps its data in this folder. Do not remove this file.\n");
            }

            using (File.OpenWrite(marker))
            {
            }

            return path;
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new DatabaseProblemException(
                $"The data folder {path} cannot be written: {problem.Message}",
                "Choose another with --data DIR, or put right its owner, its mode or the disk.", problem);
        }
    }

    /// <summary>The folder used when none is named: <c>/var/lib/atrium</c> as root, else the XDG data folder.</summary>
    public static string Default() => Environment.IsPrivilegedProcess
        ? "/var/lib/atrium"
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "atrium");
}
