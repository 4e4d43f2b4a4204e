using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Objects;

/// <summary>
/// <c>POST /object/list-v2/{bucket}</c>: the files whose names begin with a prefix, or the folders and files right
/// below it, page by page. A page goes on where the one before ended, whatever has come and gone since.
/// </summary>
static class Paging
{
    const int MostRows = 1_000;

    // Names hold the whole path. A folder is as old as the oldest file in it. Rows come in the order of their mark, and
    // where that is the same of their names.
    const string Sql = $"""
        with below as (
          select o.*, strpos(substr(o.name, length($2) + 1), '/') as cut from storage.objects o
          where o.bucket_id = $1 and starts_with(o.name, $2)
        ), entries as (
          select left(b.name, length($2) + b.cut) as name, null::uuid as id, min(b.created_at) as created_at,
            min(b.created_at) as updated_at, null::jsonb as metadata
          from below b where $3 and b.cut > 0 group by 1
          union all
          select b.name, b.id, b.created_at, b.updated_at, {Listing.Metadata} from below b where not $3 or b.cut = 0
        ), marked as (
          select e.*, case $4 when 'name' then ''
            else to_char(case $4 when 'created_at' then e.created_at else e.updated_at end at time zone 'UTC',
              'YYYY-MM-DD HH24:MI:SS.US') end collate "C" as mark
          from entries e
        )
        select m.name, m.mark, m.id is null, jsonb_strip_nulls(jsonb_build_object('name', m.name, 'key', m.name,
          'id', m.id, 'updated_at', case when m.id is not null then m.updated_at end,
          'created_at', case when m.id is not null then m.created_at end,
          'last_accessed_at', case when m.id is not null then m.updated_at end, 'metadata', m.metadata))::text
        from marked m
        where $6::text is null
          or case when $5 then (m.mark, m.name collate "C") < ($6, $7) else (m.mark, m.name collate "C") > ($6, $7) end
        order by case when $5 then m.mark end desc, case when $5 then m.name end collate "C" desc,
          m.mark, m.name collate "C"
        limit $8
        """;

    public static async Task<IResult> ListAsync(HttpContext context, StorageDoor door, string bucket)
    {
        var body = await StorageBody.ReadAsync(context);
        var most = body.Number("limit", MostRows, 1, MostRows);
        var after = body.Text("cursor") is { Length: > 0 } cursor ? Cursor.Read(cursor) : Cursor.Begin(body);
        var deep = body.TryGetProperty("with_delimiter", out var said) && said.ValueKind == JsonValueKind.True;
        var rows = await door.RowsAsync(
            StorageDoor.CallerOf(context),
            new Question(Sql, bucket, Listing.Shown(body.Text("prefix") ?? ""), deep, after.Column, after.IsDescending,
                after.Mark, after.Name, most + 1),
            row => new Row(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetString(3)),
            context.RequestAborted);
        return StorageDoor.Json(Page(rows, most, after));
    }

    static string Page(List<Row> rows, int most, Cursor after)
    {
        var shown = rows.Take(most).ToList();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteBoolean("hasNext", rows.Count > most);
            if (rows.Count > most)
            {
                json.WriteString("nextCursor", (after with { Mark = shown[^1].Mark, Name = shown[^1].Name }).Write());
            }

            Write(json, "folders", shown.Where(row => row.IsFolder));
            Write(json, "objects", shown.Where(row => !row.IsFolder));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    static void Write(Utf8JsonWriter json, string name, IEnumerable<Row> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteRawValue(row.Json);
        }

        json.WriteEndArray();
    }

    sealed record Row(string Name, string Mark, bool IsFolder, string Json);

    /// <summary>Where a page begins: the order, and the last row of the page before.</summary>
    sealed record Cursor(string Column, bool IsDescending, string? Mark, string? Name)
    {
        static StorageException Bad => new(StorageError.BadRequest("The cursor is none of a page before"));

        /// <summary>The first page, in the order that is asked for.</summary>
        public static Cursor Begin(JsonElement body)
        {
            var sort = body.TryGetProperty("sortBy", out var by) && by.ValueKind == JsonValueKind.Object ? by : default;
            var column = sort.ValueKind == JsonValueKind.Object ? sort.Text("column") ?? "name" : "name";
            var order = sort.ValueKind == JsonValueKind.Object ? sort.Text("order") : null;
            return column is "name" or "created_at" or "updated_at"
                ? new Cursor(column, order?.Equals("desc", StringComparison.OrdinalIgnoreCase) == true, null, null)
                : throw new StorageException(StorageError.BadRequest(
                    "sortBy.column must be name, created_at or updated_at"));
        }

        public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            $"{Column}\n{(IsDescending ? "desc" : "asc")}\n{Mark}\n{Name}"));

        public static Cursor Read(string text) =>
            Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n', 4) is
                [("name" or "created_at" or "updated_at") and var column, ("asc" or "desc") and var order, var mark,
                    var name]
                ? new Cursor(column, order == "desc", Listing.Shown(mark), Listing.Shown(name))
                : throw Bad;
    }
}
