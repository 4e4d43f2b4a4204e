using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Atrium.Gateway.Storage.Typing;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage;

/// <summary><c>/bucket</c>: where files lie, with what may lie there and how large.</summary>
static partial class Buckets
{
    const string Shown = """
        jsonb_build_object('id', b.id, 'name', b.id, 'owner', coalesce(b.created_by::text, ''), 'public', b.public,
          'type', 'STANDARD', 'file_size_limit', b.file_size_limit, 'allowed_mime_types', b.allowed_mime_types,
          'created_at', b.created_at, 'updated_at', b.updated_at)
        """;

    const string List = $"""
        select coalesce(jsonb_agg(p.shown order by p.place), '[]')::text from (
          select {Shown} as shown, row_number() over (order by
            case when $4 = 'id desc' then b.id collate "C" end desc,
            case when $4 = 'created_at asc' then b.created_at end,
            case when $4 = 'created_at desc' then b.created_at end desc,
            case when $4 = 'updated_at asc' then b.updated_at end,
            case when $4 = 'updated_at desc' then b.updated_at end desc,
            b.id collate "C") as place
          from storage.buckets b where strpos(lower(b.id), lower($1)) > 0 or $1 = ''
          order by place limit $2 offset $3
        ) as p
        """;

    const string One = $"select {Shown}::text from storage.buckets b where b.id = $1";

    const string Create = """
        insert into storage.buckets (id, public, file_size_limit, allowed_mime_types)
        values ($1, $2, $3::bigint, $4::text[])
        returning jsonb_build_object('name', id)::text
        """;

    // What the request leaves out stays as it is.
    const string Update = """
        update storage.buckets set public = coalesce($2::boolean, public),
          file_size_limit = case when $3 then $4::bigint else file_size_limit end,
          allowed_mime_types = case when $5 then $6::text[] else allowed_mime_types end
        where id = $1 returning id
        """;

    const string Delete = "delete from storage.buckets where id = $1 returning id";

    const int MostBuckets = 1_000;

    public static Task<IResult> ListAsync(HttpContext context, StorageDoor door)
    {
        var query = context.Request.Query;
        var by = query["sortColumn"].ToString() is ("created_at" or "updated_at") and var column ? column : "id";
        var order = query["sortOrder"].ToString().Equals("desc", StringComparison.OrdinalIgnoreCase) ? "desc" : "asc";
        return door.JsonAsync(
            context,
            new Question(List, query["search"].ToString().Replace('\0', '\ufffd'),
                Number(query["limit"].ToString(), MostBuckets), Number(query["offset"].ToString(), 0), $"{by} {order}"),
            StorageError.NoBucket);
    }

    public static Task<IResult> ReadAsync(HttpContext context, StorageDoor door, string bucket) =>
        door.JsonAsync(context, new Question(One, bucket), StorageError.NoBucket);

    public static async Task<IResult> CreateAsync(HttpContext context, StorageDoor door)
    {
        var body = await StorageBody.ReadAsync(context);
        var name = body.Text("id") ?? body.Text("name")
            ?? throw new StorageException(StorageError.BadRequest("name is missing"));
        var wanted = Wanted.Of(body);
        return await door.JsonAsync(
            context, new Question(Create, name, wanted.Public ?? false, wanted.Size, wanted.Types),
            StorageError.Refused);
    }

    public static async Task<IResult> UpdateAsync(HttpContext context, StorageDoor door, string bucket)
    {
        var wanted = Wanted.Of(await StorageBody.ReadAsync(context));
        var question = new Question(
            Update, bucket, wanted.Public, wanted.HasSize, wanted.Size, wanted.HasTypes, wanted.Types);
        return Told(await door.TextAsync(StorageDoor.CallerOf(context), question, context.RequestAborted),
            """{"message":"Successfully updated"}""");
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, StorageDoor door, string bucket) =>
        Told(await door.TextAsync(StorageDoor.CallerOf(context), new Question(Delete, bucket), context.RequestAborted),
            """{"message":"Successfully deleted"}""");

    static IResult Told(string? touched, string json) =>
        touched is null ? StorageError.NoBucket : StorageDoor.Json(json);

    static int Number(string text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, MostBuckets) : otherwise;

    /// <summary>What a request says of a bucket.</summary>
    sealed partial record Wanted(
        bool? Public, bool HasSize, long? Size, bool HasTypes, string[]? Types)
    {
        public static Wanted Of(JsonElement body)
        {
            var types = body.Texts("allowed_mime_types") is { Length: > 0 } listed ? listed : null;
            if (types?.FirstOrDefault(type => !ContentTypes.IsPattern(type)) is { } odd)
            {
                throw new StorageException(StorageError.BadType(odd));
            }

            var hasSize = body.TryGetProperty("file_size_limit", out var size);
            bool? isPublic = body.TryGetProperty("public", out var open)
                ? open.ValueKind == JsonValueKind.True : null;
            return new Wanted(
                isPublic, hasSize, hasSize ? SizeOf(size) : null, body.TryGetProperty("allowed_mime_types", out _),
                types);
        }

        static long? SizeOf(JsonElement size) => size.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number when size.TryGetInt64(out var bytes) && bytes >= 0 => bytes == 0 ? null : bytes,
            JsonValueKind.String when Written().Match(size.GetString() ?? "") is { Success: true } text =>
                long.Parse(text.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                    * text.Groups[2].Value.ToUpperInvariant() switch
                    {
                        "" or "B" => 1,
                        "KB" => 1_024,
                        "MB" => 1_048_576,
                        _ => 1_073_741_824,
                    },
            _ => throw new StorageException(StorageError.BadRequest("file_size_limit is bytes, or a text like 20MB")),
        };

        [GeneratedRegex(@"^\s*(\d{1,9})\s*(B|KB|MB|GB)?\s*\z", RegexOptions.IgnoreCase)]
        private static partial Regex Written();
    }
}
