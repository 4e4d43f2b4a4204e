using System.Text.Json;

namespace Atrium.Server.Tests;

/// <summary>The calls tests make, without a word on how long they may take: the run as a whole has a limit.</summary>
static class Calls
{
    public static Task<string> TextAsync(this HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(CancellationToken.None);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.TextAsync());

    public static Task<HttpResponseMessage> ReadAsync(this HttpClient http, string path) =>
        http.GetAsync(new Uri(path, UriKind.Relative), CancellationToken.None);

    public static Task<HttpResponseMessage> WriteAsync(this HttpClient http, string path, HttpContent content) =>
        http.PostAsync(new Uri(path, UriKind.Relative), content, CancellationToken.None);

    public static Task<HttpResponseMessage> CallAsync(this HttpClient http, HttpRequestMessage request) =>
        http.SendAsync(request, CancellationToken.None);
}
