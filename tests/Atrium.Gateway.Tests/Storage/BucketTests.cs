namespace Atrium.Gateway.Tests.Storage;

/// <summary>Buckets, what they take, and those that everybody reads.</summary>
public sealed class BucketTests(StorageHost host) : IClassFixture<StorageHost>
{
    [Fact]
    public async Task An_owner_makes_changes_and_deletes_a_bucket()
    {
        Assert.Equal("mine", (await host.PostAsync("bucket", "owner",
            new { id = "mine", name = "mine", @public = false, file_size_limit = "1MB" })).Ok()
            .Json.GetProperty("name").GetString());
        (await host.PostAsync("bucket", "owner", new { id = "mine" })).Is(409, "Duplicate");
        (await host.SendAsync(HttpMethod.Put, "bucket/mine", "owner",
            new StringContent("""{"public":false,"allowed_mime_types":["text/plain"]}"""))).Ok();

        var bucket = (await host.GetAsync("bucket/mine", "member")).Ok().Json;
        Assert.Equal(1_048_576, bucket.GetProperty("file_size_limit").GetInt32());
        Assert.Equal("text/plain", bucket.GetProperty("allowed_mime_types")[0].GetString());
        (await host.UploadAsync("mine/x.txt", "owner", "x"u8.ToArray())).Ok();
        (await host.SendAsync(HttpMethod.Delete, "bucket/mine", "owner")).Is(409, "InvalidRequest");
        (await host.PostAsync("bucket/mine/empty", "owner", new { })).Ok();
        (await host.SendAsync(HttpMethod.Delete, "bucket/mine", "owner")).Ok();
        (await host.GetAsync("bucket/mine", "owner")).Is(404, "Bucket not found");
    }

    [Fact]
    public async Task Others_make_none_and_see_their_own_agencys()
    {
        (await host.PostAsync("bucket", "pm", new { id = "new" })).Is(403, "Unauthorized");
        (await host.PostAsync("bucket", "owner", new { id = "no/name" })).Is(400, "InvalidBucketName");
        (await host.SendAsync(HttpMethod.Delete, "bucket/avatars", "owner")).Is(409, "InvalidRequest");
        (await host.PostAsync("bucket", "stranger", new { id = "elsewhere" })).Ok();

        var names = (await host.GetAsync("bucket?search=e", "owner")).Ok().Json.EnumerateArray()
            .Select(bucket => bucket.GetProperty("id").GetString()).ToList();
        Assert.Contains("press", names);
        Assert.DoesNotContain("elsewhere", names);
        Assert.Equal((await host.GetAsync("bucket/nowhere", "owner")).Text,
            (await host.GetAsync("bucket/elsewhere", "owner")).Text);
    }

    [Fact]
    public async Task A_bucket_takes_what_its_limits_let_in()
    {
        (await host.SendAsync(HttpMethod.Post, "bucket", "owner", new StringContent(
            """{"id":"small","file_size_limit":10,"allowed_mime_types":["image/*"]}"""))).Ok();
        byte[] png = [0x89, .. "PNG\r\n\x1a\n"u8];

        (await host.UploadAsync("small/a.png", "owner", png, "image/png")).Ok();
        (await host.UploadAsync("small/b.png", "owner", [.. png, 1, 2, 3], "image/png")).Is(413, "Payload too large");
        (await host.UploadAsync("small/c.png", "owner", "text"u8.ToArray(), "image/png"))
            .Is(415, "invalid_mime_type");
        (await host.UploadAsync("small/d.png", "owner", new byte[3_000_000], "image/png"))
            .Is(413, "Payload too large");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(host.Folder, "incoming")));
    }

    [Fact]
    public async Task Everybody_reads_a_public_bucket_and_nothing_else()
    {
        (await host.PostAsync("bucket", "owner", new { id = "world", @public = true })).Ok();
        (await host.UploadAsync("world/open.txt", "owner", "open"u8.ToArray())).Ok();
        (await host.UploadAsync("press/closed.txt", "owner", "closed"u8.ToArray())).Ok();

        Assert.Equal("open", (await host.GetAsync("object/public/world/open.txt")).Ok().Text);
        (await host.GetAsync("object/public/press/closed.txt")).Is(404, "not_found");
        Assert.Equal((await host.GetAsync("object/public/nowhere/closed.txt")).Text,
            (await host.GetAsync("object/public/press/closed.txt")).Text);
        (await host.PostAsync("bucket", "stranger", new { id = "world", @public = true })).Is(409, "Duplicate");
        (await host.SendAsync(HttpMethod.Put, "bucket/documents", "owner",
            new StringContent("""{"public":true}"""))).Is(400, "InvalidRequest");
    }
}
