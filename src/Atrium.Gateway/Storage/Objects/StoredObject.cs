using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Storage.Objects;

/// <summary>What is known of a file that the caller may read.</summary>
/// <param name="Blob">Its bytes.</param>
/// <param name="Digest">SHA-256 of them.</param>
/// <param name="Length">How many.</param>
/// <param name="ContentType">Media type, without parameters.</param>
/// <param name="CacheControl">As the uploader wished; null: nothing.</param>
/// <param name="UpdatedAt">When it was last written; UTC.</param>
sealed record StoredObject(
    Guid Blob, byte[] Digest, long Length, string ContentType, string? CacheControl, DateTimeOffset UpdatedAt)
{
    const string Columns = "blob_id, digest, size_bytes, content_type, cache_control, updated_at";

    const string Find = $"select {Columns} from storage.objects where bucket_id = $1 and name = $2";

    const string FindPublic = $"select {Columns} from atrium.public_object($1, $2)";

    /// <summary>The file; null where there is none that the caller may read.</summary>
    public static Task<StoredObject?> FindAsync(
        StorageDoor door, Caller caller, ObjectPath path, CancellationToken cancellationToken) =>
        FindAsync(door, caller, new Question(Find, path.Bucket, path.Name), cancellationToken);

    /// <summary>The file of a public bucket; null where there is none.</summary>
    public static Task<StoredObject?> FindPublicAsync(
        StorageDoor door, Caller caller, ObjectPath path, CancellationToken cancellationToken) =>
        FindAsync(door, caller, new Question(FindPublic, path.Bucket, path.Name), cancellationToken);

    static async Task<StoredObject?> FindAsync(
        StorageDoor door, Caller caller, Question question, CancellationToken cancellationToken)
    {
        var found = await door.RowsAsync(caller, question, Read, cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    static StoredObject Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2), row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4), row.GetFieldValue<DateTimeOffset>(5));
}
