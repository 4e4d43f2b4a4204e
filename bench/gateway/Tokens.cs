using System.Net.Http.Json;
using System.Text.Json;

namespace Atrium.Bench.Gateway;

/// <summary>Signs people in.</summary>
static class Tokens
{
    /// <summary>A token of somebody of load.sql.</summary>
    public static async Task<string> OfAsync(int port, string email)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(
            new Uri($"http://127.0.0.1:{port}/auth/v1/token?grant_type=password"),
            new { email, password = "correct horse" });
        var text = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("access_token", out var token) && token.GetString() is { } found
            ? found : throw new InvalidOperationException(text);
    }
}
