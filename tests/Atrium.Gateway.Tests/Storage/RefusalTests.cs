using System.Text;

namespace Atrium.Gateway.Tests.Storage;

/// <summary>Who is refused, and that no refusal tells what is there from what is not.</summary>
public sealed class RefusalTests(StorageHost host) : IClassFixture<StorageHost>, IAsyncLifetime
{
    const string None = "00000000-0000-4000-8000-000000000000";

    public async ValueTask InitializeAsync()
    {
        if (await host.Database.ScalarAsync<long>("select count(*) from storage.objects") > 0)
        {
            return;
        }

        await PutAsync("documents/{a1}/plan.txt", "owner");
        await PutAsync("documents/{a1}/note.txt", "owner");
        await PutAsync("documents/{b1}/far.txt", "stranger");
        await PutAsync("artifacts/{draft}/piece.png", "creative");
        await PutAsync("attachments/{ticket}/sent.txt", "customer");
        await PutAsync("attachments/{ticket}/internal/note.txt", "agent");
        await host.Database.ExecuteAsync(
            "insert into public.documents (client_id, name, visibility, storage_path) values ($1, 'P', 'client', $2)",
            host["a1"], host.Filled("documents/{a1}/plan.txt"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("documents/{b1}/far.txt", "owner")]
    [InlineData("documents/{a1}/plan.txt", "stranger")]
    [InlineData("documents/{a1}/note.txt", "customer")]
    [InlineData("artifacts/{draft}/piece.png", "agent")]
    [InlineData("attachments/{ticket}/internal/note.txt", "customer")]
    [InlineData("attachments/{ticket}/sent.txt", "member")]
    public async Task What_is_not_ones_own_answers_as_what_is_not_there(string path, string person)
    {
        var bucket = path[..path.IndexOf('/', StringComparison.Ordinal)];
        var missing = $"{bucket}/{None}/none.txt";
        foreach (var ask in new[] { "object/", "object/authenticated/", "object/info/", "object/public/" })
        {
            Assert.Equal(Words(await host.GetAsync(ask + missing, person)),
                Words(await host.GetAsync(ask + path, person)));
        }

        foreach (var (route, body) in Bodies(path, missing))
        {
            Assert.Equal(Words(await host.PostAsync(route(missing), person, body(missing))),
                Words(await host.PostAsync(route(path), person, body(path))));
        }

        Assert.Equal(Words(await host.SendAsync(HttpMethod.Delete, $"object/{missing}", person)),
            Words(await host.SendAsync(HttpMethod.Delete, $"object/{path}", person)));
        var listed = await host.PostAsync($"object/list/{bucket}", person, new
        {
            prefix = path[(bucket.Length + 1)..path.LastIndexOf('/')],
            search = path[(path.LastIndexOf('/') + 1)..],
        });
        Assert.Equal("[]", listed.Text);
    }

    [Theory]
    [InlineData("documents/{a1}/plan.txt", "customer", true)]
    [InlineData("documents/{a1}/note.txt", "member", true)]
    [InlineData("attachments/{ticket}/sent.txt", "customer", true)]
    [InlineData("attachments/{ticket}/internal/note.txt", "agent", true)]
    [InlineData("documents/{a1}/plan.txt", "anon", false)]
    public async Task Whoever_sees_what_a_file_belongs_to_reads_it(string path, string person, bool reads) =>
        Assert.Equal(reads, (await host.GetAsync($"object/{path}", person)).Status == 200);

    [Theory]
    [InlineData("documents/{a1}/new.txt", "customer")]
    [InlineData("documents/{a2}/new.txt", "writer")]
    [InlineData("documents/{b1}/new.txt", "owner")]
    [InlineData("attachments/{ticket}/internal/new.txt", "customer")]
    [InlineData("avatars/{pm}/new.png", "owner")]
    [InlineData("press/new.txt", "customer")]
    [InlineData("press/new.txt", "anon")]
    [InlineData("documents/new.txt", "owner")]
    public async Task Nobody_uploads_where_they_may_not(string path, string person)
    {
        var refused = await host.UploadAsync(path, person, "x"u8.ToArray());

        Assert.Equal(400, refused.Status);
        Assert.Matches("^40[34]$", refused.Json.GetProperty("statusCode").GetString());
        Assert.Equal(0, await host.Database.ScalarAsync<long>(
            "select count(*) from storage.objects where name like '%new.%'"));
    }

    [Fact]
    public async Task A_request_without_a_token_is_no_request()
    {
        foreach (var path in new[] { "bucket", "object/press/x", "object/info/press/x", "upload/resumable/x" })
        {
            Assert.Equal(401, (await host.GetAsync(path)).Status);
        }

        Assert.Equal("401", (await host.GetAsync("bucket")).Json.GetProperty("statusCode").GetString());
    }

    static IEnumerable<(Func<string, string> Route, Func<string, object> Body)> Bodies(string path, string missing)
    {
        string Bucket(string each) => each[..each.IndexOf('/', StringComparison.Ordinal)];
        string Name(string each) => each[(each.IndexOf('/', StringComparison.Ordinal) + 1)..];
        yield return (each => $"object/sign/{each}", _ => new { expiresIn = 60 });
        yield return (_ => "object/move", each =>
            new { bucketId = Bucket(each), sourceKey = Name(each), destinationKey = $"{None}/moved.txt" });
        yield return (_ => "object/copy", each =>
            new { bucketId = Bucket(each), sourceKey = Name(each), destinationKey = $"{None}/copied.txt" });
    }

    static (int, string) Words(StorageHost.Reply reply) => (reply.Status, reply.Text);

    async Task PutAsync(string path, string person) =>
        await host.UploadAsync(path, person, Encoding.UTF8.GetBytes(path), "text/plain", ("x-upsert", "true"));
}
