using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>
/// The bytes on disk: <c>blobs/ab/abcd….id</c>, named by digest and id, and <c>incoming/</c> for those on their way.
/// Folders are 0700 and files 0600.
/// </summary>
sealed partial class BlobFolder
{
    const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly string _blobs;
    readonly string _incoming;
    readonly ILogger<BlobFolder> _logger;

    public BlobFolder(StorageOptions options, ILogger<BlobFolder> logger)
    {
        _logger = logger;
        _blobs = Path.GetFullPath(Path.Combine(options.Folder, "blobs"));
        _incoming = Path.GetFullPath(Path.Combine(options.Folder, "incoming"));
    }

    /// <summary>Where a blob lies.</summary>
    public string PathOf(Guid id, ReadOnlySpan<byte> digest)
    {
        var name = Convert.ToHexStringLower(digest);
        return Path.Combine(_blobs, name[..2], $"{name}.{id:N}");
    }

    /// <summary>Where bytes on their way lie.</summary>
    /// <param name="name">Of our own making: letters, digits, dots and hyphens.</param>
    public string Incoming(string name)
    {
        Make(_incoming);
        return Path.Combine(_incoming, name);
    }

    /// <summary>A file that only its owner may read.</summary>
    public static FileStream Open(string path, FileMode mode) => new(path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
        UnixCreateMode = OperatingSystem.IsWindows() || mode == FileMode.Open ? null : OwnerFile,
    });

    /// <summary>
    /// Gives bytes their name. They are on disk before it, and the name is after it: a row may be written then.
    /// </summary>
    /// <param name="path">Of bytes on their way.</param>
    /// <param name="id">Of the blob that they become.</param>
    /// <param name="digest">Their SHA-256.</param>
    public void Keep(string path, Guid id, ReadOnlySpan<byte> digest)
    {
        var target = PathOf(id, digest);
        Make(Path.GetDirectoryName(target) ?? _blobs);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
        File.Move(path, target);
        // The file's own journal entry, written again, takes the new name with it.
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <summary>Deletes a file; one that is not there is no matter.</summary>
    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException e)
        {
            LogLeft(_logger, e, Path.GetFileName(path));
        }
    }

    /// <summary>Files of blobs last written before a time, with the id in their name.</summary>
    public IEnumerable<(Guid Id, string Path)> OlderThan(DateTimeOffset time) =>
        Old(_blobs, time).Select(path => (Id: IdOf(path), path)).Where(each => each.Id != default);

    /// <summary>Bytes on their way that nobody has added to since a time.</summary>
    public IEnumerable<string> AbandonedSince(DateTimeOffset time) => Old(_incoming, time);

    static IEnumerable<string> Old(string folder, DateTimeOffset time) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => File.GetLastWriteTimeUtc(path) < time.UtcDateTime)
        : [];

    static Guid IdOf(string path) =>
        Guid.TryParseExact(Path.GetExtension(path).TrimStart('.'), "N", out var id) ? id : default;

    // Each folder on the way too is its owner's alone.
    static void Make(string folder)
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

    [LoggerMessage(2301, LogLevel.Warning, "The file {Name} could not be deleted; it is tried again")]
    static partial void LogLeft(ILogger logger, Exception exception, string name);
}
