using System.Text.Json;
using System.Text.Unicode;

namespace Atrium.Gateway;

/// <summary>Reads JSON objects that somebody else wrote.</summary>
static class JsonObjects
{
    /// <summary>The object; null for anything else.</summary>
    /// <remarks>
    /// What the parser lets pass is refused here: texts that are none (bytes outside UTF-8, half of a pair as in
    /// <c>"\ud800"</c>) would be found out only when they are read.
    /// </remarks>
    /// <param name="json">UTF-8.</param>
    /// <param name="maxDepth">Levels of nesting.</param>
    public static JsonElement? Parse(ReadOnlyMemory<byte> json, int maxDepth = 64)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
            return parsed.RootElement.ValueKind == JsonValueKind.Object && IsText(json.Span, maxDepth)
                ? parsed.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static bool IsText(ReadOnlySpan<byte> json, int maxDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
            {
                // throws where it is none
                reader.GetString();
            }
        }

        return Utf8.IsValid(json);
    }
}
