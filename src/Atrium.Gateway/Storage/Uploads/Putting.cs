using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Storage.Typing;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Uploads;

/// <summary>What a place takes.</summary>
/// <param name="Agency">Whose it is.</param>
/// <param name="MostBytes">Largest file.</param>
/// <param name="Types">Media types; null: any.</param>
sealed record Room(Guid Agency, long MostBytes, IReadOnlyList<string>? Types);

/// <summary>What comes with the bytes of a file.</summary>
/// <param name="Declared">Media type as the uploader says it.</param>
/// <param name="CacheControl">How long it may be kept, as <c>max-age=3600</c>.</param>
/// <param name="Metadata">A JSON object.</param>
sealed record Label(string? Declared, string CacheControl, string Metadata);

/// <summary>
/// Puts files: asks first whether the place takes one, with a file of no bytes that is taken back; then makes a blob of
/// what arrived; then writes the row. Each time the database decides.
/// </summary>
sealed class Putting(StorageDoor door, BlobKeeper keeper, StorageOptions options)
{
    const string Values = """
        insert into storage.objects as o (bucket_id, name, blob_id, content_type, cache_control, metadata)
        values ($1, $2, $3, $4, $5, $6)
        """;

    const string Instead = """
         on conflict on constraint objects_name_once do update set blob_id = excluded.blob_id,
          content_type = excluded.content_type, cache_control = excluded.cache_control, metadata = excluded.metadata
        """;

    const string Id = " returning o.id::text";

    const string Trial = """
        insert into storage.objects as o (bucket_id, name, blob_id) values ($1, $2, atrium.no_bytes())
        """;

    const string TrialInstead =
        " on conflict on constraint objects_name_once do update set blob_id = excluded.blob_id";

    const string Limits = """
         returning o.agency_id, (select b.file_size_limit from storage.buckets b where b.id = o.bucket_id),
          (select b.allowed_mime_types from storage.buckets b where b.id = o.bucket_id)
        """;

    /// <summary>Whether a request asks to put its file in the place of another.</summary>
    public static bool Replaces(HttpRequest request) => HttpMethods.IsPut(request.Method)
        || request.Headers["x-upsert"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the place takes. Nothing of the trial stays.</summary>
    /// <exception cref="Npgsql.PostgresException">The caller may not, or the name is taken.</exception>
    public async Task<Room> TryAsync(
        Caller caller, ObjectPath path, bool replaces, CancellationToken cancellationToken)
    {
        var sql = replaces ? Trial + TrialInstead + Limits : Trial + Limits;
        var rooms = await door.RowsAsync(
            caller, new Question(sql, path.Bucket, path.Name),
            row => new Room(
                row.GetGuid(0),
                Math.Min(options.MaxFileBytes, row.IsDBNull(1) ? long.MaxValue : row.GetInt64(1)),
                row.IsDBNull(2) ? null : row.GetFieldValue<string[]>(2)),
            cancellationToken, TransactionEnd.Rollback);
        return rooms.Count > 0 ? rooms[0] : throw new StorageException(StorageError.Refused);
    }

    /// <summary>Writes the row of a file whose bytes have arrived.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="StorageException">
    /// The place takes no files of this size or type, or the store of bytes is away.
    /// </exception>
    /// <exception cref="Npgsql.PostgresException">The caller may not any more, or the name is taken by now.</exception>
    public async Task<string> PutAsync(
        Caller caller, Room room, ObjectPath path, bool replaces, Label label, Arrived bytes,
        CancellationToken cancellationToken)
    {
        var type = ContentTypes.Settle(label.Declared, bytes.Head, path.FileName);
        if (bytes.Length > room.MostBytes)
        {
            throw new StorageException(StorageError.TooLarge);
        }

        if (bytes.Length > 0 && !ContentTypes.IsAllowed(room.Types, type))
        {
            throw new StorageException(StorageError.BadType(type));
        }

        var blob = await keeper.KeepAsync(caller, room.Agency, bytes, cancellationToken);
        var sql = replaces ? Values + Instead + Id : Values + Id;
        var question = new Question(
            sql, path.Bucket, path.Name, blob, type, label.CacheControl, new JsonText(label.Metadata));
        return await door.TextAsync(caller, question, cancellationToken)
            ?? throw new StorageException(StorageError.Refused);
    }
}
