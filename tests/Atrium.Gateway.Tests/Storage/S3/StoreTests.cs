using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Storage;
using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Storage.S3;
using Atrium.Gateway.Tokens;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Tests.Storage.S3;

/// <summary>What holds where bytes lie with a service that can be away, and that others can reach.</summary>
[Collection("S3")]
public sealed class StoreTests(S3Host host) : IDisposable
{
    const string Mark = "atrium-installation";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        host.Store.Mood = _ => Mood.Well;
        host.Heard.Clear();
    }

    [Fact]
    public async Task After_uploads_to_a_service_that_fails_anywhere_every_row_has_its_bytes()
    {
        var chance = new Random(12);
        host.Store.Mood = _ =>
        {
            lock (chance)
            {
                return chance.Next(4) switch
                {
                    0 => Mood.Away,
                    1 => Mood.TakesAndHangsUp,
                    _ => Mood.Well,
                };
            }
        };
        List<(string Name, byte[] Bytes, int Status)> put = [];
        foreach (var n in Enumerable.Range(0, 20))
        {
            var bytes = new byte[chance.Next(1, 50_000)];
            chance.NextBytes(bytes);
            var answer = await UploadAsync($"press/fails/{n % 8}.bin", bytes, ("x-upsert", "true"));
            put.Add(($"{n % 8}.bin", bytes, answer.Status));
        }

        host.Store.Mood = _ => Mood.Well;
        await SweepLaterAsync();

        await host.AgreeAsync();
        Assert.All(put, each => Assert.True(each.Status is 200 or 503, $"{each.Status}"));
        foreach (var each in put.Where(each => each.Status == 200).GroupBy(each => each.Name))
        {
            Assert.Equal(each.Last().Bytes, (await host.GetAsync($"object/press/fails/{each.Key}", "pm")).Ok().Bytes);
        }

        Assert.Equal(
            await host.Database.ScalarAsync<long>("select count(distinct blob_id) from storage.objects "
                + "where size_bytes > 0"),
            Blobs().LongCount());
    }

    [Fact]
    public async Task While_the_service_is_away_it_is_said_and_nothing_is_lost()
    {
        (await UploadAsync("press/away/old.txt", "old"u8.ToArray())).Ok();
        host.Store.Mood = _ => Mood.Away;

        var put = await UploadAsync("press/away/old.txt", "new"u8.ToArray(), ("x-upsert", "true"));
        var got = await host.GetAsync("object/press/away/old.txt", "pm");
        var head = await host.SendAsync(HttpMethod.Head, "object/press/away/old.txt", "pm");
        await Assert.ThrowsAsync<StorageException>(() => host.Service<Sweeper>().SweepAsync(looks: true, Cancel));

        Assert.All([put, got], refused =>
        {
            Assert.Equal((503, "1"), (refused.Status, refused.Header("Retry-After")));
            Assert.Equal("ServiceUnavailable", refused.Json.GetProperty("error").GetString());
            Assert.DoesNotContain("127.0.0.1", refused.Text, StringComparison.Ordinal);
        });
        Assert.Null(got.Header("ETag"));
        // What is known of it needs no bytes.
        Assert.Equal((200, "3"), (head.Status, head.Header("Content-Length")));
        Assert.Contains("is away: it answers 503", host.Heard.Text, StringComparison.Ordinal);
        host.Store.Mood = _ => Mood.Well;
        Assert.Equal("old", (await host.GetAsync("object/press/away/old.txt", "pm")).Ok().Text);
    }

    [Fact]
    public async Task An_upload_in_pieces_waits_for_the_service()
    {
        (string, string)[] tus = [("Tus-Resumable", "1.0.0")];
        var begun = await host.SendAsync(HttpMethod.Post, "upload/resumable", "pm", null,
            [
                .. tus, ("Upload-Length", "4"),
                ("Upload-Metadata", $"bucketName {In64("press")},objectName {In64("w.bin")}"),
            ]);
        var place = begun.Header("Location")!["/storage/v1/".Length..];
        host.Store.Mood = _ => Mood.Away;
        var content = new ByteArrayContent("late"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "application/offset+octet-stream");

        var last = await host.SendAsync(HttpMethod.Patch, place, "pm", content, [.. tus, ("Upload-Offset", "0")]);
        var asked = await host.SendAsync(HttpMethod.Head, place, "pm", null, tus);
        host.Store.Mood = _ => Mood.Well;
        var again = await host.SendAsync(HttpMethod.Head, place, "pm", null, tus);

        Assert.Equal((503, 503), (last.Status, asked.Status));
        // Who hears that all has come believes that it is a file.
        Assert.Equal((200, "4"), (again.Status, again.Header("Upload-Offset")));
        Assert.Equal("late", (await host.GetAsync("object/press/w.bin", "pm")).Ok().Text);
    }

    [Fact]
    public async Task No_more_is_fetched_than_is_asked_for_and_a_break_is_made_up_for()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        (await UploadAsync("press/parts.bin", bytes)).Ok();
        host.Store.Ranges.Clear();

        var part = await host.GetAsync("object/press/parts.bin", "pm", ("Range", "bytes=1000-1999"));
        Assert.Equal("bytes=1000-1999", Assert.Single(host.Store.Ranges));
        Assert.Equal(bytes[1000..2000], part.Bytes);

        var breaks = 2;
        host.Store.Mood = _ => Interlocked.Decrement(ref breaks) >= 0 ? Mood.BreaksOff : Mood.Well;
        var whole = (await host.GetAsync("object/press/parts.bin", "pm")).Ok();
        Assert.Equal(bytes, whole.Bytes);

        host.Store.Mood = _ => Mood.BreaksOff;
        await Assert.ThrowsAsync<HttpRequestException>(() => host.GetAsync("object/press/parts.bin", "pm"));
    }

    [Fact]
    public async Task What_nothing_names_goes_page_by_page_and_what_is_not_ours_stays()
    {
        (await UploadAsync("press/stays.bin", "stays"u8.ToArray())).Ok();
        string[] strays = [.. Enumerable.Range(0, 5).Select(n => "blobs/"
            + new BlobName(Guid.CreateVersion7(), SHA256.HashData([(byte)n])).Path)];
        string[] others =
        [
            "blobs/readme.txt", "elsewhere/" + new BlobName(Guid.CreateVersion7(), SHA256.HashData([])).Path,
        ];
        foreach (var key in strays.Concat(others))
        {
            host.Store.Objects[key] = ([1], host.Clock.GetUtcNow());
        }

        await host.Service<Sweeper>().SweepAsync(looks: true, Cancel);
        Assert.All(strays, key => Assert.Contains(key, host.Store.Objects.Keys));
        await SweepLaterAsync();

        Assert.All(strays, key => Assert.DoesNotContain(key, host.Store.Objects.Keys));
        Assert.All(others, key => Assert.Contains(key, host.Store.Objects.Keys));
        await host.AgreeAsync();
    }

    [Fact]
    public async Task A_signed_address_leads_through_this_server()
    {
        (await UploadAsync("press/signed.txt", "signed"u8.ToArray())).Ok();
        var url = (await host.PostAsync("object/sign/press/signed.txt", "pm", new { expiresIn = 60 }))
            .Ok().Json.GetProperty("signedURL").GetString()![1..];

        Assert.StartsWith("object/sign/press/signed.txt?token=", url, StringComparison.Ordinal);
        Assert.Equal("signed", (await host.GetAsync(url)).Ok().Text);
    }

    [Fact]
    public async Task A_bucket_of_another_installation_is_left_alone()
    {
        (await UploadAsync("press/marked.txt", "marked"u8.ToArray())).Ok();
        var ours = host.Store.Objects[Mark];
        var mark = new S3Mark(host.Service<S3Client>(), host.Store.Options(), host.Service<KeyRing>(), Log<S3Mark>());
        host.Store.Objects[Mark] = (Encoding.ASCII.GetBytes(new string('0', ours.Bytes.Length)), ours.At);

        await Assert.ThrowsAsync<StorageException>(() => mark.RequireAsync(Cancel));
        host.Store.Objects[Mark] = ours;
        await mark.RequireAsync(Cancel);

        Assert.Contains("another installation's", host.Heard.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_to_the_log_and_to_nobody_else()
    {
        const string canary = "canary-of-a-secret";
        var client = new S3Client(host.Store.Options(canary), host.Clock, Log<S3Client>());

        var refused = await Assert.ThrowsAsync<StorageException>(() => client.ListAsync("", null, Cancel));
        var probed = await S3Probe.RunAsync(host.Store.Options(canary), host.Clock, Cancel);

        Assert.Equal(StorageError.StoreAway, refused.Error);
        const string cause = "403 SignatureDoesNotMatch. The secret key is not that of the access key.";
        Assert.Contains(cause, host.Heard.Text, StringComparison.Ordinal);
        Assert.Contains(cause, probed, StringComparison.Ordinal);
        Assert.All([canary, host.Store.Options().SecretKey], secret =>
            Assert.DoesNotContain(secret, host.Heard.Text + probed, StringComparison.Ordinal));
        Assert.Null(await S3Probe.RunAsync(host.Store.Options(), host.Clock, Cancel));
        Assert.DoesNotContain(host.Store.Objects.Keys, key => key.Contains("probe", StringComparison.Ordinal));
    }

    Task<StorageHost.Reply> UploadAsync(string path, byte[] bytes, params (string, string)[] headers) =>
        host.UploadAsync(path, "pm", bytes, "application/octet-stream", headers);

    // Everything that nobody has sent for a while.
    async Task SweepLaterAsync()
    {
        await host.Database.ExecuteAsync("update atrium.blobs set claimed_at = now() - interval '2 hours'");
        host.Clock.Advance(TimeSpan.FromHours(3));
        await host.Service<Sweeper>().SweepAsync(looks: true, Cancel);
    }

    ILogger<T> Log<T>() => host.Service<ILoggerFactory>().CreateLogger<T>();

    IEnumerable<string> Blobs() => host.Store.Objects.Keys.Where(key =>
        key.StartsWith("blobs/", StringComparison.Ordinal) && BlobName.Parse(Path.GetFileName(key)) is not null);

    static string In64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
