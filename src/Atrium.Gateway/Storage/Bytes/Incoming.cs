using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>Bytes on their way, on this machine's disk wherever they go: <c>incoming/</c>.</summary>
sealed partial class Incoming(StorageOptions options, ILogger<Incoming> logger)
{
    readonly string _folder = Path.GetFullPath(Path.Combine(options.Folder, "incoming"));

    /// <summary>Where a file lies.</summary>
    /// <param name="name">Of our own making: letters, digits, dots and hyphens.</param>
    public string PathOf(string name)
    {
        OwnerFiles.Make(_folder);
        return Path.Combine(_folder, name);
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
            LogLeft(logger, e, Path.GetFileName(path));
        }
    }

    /// <summary>Files that nobody has added to since a time.</summary>
    public IEnumerable<string> AbandonedSince(DateTimeOffset time) => OwnerFiles.OlderThan(_folder, time);

    [LoggerMessage(2301, LogLevel.Warning, "The file {Name} could not be deleted; it is tried again")]
    static partial void LogLeft(ILogger logger, Exception exception, string name);
}
