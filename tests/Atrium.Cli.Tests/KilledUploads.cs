using System.Globalization;
using System.Security.Cryptography;
using Atrium.Database.Cluster;
using Atrium.Gateway.Storage;
using Atrium.Kernel;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Atrium.Cli.Tests;

/// <summary>
/// A server is killed in mid-upload, again and again: <c>ATRIUM_KILLS</c> times, 3 where nothing is said, with ten
/// uploads each. Whatever the moment, rows and bytes agree.
/// </summary>
public sealed class KilledUploads
{
    const int UploadsAKill = 10;
    const int MostUnfinished = 20;
    const int LeastBytes = 200_000;
    const int MostBytes = 3_000_000;

    static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("ATRIUM_KILLS") ?? "3", CultureInfo.InvariantCulture);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_and_bytes_agree_however_often_the_server_is_killed_in_mid_upload()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var folder = new ScratchFolder();
        DataFolder.Claim(folder);
        var chance = new Random();
        using var uploader = new Uploader();
        List<UploadedFile> files = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            // No more at one moment than one agency may ask for.
            var beginsMore = files.Count(file => file.CanGoOn) < MostUnfinished;
            files.AddRange(Enumerable.Range(0, UploadsAKill).Select(n => UploadedFile.Random(
                string.Create(CultureInfo.InvariantCulture, $"{kill}-{n}.bin"), beginsMore && n % 2 == 0,
                chance.Next(LeastBytes, MostBytes))));
            using var server = await ServeAsync(database, folder, uploader);

            await KillAmidAsync(server, uploader, [.. files.Where(file => file.CanGoOn)], kill == 0 ? null : chance);
        }

        using (var last = await ServeAsync(database, folder, uploader))
        {
            await uploader.SendAsync(files.Where(file => file.CanGoOn), new Fuse(long.MaxValue));
            foreach (var file in files)
            {
                await uploader.CheckAsync(file);
            }

            await last.InterruptAsync();
        }

        await AgreeAsync(database, Path.Combine(folder, "storage"));
        Assert.Contains(files, file => file.WentOn);
    }

    static async Task<AtriumProcess> ServeAsync(TestDatabase database, string folder, Uploader uploader)
    {
        var (server, ready) = await AtriumProcess.ServeOnAsync(
            database.ConnectionString, "serve", "--data", folder, "--port", "0");
        await uploader.UseAsync(new Uri(ready.GetProperty("url").GetString()!));
        return server;
    }

    // Amid the pieces, after so many of them as chance has it; without chance after the first.
    static async Task KillAmidAsync(
        AtriumProcess server, Uploader uploader, IReadOnlyList<UploadedFile> files, Random? chance)
    {
        var all = files.Where(file => file.Resumable).Sum(file => file.Bytes.LongLength - file.Heard);
        var fuse = new Fuse(chance?.NextInt64(1, all) ?? 1);
        var sent = uploader.SendAsync(files, fuse);
        await Task.WhenAny(fuse.Burnt, sent);
        await server.KillAsync();
        await sent;
    }

    // As the server does it in the background, but of everything that nothing names, however new.
    static async Task AgreeAsync(TestDatabase database, string storage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddTenantDoor(database.GatewayConnectionString).AddStorage(storage, options =>
        {
            options.SweepEvery = TimeSpan.FromMilliseconds(20);
            options.SweepAfter = options.UploadLifetime = TimeSpan.Zero;
        });
        await using var sweeper = builder.Build();
        sweeper.Urls.Add("http://127.0.0.1:0");
        await sweeper.StartAsync(Cancel);
        var named = await database.ScalarAsync<string[]>(
            """
            select array_agg(distinct concat(encode(b.digest, 'hex'), '.', replace(b.id::text, '-', '')))
            from storage.objects o join atrium.blobs b on b.id = o.blob_id and b.size_bytes > 0
            """);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Files(storage, "incoming").Any() || Files(storage, "blobs").Count() > named!.Length)
        {
            await Task.Delay(20, limit.Token);
        }

        await sweeper.StopAsync(Cancel);
        Assert.Equal(named!.Order(), Files(storage, "blobs").Select(Path.GetFileName).Order());
        Assert.All(Files(storage, "blobs"), file => Assert.Equal(
            Path.GetFileNameWithoutExtension(file),
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
    }

    static IEnumerable<string> Files(string storage, string part) =>
        Directory.EnumerateFiles(Path.Combine(storage, part), "*", SearchOption.AllDirectories);
}
