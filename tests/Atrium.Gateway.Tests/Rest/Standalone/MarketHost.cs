using Atrium.Gateway.Rest.Standalone;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Atrium.Gateway.Tests.Rest.Standalone;

/// <summary>The standalone server over HTTP on a market's database, which tells its times.</summary>
public sealed class MarketHost : IAsyncLifetime
{
    readonly HttpClient _client = new();
    WebApplication? _app;
    TestDatabase? _database;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await ExecuteAsync(
            await File.ReadAllTextAsync(LibraryHost.Above("tests/Atrium.Gateway.Tests/Rest/Standalone/market.sql")));
        await ExecuteAsync(
            $"alter role atrium_gateway in database {_database.Name} set pgrst.server_timing_enabled = 'true'");
        var config = Config(_database.GatewayConnectionString);
        _app = StandaloneServer.Build(
            await StandaloneSettings.Read(config, []).WithDatabaseAsync(default),
            token => StandaloneSettings.Read(config + "\napp.settings.mood = \"merry\"", [])
                .WithDatabaseAsync(token));
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
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

    /// <summary>Asks the port that tells how the server is.</summary>
    internal Task<Reply> AdminAsync(string path) => LibraryHost.SendAsync(
        _client, "GET",
        new Uri(_app?.Services.GetServices<IHostedService>().OfType<AdminServer>().Single().Url + path), null, []);

    /// <summary>Runs SQL as the superuser.</summary>
    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database?.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static string Config(string connectionString)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        return $"""
            db-uri = "host={at.Host} port={at.Port} user={at.Username} password='{at.Password}' dbname={at.Database}"
            db-schemas = "market"
            db-extra-search-path = ""
            db-anon-role = "anon"
            openapi-security-active = true
            openapi-server-proxy-uri = "https://market.example/data"
            admin-server-port = 0
            app.settings.mood = "calm"
            server-host = "127.0.0.1"
            server-port = 0
            """;
    }
}
