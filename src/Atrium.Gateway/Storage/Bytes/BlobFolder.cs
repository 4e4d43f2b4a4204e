using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>Bytes on this machine's disk: <c>blobs/ab/abcd….id</c>.</summary>
sealed class BlobFolder(StorageOptions options) : IBlobStore
{
    readonly string _blobs = Path.GetFullPath(Path.Combine(options.Folder, "blobs"));

    public TimeSpan LookEvery => TimeSpan.Zero;

    /// <summary>Where bytes lie.</summary>
    public string PathOf(BlobName name) => Path.Combine(_blobs, name.Path);

    /// <summary>They are on disk before they get their name, and the name is after it.</summary>
    public Task KeepAsync(BlobName name, Arrived bytes, CancellationToken cancellationToken)
    {
        var target = PathOf(name);
        OwnerFiles.Make(Path.GetDirectoryName(target) ?? _blobs);
        using var file = new FileStream(bytes.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
        File.Move(bytes.Path, target);
        // The file's own journal entry, written again, takes the new name with it.
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        return Task.CompletedTask;
    }

    public IResult Answer(BlobName name, Said said) =>
        Results.File(PathOf(name), said.Type, null, said.UpdatedAt, said.Tag, enableRangeProcessing: true);

    public Task DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<BlobName> OlderThanAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        OwnerFiles.OlderThan(_blobs, time)
            .Select(path => BlobName.Parse(Path.GetFileName(path))).OfType<BlobName>().ToAsyncEnumerable();
}
