using Atrium.Kernel;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>Makes blobs of bytes that have arrived, as the server itself: a caller can't.</summary>
/// <param name="store">Where they lie.</param>
/// <param name="door">Where they are written down.</param>
/// <param name="logger">Gets what could not be done.</param>
sealed partial class BlobKeeper(IBlobStore store, StorageDoor door, ILogger<BlobKeeper> logger)
{
    const string Keep = "select atrium.keep_blob($1, $2, $3, $4)";

    /// <summary>
    /// Gives bytes their place and writes them down. Where the agency has equal ones, these go and those are meant.
    /// </summary>
    /// <param name="caller">For whom; his request's id stands in the logs.</param>
    /// <param name="agency">Whose they become.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Gives up before they have their place.</param>
    /// <returns>The blob.</returns>
    /// <exception cref="StorageException">The store is away; nothing is written down.</exception>
    public async Task<Guid> KeepAsync(
        Caller caller, Guid agency, Arrived bytes, CancellationToken cancellationToken)
    {
        var name = new BlobName(Guid.CreateVersion7(), bytes.Digest);
        if (bytes.Length > 0)
        {
            await store.KeepAsync(name, bytes, cancellationToken);
        }

        // Not given up halfway: what is written down must be known to this server.
        var kept = await door.RowsAsync(
            ServerAs(caller.RequestId), new Question(Keep, agency, name.Id, bytes.Digest, bytes.Length),
            row => row.GetGuid(0), CancellationToken.None);
        if (kept[0] != name.Id)
        {
            await DropAsync(name);
        }

        return kept[0];
    }

    /// <summary>The server itself, which writes down bytes and forgets them.</summary>
    public static Caller ServerAs(string requestId) =>
        new(CallerRole.Service, $$"""{"role":"service_role","request_id":"{{requestId}}"}""", requestId);

    // What could not be deleted was never written down: the sweep finds it.
    async Task DropAsync(BlobName name)
    {
        try
        {
            await store.DeleteAsync(name, CancellationToken.None);
        }
        catch (Exception e) when (e is StorageException or IOException)
        {
            LogLeft(logger, e, name.Id);
        }
    }

    [LoggerMessage(2303, LogLevel.Warning, "Bytes {Blob} that the agency has already could not be deleted; "
        + "the sweep takes them")]
    static partial void LogLeft(ILogger logger, Exception exception, Guid blob);
}
