using System.Globalization;

namespace Atrium.Database.Cluster;

/// <summary>
/// Lets one process at a time manage a cluster. The kernel drops the lock with its process, however that ends; who
/// holds
/// it stands in a file beside.
/// </summary>
sealed class HolderLock : IDisposable
{
    readonly FileStream _lock;
    readonly string _namePath;

    HolderLock(FileStream held, string namePath)
    {
        _lock = held;
        _namePath = namePath;
    }

    /// <summary>Takes the lock, or returns null when another process has it.</summary>
    public static HolderLock? TryTake(string folder, string holder)
    {
        FileStream held;
        try
        {
            held = new FileStream(
                Path.Combine(folder, "holder.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }

        var namePath = Path.Combine(folder, "holder");
        File.WriteAllText(namePath, string.Create(
            CultureInfo.InvariantCulture, $"process {Environment.ProcessId} (atrium {holder})"));
        return new(held, namePath);
    }

    /// <summary>Who holds it, in words.</summary>
    public static string WhoHolds(string folder)
    {
        var path = Path.Combine(folder, "holder");
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "another process";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lock.CanWrite)
        {
            File.Delete(_namePath);
            _lock.Dispose();
        }
    }
}
