using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage;

/// <summary>Reads the JSON object that a request carries.</summary>
static class StorageBody
{
    const int MaxBytes = 1024 * 1024;

    const int MaxDepth = 16;

    /// <summary>The object.</summary>
    /// <exception cref="StorageException">It is none, or larger than 1 MiB.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[8_192];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
            {
                throw new StorageException(StorageError.BadRequest("The body is larger than 1 MiB"));
            }
        }

        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    /// <summary>An object out of bytes.</summary>
    /// <exception cref="StorageException">They are none.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> bytes) => JsonObjects.Parse(bytes, MaxDepth)
        ?? throw new StorageException(StorageError.BadRequest("The body must be a JSON object"));

    /// <summary>A text member; null where it is absent or null.</summary>
    public static string? Text(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A whole number between bounds; <paramref name="otherwise"/> where it is absent.</summary>
    public static int Number(this JsonElement body, string name, int otherwise, int least, int most) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) ? (int)Math.Clamp(number, least, most) : otherwise;

    /// <summary>A list of texts; null where it is absent.</summary>
    /// <exception cref="StorageException">It is something else, or longer than 1,000.</exception>
    public static string[]? Texts(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= 1_000
            && list.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(each => each.GetString() ?? "")]
            : throw new StorageException(StorageError.BadRequest($"{name} must be a list of at most 1,000 texts"));
    }
}
