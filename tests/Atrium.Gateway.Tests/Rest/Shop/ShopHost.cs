using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Rest.Standalone;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Atrium.Gateway.Tests.Rest.Shop;

/// <summary>The standalone server over HTTP, on a shop's database that knows nothing of Atrium.</summary>
public sealed class ShopHost : IAsyncLifetime
{
    const string Secret = "a secret of more than thirty-two characters";

    readonly HttpClient _client = new();
    WebApplication? _app;
    TestDatabase? _database;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using (var connection = new NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var script = new NpgsqlCommand(
                await File.ReadAllTextAsync(LibraryHost.Above("tests/Atrium.Gateway.Tests/Rest/Shop/shop.sql")),
                connection);
            await script.ExecuteNonQueryAsync();
        }

        _app = StandaloneServer.Build(StandaloneSettings.Read(Config(_database.GatewayConnectionString), []));
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

    /// <summary>Asks as nobody; <paramref name="headers"/> as <c>Name: value</c>.</summary>
    internal Task<Reply> SendAsync(string method, string path, string? body = null, params string[] headers) =>
        LibraryHost.SendAsync(_client, method, path, body, headers);

    internal Task<Reply> GetAsync(string path, params string[] headers) => SendAsync("GET", path, null, headers);

    /// <summary>A header with a token of these claims.</summary>
    internal static string Bearer(string claims)
    {
        var signed = $"{Encoded("""{"alg":"HS256"}"""u8)}.{Encoded(Encoding.UTF8.GetBytes(claims))}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed));
        return $"Authorization: Bearer {signed}.{Encoded(signature)}";
    }

    static string Encoded(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    static string Config(string connectionString)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        return $"""
            # as PostgREST's own file has it
            db-uri = "host={at.Host} port={at.Port} user={at.Username} password='{at.Password}' dbname={at.Database}"
            db-schemas = "shop, depot"
            db-anon-role = "anon"
            db-pre-request = "shop.gate"
            db-tx-end = "rollback-allow-override"
            db-aggregates-enabled = true
            db-plan-enabled = true
            jwt-secret = "{Secret}"
            app.settings.colour = "red"
            server-host = "127.0.0.1"
            server-port = 0
            """;
    }
}
