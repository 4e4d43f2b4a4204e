using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Objects;

/// <summary><c>GET /object/info/…</c>: what is known of a file.</summary>
static class ObjectInfo
{
    const string Sql = """
        select jsonb_build_object('id', o.id, 'name', o.name, 'version', o.blob_id, 'bucket_id', o.bucket_id,
          'size', o.size_bytes, 'content_type', o.content_type,
          'cache_control', coalesce(o.cache_control, 'no-cache'), 'etag', '"' || encode(o.digest, 'hex') || '"',
          'metadata', o.metadata, 'last_modified', o.updated_at, 'created_at', o.created_at)::text
        from storage.objects o where o.bucket_id = $1 and o.name = $2
        """;

    public static Task<IResult> ReadAsync(HttpContext context, StorageDoor door)
    {
        var path = ObjectPath.Of(context);
        return door.JsonAsync(context, new Question(Sql, path.Bucket, path.Name), StorageError.NoObject);
    }
}
