using System.Net.Http.Json;
using Atrium.Database;
using Microsoft.AspNetCore.Builder;

namespace Atrium.Server.Tests;

/// <summary>Changes of locked rows fill a server that takes three at one moment, and two of an agency.</summary>
public sealed class OverloadTests(ServerHost host) : IClassFixture<ServerHost>, IAsyncLifetime
{
    readonly HttpClient _http = new();
    readonly List<Task> _waiting = [];
    WebApplication? _app;
    SqlSession? _blocker;
    string _greedy = "";
    string _modest = "";

    public async ValueTask InitializeAsync()
    {
        _app = await ServerHost.StartAsync(
            host.Options with { MaxRequests = 3, MaxAgencyRequests = 2, MaxAgencyConnections = 2 });
        _http.BaseAddress = new Uri(_app.Urls.First());
        _greedy = await FoundedAsync();
        _modest = await FoundedAsync();
        _blocker = await SqlSession.OpenAsync(host.Database.ConnectionString, default);
        await _blocker.ExecuteAsync("begin", default);
        await _blocker.ExecuteAsync("select from public.users for no key update", default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_blocker is not null)
        {
            await _blocker.DisposeAsync();
        }

        await Task.WhenAll(_waiting);
        _http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/rest/v1/agencies?select=name", "code", "ATWEE")]
    [InlineData("/auth/v1/user", "error_code", "over_request_rate_limit")]
    [InlineData("/storage/v1/bucket", "error", "over_request_rate_limit")]
    [InlineData("/functions/v1/last-proof", "type", "urn:atrium:over_request_rate_limit")]
    public async Task An_agency_beyond_its_share_is_told_to_wait_and_another_is_served(
        string path, string member, string code)
    {
        await BlockAsync(_greedy, 2);

        using var beyond = await AskAsync(path, _greedy);
        using var other = await AskAsync(path, _modest);

        Assert.Equal((429, "1"), ((int)beyond.StatusCode, beyond.Headers.RetryAfter?.ToString()));
        Assert.Equal(code, (await beyond.JsonAsync()).GetProperty(member).GetString());
        Assert.True((int)other.StatusCode < 300, await other.TextAsync());
    }

    [Fact]
    public async Task A_full_server_says_so_to_everybody_but_its_health_is_well()
    {
        await BlockAsync(_greedy, 2);
        await BlockAsync(_modest, 1);

        using var full = await AskAsync("/rest/v1/agencies", _modest);
        using var health = await AskAsync("/healthz", null);

        Assert.Equal((503, "1"), ((int)full.StatusCode, full.Headers.RetryAfter?.ToString()));
        Assert.Contains("\"code\":\"PGRST003\"", await full.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (int)health.StatusCode);
    }

    async Task BlockAsync(string token, int count)
    {
        _waiting.AddRange(Enumerable.Range(0, count).Select(_ => WaitAsync(token)));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await LockedAsync() < _waiting.Count)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    // What becomes of it when it may go on is of no interest.
    async Task WaitAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/rest/v1/users?full_name=is.null")
        {
            Content = JsonContent.Create(new { full_name = "Ann" }),
        };
        request.Headers.Add("Authorization", $"Bearer {token}");
        using var answer = await _http.SendAsync(request);
    }

    Task<long> LockedAsync() => host.Database.ScalarAsync<long>(
        """
        select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()
        """);

    async Task<string> FoundedAsync()
    {
        using var made = await _http.WriteAsync("/auth/v1/signup", JsonContent.Create(new
        {
            email = $"{Guid.CreateVersion7():n}@overload.test",
            password = "correct horse",
            data = new { agency_name = "Overload" },
        }));
        return (await made.JsonAsync()).GetProperty("access_token").GetString()!;
    }

    async Task<HttpResponseMessage> AskAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {token}");
        }

        return await _http.SendAsync(request);
    }
}
