using Atrium.Kernel;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>Makes blobs of bytes that have arrived, as the server itself: a caller can't.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="door">Where they are written down.</param>
sealed class BlobKeeper(BlobFolder folder, StorageDoor door)
{
    const string Keep = "select atrium.keep_blob($1, $2, $3, $4)";

    /// <summary>
    /// Gives bytes their place and writes them down. Where the agency has equal ones, these go and those are meant.
    /// </summary>
    /// <param name="caller">For whom; his request's id stands in the logs.</param>
    /// <param name="agency">Whose they become.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The blob.</returns>
    public async Task<Guid> KeepAsync(Caller caller, Guid agency, Arrived bytes)
    {
        var id = Guid.CreateVersion7();
        if (bytes.Length > 0)
        {
            folder.Keep(bytes.Path, id, bytes.Digest);
        }

        // Not given up halfway: what is written down must be known to this server.
        var kept = await door.RowsAsync(
            ServerAs(caller.RequestId), new Question(Keep, agency, id, bytes.Digest, bytes.Length),
            row => row.GetGuid(0), CancellationToken.None);
        if (kept[0] != id)
        {
            folder.Delete(folder.PathOf(id, bytes.Digest));
        }

        return kept[0];
    }

    /// <summary>The server itself, which writes down bytes and forgets them.</summary>
    public static Caller ServerAs(string requestId) =>
        new(CallerRole.Service, $$"""{"role":"service_role","request_id":"{{requestId}}"}""", requestId);
}
