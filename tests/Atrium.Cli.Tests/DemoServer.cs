using System.Net.Http.Json;
using System.Text.Json;
using Atrium.Cli.Tests;

[assembly: AssemblyFixture(typeof(DemoServer))]

namespace Atrium.Cli.Tests;

/// <summary>A server with demo data, as <c>atrium up --json</c> makes it from nothing; one for all tests.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    AtriumProcess? _process;

    public string Folder { get; } = FirstStarts.DemoFolder;

    public JsonElement Ready { get; private set; }

    public string Url => Ready.GetProperty("url").GetString()!;

    public string AnonKey => Ready.GetProperty("anon_key").GetString()!;

    public int ProcessId => _process!.Id;

    public async ValueTask InitializeAsync() => (_process, Ready) = await FirstStarts.Demo;

    public async ValueTask DisposeAsync()
    {
        await FirstStarts.DemoFolder.DisposeAsync();
        _process?.Dispose();
    }

    /// <summary>Signs in; null when it is refused.</summary>
    public static async Task<string?> SignInAsync(string url, string anonKey, string email, string password)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/auth/v1/token?grant_type=password")
        {
            Headers = { { "apikey", anonKey } },
            Content = JsonContent.Create(new { email, password }),
        };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
                .GetProperty("access_token").GetString()
            : null;
    }
}
