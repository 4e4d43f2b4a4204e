using System.Net.Http.Json;
using System.Text.Json;

namespace Atrium.Server.Tests;

/// <summary>
/// What a server writes to stderr. That is the process's, so no other server may be running: this comes when the others
/// are done.
/// </summary>
[Collection("alone")]
public sealed class LogTests(ServerHost host) : IClassFixture<ServerHost>
{
    [Fact]
    public async Task What_is_logged_holds_no_secret_and_no_address()
    {
        var log = new StringWriter();
        var before = Console.Error;
        Console.SetError(TextWriter.Synchronized(log));
        await using var app = await ServerHost.StartAsync(host.Options with { JsonLogs = true });
        Console.SetError(before);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var answer = await http.WriteAsync("/auth/v1/signup?note=canary-query",
            JsonContent.Create(new { email = "canary@log.test", password = "canary-password" }));
        var session = await answer.JsonAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/v1/user");
        request.Headers.Add("Authorization", $"Bearer {session.GetProperty("access_token").GetString()}");
        using var user = await http.CallAsync(request);
        await app.StopAsync(CancellationToken.None);

        var text = log.ToString();
        Assert.Contains("/auth/v1/signup", text, StringComparison.Ordinal);
        Assert.Contains(session.GetProperty("user").GetProperty("id").GetString()!, text, StringComparison.Ordinal);
        Assert.All(["canary", "eyJ", "127.0.0.1", session.GetProperty("refresh_token").GetString()!],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line));
    }
}
