using System.Text;

namespace Atrium.Gateway.Tests.Fuzz;

/// <summary>A request to send, whether or not it makes sense.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, as they go over the wire.</param>
/// <param name="Body">The body, a character a byte; null for none.</param>
/// <param name="Headers">Each as <c>Name: value</c>.</param>
/// <param name="Caller">Who asks.</param>
sealed record FuzzRequest(string Method, string Path, string? Body, string[] Headers, string Caller)
{
    /// <summary>Sends it as it is, its path unchanged, with what says who asks.</summary>
    public async Task<FuzzReply> SendAsync(HttpClient client, params string[] more)
    {
        var address = new Uri(
            $"{client.BaseAddress?.GetLeftPart(UriPartial.Authority)}{Path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(Method), address);
        request.Content = Body is null ? null : new ByteArrayContent(Encoding.Latin1.GetBytes(Body));
        foreach (var header in more.Concat(Headers))
        {
            var (name, value) = (header[..(After(":", header) - 1)], header[After(":", header)..].Trim());
            _ = name == "Content-Type"
                ? request.Content?.Headers.TryAddWithoutValidation(name, value)
                : request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return new FuzzReply(
            (int)response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()),
            response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? $"{type}" : "",
            response.Headers.Location?.OriginalString ?? "");
    }

    public static int After(string mark, string text) => text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;

    public override string ToString() =>
        $"{Caller}: {Method} {Path} [{string.Join("; ", Headers)}] {Body}";
}

/// <summary>What came back, as far as it is looked at.</summary>
sealed record FuzzReply(int Code, string Body, string Type, string Location);
