using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Atrium.Gateway.Tests.Storage;

public abstract class ObjectCases(StorageHost host)
{
    static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8, .. RandomNumberGenerator.GetBytes(70_000)];

    [Fact]
    public async Task What_was_uploaded_comes_back_whole_and_in_part()
    {
        var put = (await host.UploadAsync("press/a/picture.png", "pm", Png)).Ok();
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Png))}\"";

        var whole = (await host.GetAsync("object/press/a/picture.png", "pm")).Ok();
        var part = await host.GetAsync("object/press/a/picture.png", "pm", ("Range", "bytes=100-199"));
        var beyond = await host.GetAsync("object/press/a/picture.png", "pm", ("Range", "bytes=999999-"));
        var same = await host.GetAsync("object/press/a/picture.png", "pm", ("If-None-Match", etag));
        var head = await host.SendAsync(HttpMethod.Head, "object/authenticated/press/a/picture.png", "pm");

        Assert.Equal("press/a/picture.png", put.Json.GetProperty("Key").GetString());
        Assert.Equal(Png, whole.Bytes);
        Assert.Equal((etag, "image/png", "nosniff"),
            (whole.Header("ETag"), whole.Header("Content-Type"), whole.Header("X-Content-Type-Options")));
        Assert.Equal("inline; filename=picture.png; filename*=UTF-8''picture.png", whole.Header("Content-Disposition"));
        Assert.Contains("sandbox", whole.Header("Content-Security-Policy"));
        Assert.Equal((206, "bytes 100-199/70008"), (part.Status, part.Header("Content-Range")));
        Assert.Equal(Png[100..200], part.Bytes);
        Assert.Equal((416, 304, 200), (beyond.Status, same.Status, head.Status));
        Assert.Empty(same.Bytes);
        Assert.Equal(("70008", 0), (head.Header("Content-Length"), head.Bytes.Length));
    }

    [Fact]
    public async Task A_form_carries_a_file_with_its_label()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("600"), "cacheControl" },
            { new StringContent("""{"by":"me"}"""), "metadata" },
            { new ByteArrayContent(Png), "\"\"", "blob" },
        };

        (await host.SendAsync(HttpMethod.Post, "object/press/form.png", "pm", form)).Ok();

        var info = (await host.GetAsync("object/info/press/form.png", "pm")).Ok().Json;
        Assert.Equal("max-age=600", info.GetProperty("cache_control").GetString());
        Assert.Equal("me", info.GetProperty("metadata").GetProperty("by").GetString());
        Assert.Equal((70_008, "image/png"),
            (info.GetProperty("size").GetInt32(), info.GetProperty("content_type").GetString()));
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=cacheControl\r\n\r\n60")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nsome")]
    [InlineData("--b\r\nContent-Dispo")]
    public async Task A_form_that_breaks_off_is_refused(string form)
    {
        using var body = new StringContent(form);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        (await host.SendAsync(HttpMethod.Post, "object/press/broken.txt", "pm", body)).Is(400, "InvalidRequest");
        Assert.Equal(400, (await host.GetAsync("object/info/press/broken.txt", "pm")).Status);
    }

    [Fact]
    public async Task A_page_is_never_shown_as_one()
    {
        (await host.UploadAsync("press/page.png", "pm", "<!doctype html><script>alert(1)</script>"u8.ToArray(),
            "image/png")).Ok();
        (await host.UploadAsync("press/drawing.svg", "pm", "<svg onload='alert(1)'/>"u8.ToArray(),
            "image/svg+xml")).Ok();

        var page = await host.GetAsync("object/press/page.png", "pm");
        var drawing = await host.GetAsync("object/press/drawing.svg", "pm");

        Assert.Equal("text/html; charset=utf-8", page.Header("Content-Type"));
        Assert.StartsWith("attachment", page.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.StartsWith("attachment", drawing.Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_taken_once_unless_it_is_to_be_replaced()
    {
        (await host.UploadAsync("press/once.txt", "pm", "one"u8.ToArray())).Ok();

        (await host.UploadAsync("press/once.txt", "pm", "two"u8.ToArray())).Is(409, "Duplicate");
        Assert.Equal("one", (await host.GetAsync("object/press/once.txt", "pm")).Text);
        (await host.UploadAsync("press/once.txt", "pm", "two"u8.ToArray(), "text/plain", ("x-upsert", "true"))).Ok();
        Assert.Equal("two", (await host.GetAsync("object/press/once.txt", "pm")).Text);
        (await host.SendAsync(HttpMethod.Put, "object/press/once.txt", "pm", new StringContent("three"))).Ok();
        Assert.Equal("three", (await host.GetAsync("object/press/once.txt", "pm")).Text);
    }

    [Fact]
    public async Task A_list_shows_folders_and_files_of_one_folder()
    {
        foreach (var name in new[] { "b.txt", "a.txt", "sub/x.txt", "sub/y.txt", "A/z.txt", "sub2/deep/q.txt" })
        {
            (await host.UploadAsync($"press/lists/{name}", "pm", Encoding.UTF8.GetBytes(name))).Ok();
        }

        async Task<string> Names(object body)
        {
            var entries = (await host.PostAsync("object/list/press", "pm", body)).Ok().Json.EnumerateArray();
            return string.Join(' ', entries.Select(each => each.GetProperty("name").GetString()
                + (each.GetProperty("id").ValueKind == System.Text.Json.JsonValueKind.Null ? "/" : "")));
        }

        Assert.Equal("A/ sub/ sub2/ a.txt b.txt", await Names(new { prefix = "lists" }));
        Assert.Equal("x.txt y.txt", await Names(new { prefix = "lists/sub/" }));
        Assert.Equal("sub/ sub2/", await Names(new { prefix = "lists", search = "SUB" }));
        Assert.Equal("sub2/ a.txt", await Names(new { prefix = "lists", limit = 2, offset = 2 }));
        Assert.Equal("sub2/ sub/ A/ b.txt a.txt",
            await Names(new { prefix = "lists", sortBy = new { column = "name", order = "desc" } }));
        Assert.Equal("", await Names(new { prefix = "nowhere" }));
        (await host.PostAsync("object/list/press", "pm", new { sortBy = new { column = "1;drop" } }))
            .Is(400, "InvalidRequest");
    }

    [Fact]
    public async Task Files_are_moved_copied_and_removed()
    {
        (await host.UploadAsync("press/m/one.txt", "owner", "one"u8.ToArray())).Ok();

        (await host.PostAsync("object/move", "owner",
            new { bucketId = "press", sourceKey = "m/one.txt", destinationKey = "m/two.txt" })).Ok();
        (await host.PostAsync("object/copy", "owner", new
        {
            bucketId = "press",
            sourceKey = "m/two.txt",
            destinationBucket = "documents",
            destinationKey = "{a1}/three.txt",
        })).Ok();

        (await host.GetAsync("object/press/m/one.txt", "owner")).Is(404, "not_found");
        Assert.Equal("one", (await host.GetAsync("object/documents/{a1}/three.txt", "owner")).Ok().Text);
        (await host.PostAsync("object/move", "owner", new
        {
            bucketId = "documents",
            sourceKey = "{a1}/three.txt",
            destinationKey = "{a2}/three.txt",
        })).Is(403, "Unauthorized");
        var gone = await host.SendAsync(HttpMethod.Delete, "object/press", "owner",
            new StringContent("""{"prefixes":["m/two.txt","m/none.txt"]}"""));
        Assert.Equal("m/two.txt", Assert.Single(gone.Ok().Json.EnumerateArray()).GetProperty("name").GetString());
        (await host.GetAsync("object/press/m/two.txt", "owner")).Is(404, "not_found");
    }

    [Theory]
    [InlineData("object/press/..%2fx")]
    [InlineData("object/press/a//b")]
    [InlineData("object/press/a%5cb")]
    [InlineData("object/press/a%00b")]
    [InlineData("object/press/%2e%2e%2fx")]
    public async Task A_name_that_is_none_is_refused(string path)
    {
        var refused = await host.SendAsync(HttpMethod.Post, path, "pm", new StringContent("x"));

        Assert.True(refused.Status is 400 or 404, $"{refused.Status} {refused.Text}");
    }

    [Fact]
    public async Task A_file_without_bytes_is_one()
    {
        (await host.UploadAsync("press/empty.txt", "pm", [])).Ok();

        var empty = (await host.GetAsync("object/press/empty.txt", "pm")).Ok();
        Assert.Empty(empty.Bytes);
    }
}

/// <summary>With bytes in the data folder.</summary>
public sealed class ObjectTests(StorageHost host) : ObjectCases(host), IClassFixture<StorageHost>;
