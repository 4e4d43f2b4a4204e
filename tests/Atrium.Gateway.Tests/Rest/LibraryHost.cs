using System.Net;
using System.Text;
using Atrium.Gateway.Rest;
using Atrium.Kernel;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Gateway.Tests.Rest;

/// <summary>The surface over HTTP, on a database of its own that holds the library of two agencies.</summary>
public sealed class LibraryHost : IAsyncLifetime
{
    const string Ann = """{"sub":"a0000000-0000-4000-8000-00000000000a","role":"authenticated"}""";
    const string Bob = """{"sub":"b0000000-0000-4000-8000-00000000000b","role":"authenticated"}""";

    static readonly Dictionary<string, Caller> Callers = new()
    {
        ["ann"] = new Caller(CallerRole.Authenticated, Ann, "r"),
        ["bob"] = new Caller(CallerRole.Authenticated, Bob, "r"),
        ["anon"] = new Caller(CallerRole.Anon, """{"role":"anon"}""", "r"),
        ["service"] = new Caller(CallerRole.Service, """{"role":"service_role"}""", "r"),
    };

    readonly HttpClient _client = new();
    WebApplication? _app;
    TestDatabase? _database;

    internal TestDatabase Database => _database ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await RunAsync(Above("database/testing.sql"));
        await RunAsync(Above("tests/Atrium.Gateway.Tests/Rest/library.sql"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTenantDoor(
            _database.GatewayConnectionString, options => options.AuthenticatedTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddRest(options => (options.MaxRows, options.ShowsTiming) = (100, true));
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (Callers.TryGetValue(context.Request.Headers["X-Caller"].ToString(), out var caller))
            {
                context.Features.Set(caller);
            }

            return next(context);
        });
        _app.MapRest();
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>Asks as <paramref name="caller"/>; <paramref name="headers"/> as <c>Name: value</c>.</summary>
    internal Task<Reply> SendAsync(
        string method, string path, string? body = null, string caller = "ann", params string[] headers) =>
        SendAsync(_client, method, "/rest/v1" + path, body, [$"X-Caller: {caller}", .. headers]);

    internal static Task<Reply> SendAsync(
        HttpClient client, string method, string path, string? body, string[] headers) =>
        SendAsync(client, method, new Uri(path, UriKind.Relative), body, headers);

    internal static async Task<Reply> SendAsync(
        HttpClient client, string method, Uri path, string? body, string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            var type = headers.FirstOrDefault(header => header.StartsWith("Content-Type:", StringComparison.Ordinal));
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation(
                "Content-Type", type?[13..].Trim() ?? "application/json; charset=utf-8");
        }

        foreach (var header in headers.Where(header => !header.StartsWith("Content-Type:", StringComparison.Ordinal)))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        using var response = await client.SendAsync(request);
        return new Reply(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(
                    header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    internal Task<Reply> GetAsync(string path, params string[] headers) => SendAsync("GET", path, headers: headers);

    /// <summary>Sends a request as it is, its path unchanged.</summary>
    internal Task<Fuzz.FuzzReply> SendRawAsync(Fuzz.FuzzRequest request) =>
        request.SendAsync(_client, $"X-Caller: {request.Caller}");

    async Task RunAsync(string script)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(script), connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static string Above(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, path)))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new FileNotFoundException(path), path);
    }
}

/// <summary>An answer, read.</summary>
sealed record Reply(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public int Code => (int)Status;

    /// <summary>The body without the white space that stands between JSON's parts.</summary>
    public string Json => System.Text.Json.Nodes.JsonNode.Parse(Body)?.ToJsonString(Relaxed) ?? "null";

    public string Range => Headers.GetValueOrDefault("Content-Range") ?? "";

    /// <summary>The error's code.</summary>
    public string Error => System.Text.Json.Nodes.JsonNode.Parse(Body)?["code"]?.GetValue<string>() ?? "";

    static System.Text.Json.JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
