using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Objects;

/// <summary><c>POST /object/list/{bucket}</c>: the folders and files right below a folder.</summary>
static class Listing
{
    const int MostRows = 1_000;

    /// <summary>What a list tells of a file <c>b</c>.</summary>
    public const string Metadata = """
        jsonb_build_object(
            'eTag', '"' || encode(b.digest, 'hex') || '"', 'size', b.size_bytes,
            'mimetype', b.content_type, 'cacheControl', coalesce(b.cache_control, 'no-cache'),
            'lastModified', b.updated_at, 'contentLength', b.size_bytes, 'httpStatusCode', 200)
        """;

    // Folders first, by name; then files, in the order asked for. Names hold the whole path, so a folder is what
    // several names begin with.
    const string Sql = $"""
        with below as (
          select o.*, substr(o.name, length($2) + 1) as rest from storage.objects o
          where o.bucket_id = $1 and starts_with(o.name, $2)
        ), entries as (
          select split_part(b.rest, '/', 1) as entry, null::uuid as id, null::timestamptz as created_at,
            null::timestamptz as updated_at, null::jsonb as metadata
          from below b where strpos(b.rest, '/') > 0 group by 1
          union all
          select b.rest, b.id, b.created_at, b.updated_at, {Metadata}
          from below b where strpos(b.rest, '/') = 0
        ), page as (
          select e.*, row_number() over (order by e.id is not null,
            case when $6 = 'name asc' then e.entry collate "C" end,
            case when $6 = 'name desc' then e.entry collate "C" end desc,
            case when $6 = 'created_at asc' then e.created_at end,
            case when $6 = 'created_at desc' then e.created_at end desc,
            case when $6 = 'updated_at asc' then e.updated_at end,
            case when $6 = 'updated_at desc' then e.updated_at end desc, e.entry collate "C") as place
          from entries e where starts_with(lower(e.entry), lower($3))
          order by place limit $4 offset $5
        )
        select coalesce(jsonb_agg(jsonb_build_object('name', p.entry, 'id', p.id, 'updated_at', p.updated_at,
          'created_at', p.created_at, 'last_accessed_at', p.updated_at, 'metadata', p.metadata) order by p.place),
          '[]')::text
        from page p
        """;

    public static async Task<IResult> ListAsync(HttpContext context, StorageDoor door, string bucket)
    {
        var body = await StorageBody.ReadAsync(context);
        var prefix = (body.Text("prefix") ?? "").TrimStart('/');
        var folder = prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/";
        var order = body.TryGetProperty("sortBy", out var sort) && sort.ValueKind == JsonValueKind.Object
            ? Order(sort.Text("column"), sort.Text("order")) : "name asc";
        return await door.JsonAsync(
            context,
            new Question(Sql, bucket, Shown(folder), Shown(body.Text("search") ?? ""),
                body.Number("limit", 100, 0, MostRows), body.Number("offset", 0, 0, int.MaxValue), order),
            StorageError.NoBucket);
    }

    static string Order(string? column, string? direction)
    {
        var by = column switch
        {
            null or "" or "name" => "name",
            "created_at" => "created_at",
            "updated_at" or "last_accessed_at" => "updated_at",
            _ => throw new StorageException(StorageError.BadRequest(
                "sortBy.column must be name, created_at, updated_at or last_accessed_at")),
        };
        return $"{by} {(direction?.Equals("desc", StringComparison.OrdinalIgnoreCase) == true ? "desc" : "asc")}";
    }

    /// <summary>The database knows no such character; no name holds one.</summary>
    public static string Shown(string text) => text.Replace('\0', '\ufffd');
}
