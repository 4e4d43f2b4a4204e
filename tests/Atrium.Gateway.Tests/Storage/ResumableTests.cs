using System.Text;

namespace Atrium.Gateway.Tests.Storage;

/// <summary>Files in pieces, by the TUS protocol.</summary>
public abstract class ResumableCases(StorageHost host)
{
    static readonly (string, string) Tus = ("Tus-Resumable", "1.0.0");

    [Fact]
    public async Task A_file_comes_in_pieces()
    {
        var place = await BeginAsync("press", "pieces.txt", 10, "pm");
        Assert.Equal("4", (await AddAsync(place, 0, "0123", "pm")).Ok().Header("Upload-Offset"));
        var asked = (await host.SendAsync(HttpMethod.Head, place, "pm", null, Tus)).Ok();
        Assert.Equal(("4", "10"), (asked.Header("Upload-Offset"), asked.Header("Upload-Length")));
        (await host.GetAsync("object/press/pieces.txt", "pm")).Is(404, "not_found");

        Assert.Equal(409, (await AddAsync(place, 0, "0123", "pm")).Status);
        Assert.Equal(409, (await AddAsync(place, 11, "", "pm")).Status);
        Assert.Equal("10", (await AddAsync(place, 4, "456789", "pm")).Ok().Header("Upload-Offset"));

        Assert.Equal("0123456789", (await host.GetAsync("object/press/pieces.txt", "pm")).Ok().Text);
        Assert.Equal(404, (await host.SendAsync(HttpMethod.Head, place, "pm", null, Tus)).Status);
        Assert.Empty(Directory.EnumerateFiles(
            Path.Combine(host.Folder, "incoming"), $"{place[(place.LastIndexOf('/') + 1)..]}.*"));
    }

    [Fact]
    public async Task Somebody_elses_upload_is_none()
    {
        var place = await BeginAsync("press", "owned.txt", 5, "pm");

        foreach (var person in new[] { "owner", "stranger", "customer" })
        {
            var theirs = await AddAsync(place, 0, "x", person);
            var none = await AddAsync("upload/resumable/00000000000000000000000000000000", 0, "x", person);
            Assert.Equal((404, none.Text), (theirs.Status, theirs.Text));
            Assert.Equal(404, (await host.SendAsync(HttpMethod.Delete, place, person, null, Tus)).Status);
        }
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to_and_when_its_time_is_over()
    {
        var ended = await BeginAsync("press", "ended.txt", 5, "pm");
        Assert.Equal(204, (await host.SendAsync(HttpMethod.Delete, ended, "pm", null, Tus)).Status);
        Assert.Equal(404, (await AddAsync(ended, 0, "12345", "pm")).Status);

        var late = await BeginAsync("press", "late.txt", 5, "pm");
        host.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(404, (await AddAsync(late, 0, "12345", "pm")).Status);
    }

    [Fact]
    public async Task It_is_refused_where_a_file_would_be()
    {
        Assert.Equal(404, (await TryAsync("documents", host.Filled("{b1}/x.txt"), 5, "pm")).Status);
        Assert.Equal(403, (await TryAsync("press", "x.txt", 5, "customer")).Status);
        Assert.Equal(413, (await TryAsync("avatars", host.Filled("{pm}/x.png"), 3_000_000, "pm")).Status);
        Assert.Equal(412, (await host.SendAsync(HttpMethod.Post, "upload/resumable", "pm")).Status);
        var lie = await BeginAsync("avatars", host.Filled("{pm}/lie.png"), 4, "pm");
        Assert.Equal(415, (await AddAsync(lie, 0, "text", "pm")).Status);
        (await host.GetAsync("object/avatars/{pm}/lie.png", "pm")).Is(404, "not_found");
    }

    [Fact]
    public async Task More_than_was_announced_is_not_taken()
    {
        var place = await BeginAsync("press", "more.txt", 3, "pm");

        Assert.Equal(413, (await AddAsync(place, 0, "1234", "pm")).Status);
    }

    [Fact]
    public async Task A_piece_that_is_refused_leaves_the_connection_open()
    {
        var place = await BeginAsync("press", "open.txt", 3, "pm");
        var connections = 0;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            PlaintextStreamFilter = (context, _) =>
            {
                connections++;
                return ValueTask.FromResult(context.PlaintextStream);
            },
        });
        for (var n = 0; n < 3; n++)
        {
            using var piece = new HttpRequestMessage(HttpMethod.Patch, new Uri(host.Http.BaseAddress!, place));
            piece.Content = new ByteArrayContent(new byte[10_000]);
            piece.Content.Headers.TryAddWithoutValidation("Content-Type", "application/offset+octet-stream");
            piece.Headers.TryAddWithoutValidation("Tus-Resumable", "1.0.0");
            piece.Headers.TryAddWithoutValidation("Upload-Offset", "2");
            piece.Headers.Authorization = new("Bearer", host.TokenOf("pm"));
            using var refused = await http.SendAsync(piece, TestContext.Current.CancellationToken);
            Assert.Equal(409, (int)refused.StatusCode);
        }

        Assert.Equal(1, connections);
    }

    async Task<string> BeginAsync(string bucket, string name, int length, string person)
    {
        var begun = await TryAsync(bucket, name, length, person);
        Assert.Equal(201, begun.Status);
        return begun.Header("Location")!["/storage/v1/".Length..];
    }

    Task<StorageHost.Reply> TryAsync(string bucket, string name, int length, string person) =>
        host.SendAsync(HttpMethod.Post, "upload/resumable", person, null, Tus, ("Upload-Length", $"{length}"),
            ("Upload-Metadata", $"bucketName {In64(bucket)},objectName {In64(name)},contentType {In64("text/plain")}"));

    Task<StorageHost.Reply> AddAsync(string place, int offset, string text, string person)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/offset+octet-stream");
        return host.SendAsync(HttpMethod.Patch, place, person, content, Tus, ("Upload-Offset", $"{offset}"));
    }

    static string In64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <summary>With bytes in the data folder.</summary>
public sealed class ResumableTests(StorageHost host) : ResumableCases(host), IClassFixture<StorageHost>;
