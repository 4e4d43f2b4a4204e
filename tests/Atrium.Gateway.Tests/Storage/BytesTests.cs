using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Storage.Bytes;

namespace Atrium.Gateway.Tests.Storage;

/// <summary>Rows and bytes agree, whatever happens in between.</summary>
public sealed class BytesTests(StorageHost host) : IClassFixture<StorageHost>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_fifty_uploads_cut_off_anywhere_every_row_has_its_bytes()
    {
        var chance = new Random(50);
        var bodies = Enumerable.Range(0, 50).Select(n =>
        {
            var body = new byte[chance.Next(1, 300_000)];
            chance.NextBytes(body);
            return (Name: $"cut/{n % 20}.bin", Body: body, Sent: chance.Next(0, 4) == 0 ? body.Length
                : chance.Next(0, body.Length));
        }).ToList();

        await Parallel.ForEachAsync(bodies, Cancel, (each, _) => CutAsync(each.Name, each.Body, each.Sent));
        await host.Service<Sweeper>().SweepAsync(looks: true, Cancel);

        await host.AgreeAsync();
        // Those that came whole may have been kept; the others never, under whatever name.
        var partial = bodies.Where(each => each.Sent < each.Body.Length)
            .Select(each => SHA256.HashData(each.Body)).ToArray();
        Assert.Equal(0, await host.Database.ScalarAsync<long>(
            "select count(*) from storage.objects where digest = any ($1)", [partial]));
    }

    [Fact]
    public async Task Equal_bytes_lie_there_once_in_an_agency()
    {
        var body = RandomNumberGenerator.GetBytes(1_000);
        (await host.UploadAsync("press/twin1.bin", "pm", body, "application/octet-stream")).Ok();
        (await host.UploadAsync("press/twin2.bin", "pm", body, "application/octet-stream")).Ok();
        (await host.UploadAsync("press/twin.bin", "stranger", body, "application/octet-stream")).Ok();

        Assert.Equal(2, FilesOf(body).Length);
        await host.AgreeAsync();
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(FilesOf(body), file => Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(host.Folder, "blobs")));
        }
    }

    [Fact]
    public async Task Bytes_that_nothing_names_go_after_their_time()
    {
        var kept = RandomNumberGenerator.GetBytes(100);
        var dropped = RandomNumberGenerator.GetBytes(100);
        (await host.UploadAsync("press/kept.bin", "owner", kept, "application/octet-stream")).Ok();
        (await host.UploadAsync("press/dropped.bin", "owner", dropped, "application/octet-stream")).Ok();
        (await host.SendAsync(HttpMethod.Delete, "object/press/dropped.bin", "owner")).Ok();
        var stray = host.Service<BlobFolder>().PathOf(
            new BlobName(Guid.CreateVersion7(), SHA256.HashData("stray"u8)));
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        await File.WriteAllTextAsync(stray, "stray", Cancel);

        await host.Service<Sweeper>().SweepAsync(looks: true, Cancel);
        Assert.Single(FilesOf(dropped));
        await host.Database.ExecuteAsync("update atrium.blobs set claimed_at = now() - interval '2 hours'");
        await host.Service<Sweeper>().SweepAsync(looks: true, Cancel);

        Assert.Empty(FilesOf(dropped));
        Assert.Single(FilesOf(kept));
        Assert.False(File.Exists(stray));
        await host.AgreeAsync();
    }

    // Sends a request and breaks the connection off after so many bytes of the body.
    async ValueTask CutAsync(string name, byte[] body, int sent)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new(true, 0) };
        await socket.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port, Cancel);
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            POST /storage/v1/object/press/{name} HTTP/1.1
            Host: localhost
            Authorization: Bearer {host.TokenOf("pm")}
            Content-Type: application/octet-stream
            Content-Length: {body.Length}
            x-upsert: true


            """).ReplaceLineEndings("\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), Cancel);
        await socket.SendAsync(body.AsMemory(0, sent), Cancel);
        if (sent == body.Length && sent % 2 == 0)
        {
            // Half of those that are whole wait for the answer; the others break off while it is being made.
            await socket.ReceiveAsync(new byte[100], Cancel);
        }
    }

    string[] FilesOf(byte[] body) => Directory.GetFiles(
        Path.Combine(host.Folder, "blobs"), Convert.ToHexStringLower(SHA256.HashData(body)) + ".*",
        SearchOption.AllDirectories);
}
