using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Atrium.Gateway.Storage;
using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Tests.Auth;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Tests.Storage;

/// <summary>The storage surface alone over a real port, with the people and files of <c>tests.files()</c>.</summary>
public class StorageHost()
    : CastDatabase("files", ["a1", "a2", "b1", "draft", "shared", "ticket"]), IAsyncLifetime
{
    readonly string _data = Directory.CreateTempSubdirectory("atrium-storage-").FullName;
    WebApplication? _app;

    public HttpClient Http { get; } = new();

    public HandClock Clock { get; } = new();

    Forge Forge => field ??= new Forge(_data);

    /// <summary>What the server said.</summary>
    public HeardLog Heard { get; } = new();

    public string Folder => Path.Combine(_data, "storage");

    public T Service<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    ValueTask IAsyncLifetime.InitializeAsync() => new(StartAsync());

    ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new(StopAsync());
    }

    protected async Task StartAsync()
    {
        await InitializeAsync();
        // Their bytes were never sent.
        await Database.ExecuteAsync("delete from storage.objects");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Heard);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddTenantDoor(Database.GatewayConnectionString).AddTokens(_data)
            .AddStorage(Folder, Configure);
        _app = builder.Build();
        _app.UseCaller();
        _app.MapStorage();
        await _app.StartAsync();
        _ = Service<ProjectKeys>();
        Http.BaseAddress = new Uri(_app.Urls.First() + "/storage/v1/");
    }

    protected async Task StopAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Bytes that lie in the store under a blob's name; null for none.</summary>
    public virtual byte[]? StoredAs(Guid blob, string digest)
    {
        var path = Service<BlobFolder>().PathOf(new BlobName(blob, digest));
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>Every row's bytes lie in the store, and are what the row says.</summary>
    public async Task AgreeAsync()
    {
        var rows = await Database.ScalarAsync<string[]>(
            """
            select coalesce(array_agg(concat_ws(' ', blob_id, encode(digest, 'hex'), size_bytes)), '{}')
            from storage.objects where size_bytes > 0
            """);
        foreach (var row in rows ?? [])
        {
            var (blob, digest, size) = (row.Split(' ')[0], row.Split(' ')[1], row.Split(' ')[2]);
            var bytes = StoredAs(Guid.Parse(blob), digest);
            Assert.NotNull(bytes);
            Assert.Equal(size, $"{bytes.Length}");
            Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    /// <summary>Where the store is, and its limits.</summary>
    protected virtual void Configure(StorageOptions options)
    {
    }

    /// <summary>A token as sign-in would give it; of a person, or anon.</summary>
    public string TokenOf(string person) => person == "anon" ? Service<ProjectKeys>().Anon
        : Forge.Genuine(JsonSerializer.Serialize(new
        {
            sub = this[person],
            role = "authenticated",
            agency_id = this[person == "stranger" ? "b" : "a"],
            exp = Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        }));

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, string? person = null, HttpContent? content = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Filled(path)) { Content = content };
        if (person is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(person));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return new Reply(
            (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(),
            response.Headers.Concat(response.Content.Headers).Concat(response.TrailingHeaders)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
    }

    public Task<Reply> GetAsync(string path, string? person = null, params (string, string)[] headers) =>
        SendAsync(HttpMethod.Get, path, person, null, headers);

    public Task<Reply> PostAsync(string path, string person, object body) =>
        SendAsync(HttpMethod.Post, path, person, new StringContent(Filled(JsonSerializer.Serialize(body)),
            System.Text.Encoding.UTF8, "application/json"));

    public Task<Reply> UploadAsync(
        string path, string person, byte[] bytes, string type = "text/plain", params (string, string)[] headers)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return SendAsync(HttpMethod.Post, $"object/{path}", person, content, headers);
    }

    /// <summary>What came back.</summary>
    public sealed record Reply(int Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
    {
        public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

        public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

        public string? Header(string name) => Headers.GetValueOrDefault(name);

        public void Is(int statusCode, string error)
        {
            Assert.Equal(400, Status);
            Assert.Equal(($"{statusCode}", error),
                (Json.GetProperty("statusCode").GetString(), Json.GetProperty("error").GetString()));
        }

        public Reply Ok()
        {
            Assert.True(Status is >= 200 and < 300, $"{Status} {Text}");
            return this;
        }
    }
}
