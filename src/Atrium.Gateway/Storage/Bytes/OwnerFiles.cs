namespace Atrium.Gateway.Storage.Bytes;

/// <summary>Folders (0700) and files (0600) that nobody but this server's user may read.</summary>
static class OwnerFiles
{
    const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder; each on the way to it is its owner's alone, too.</summary>
    public static void Make(string folder)
    {
        if (Path.GetDirectoryName(folder) is { } parent && !Directory.Exists(parent))
        {
            Make(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    /// <summary>Opens a file to write into.</summary>
    public static FileStream Open(string path, FileMode mode) => new(path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
        UnixCreateMode = OperatingSystem.IsWindows() || mode == FileMode.Open ? null : OwnerFile,
    });

    /// <summary>Files at any depth that were last written before a time; none where there is no folder.</summary>
    public static IEnumerable<string> OlderThan(string folder, DateTimeOffset time) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => File.GetLastWriteTimeUtc(path) < time.UtcDateTime)
        : [];
}
