using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Storage.Uploads;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Objects;

/// <summary>
/// <c>POST /object/move</c>, <c>POST /object/copy</c>, <c>DELETE /object/…</c>: files without their bytes.
/// </summary>
static class Moving
{
    const string Move = """
        update storage.objects set bucket_id = $3, name = $4 where bucket_id = $1 and name = $2 returning id::text
        """;

    const string Copy = """
        insert into storage.objects as o (bucket_id, name, blob_id, content_type, cache_control, metadata)
        select $3, $4, s.blob_id, s.content_type, s.cache_control, s.metadata
        from storage.objects s where s.bucket_id = $1 and s.name = $2
        """;

    const string CopyInstead = """
         on conflict on constraint objects_name_once do update set blob_id = excluded.blob_id,
          content_type = excluded.content_type, cache_control = excluded.cache_control, metadata = excluded.metadata
        """;

    const string Copied = " returning o.id::text";

    const string Remove = """
        with gone as (delete from storage.objects where bucket_id = $1 and name = any ($2) returning *)
        select coalesce(jsonb_agg(jsonb_build_object('name', g.name, 'bucket_id', g.bucket_id, 'id', g.id,
          'owner', coalesce(g.created_by::text, ''), 'created_at', g.created_at, 'updated_at', g.updated_at,
          'last_accessed_at', g.updated_at, 'version', g.blob_id, 'metadata', jsonb_build_object(
            'size', g.size_bytes, 'mimetype', g.content_type, 'eTag', '"' || encode(g.digest, 'hex') || '"'))),
          '[]')::text
        from gone g
        """;

    const string Empty = """
        with gone as (delete from storage.objects o where o.bucket_id = $1 returning o.id)
        select (select b.id from storage.buckets b where b.id = $1), (select count(*) from gone)
        """;

    public static async Task<IResult> MoveAsync(HttpContext context, StorageDoor door)
    {
        var (from, to) = Both(await StorageBody.ReadAsync(context));
        var id = await door.TextAsync(
            StorageDoor.CallerOf(context), new Question(Move, from.Bucket, from.Name, to.Bucket, to.Name),
            context.RequestAborted);
        return id is null ? StorageError.NoObject : StorageDoor.Json(new JsonObject
        {
            ["message"] = "Successfully moved",
            ["Id"] = id,
            ["Key"] = to.Whole,
        }.ToJsonString());
    }

    public static async Task<IResult> CopyAsync(HttpContext context, StorageDoor door)
    {
        var (from, to) = Both(await StorageBody.ReadAsync(context));
        var sql = Putting.Replaces(context.Request) ? Copy + CopyInstead + Copied : Copy + Copied;
        var id = await door.TextAsync(
            StorageDoor.CallerOf(context), new Question(sql, from.Bucket, from.Name, to.Bucket, to.Name),
            context.RequestAborted);
        return id is null ? StorageError.NoObject : StorageDoor.Json(
            new JsonObject { ["Id"] = id, ["Key"] = to.Whole, ["name"] = to.Name }.ToJsonString());
    }

    public static async Task<IResult> RemoveManyAsync(HttpContext context, StorageDoor door, string bucket)
    {
        var names = (await StorageBody.ReadAsync(context)).Texts("prefixes")
            ?? throw new StorageException(StorageError.BadRequest("prefixes is missing"));
        string[] known = [.. names.Where(name => !name.Contains('\0', StringComparison.Ordinal))];
        return await door.JsonAsync(context, new Question(Remove, bucket, known), StorageError.NoBucket);
    }

    public static async Task<IResult> RemoveAsync(HttpContext context, StorageDoor door)
    {
        var path = ObjectPath.Of(context);
        var gone = await door.TextAsync(
            StorageDoor.CallerOf(context), new Question(Remove, path.Bucket, new[] { path.Name }),
            context.RequestAborted);
        return gone == "[]" ? StorageError.NoObject : StorageDoor.Json("""{"message":"Successfully deleted"}""");
    }

    public static async Task<IResult> EmptyAsync(HttpContext context, StorageDoor door, string bucket) =>
        await door.TextAsync(StorageDoor.CallerOf(context), new Question(Empty, bucket), context.RequestAborted) is null
            ? StorageError.NoBucket : StorageDoor.Json("""{"message":"Successfully emptied"}""");

    static (ObjectPath From, ObjectPath To) Both(JsonElement body)
    {
        var bucket = body.Text("bucketId");
        return (
            ObjectPath.Of(bucket, body.Text("sourceKey")),
            ObjectPath.Of(body.Text("destinationBucket") ?? bucket, body.Text("destinationKey")));
    }
}
