using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>Reads the JSON object that requests to sign-in carry.</summary>
static class JsonBody
{
    // Sign-in takes names and passwords; more than this is something else.
    const int MaxBytes = 64 * 1024;

    const int MaxDepth = 32;

    /// <summary>The object, or the refusal of what is none.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="BadHttpRequestException">The body ended early or is larger than the server takes.</exception>
    public static async Task<(JsonElement Body, AuthError? Error)> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[4_096];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
            {
                return (default, new AuthError(413, "request_body_too_large", "The body is larger than 64 KiB."));
            }
        }

        return JsonObjects.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), MaxDepth) is { } body
            ? (body, null) : (default, NotAnObject);
    }

    /// <summary>The text member <paramref name="name"/>; null where it is absent or no text.</summary>
    public static string? Text(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The object member <paramref name="name"/>; null where it is absent or none.</summary>
    public static JsonElement? Object(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    static AuthError NotAnObject => new(400, "bad_json", "Could not parse request body as JSON: an object is expected");
}
