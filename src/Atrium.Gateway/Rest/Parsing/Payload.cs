using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>A request's body, checked to be what a write or a call can take.</summary>
/// <param name="Json">An object, or an array of objects; for a call with a body of its own any JSON.</param>
/// <param name="IsArray">The body is an array.</param>
/// <param name="Rows">Objects in the array; 1 for an object.</param>
/// <param name="Keys">The members' names, in the order they come.</param>
/// <param name="IsUniform">Every object has the same names.</param>
sealed record Payload(ReadOnlyMemory<byte> Json, bool IsArray, int Rows, IReadOnlyList<string> Keys, bool IsUniform)
{
    /// <summary>The body is no JSON and goes to a function as it came.</summary>
    public bool IsRaw { get; init; }

    public static readonly Payload None = new("{}"u8.ToArray(), false, 1, [], true);

    /// <summary>Reads a body of the type its header says.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="type">Type of the body, in lower case; JSON when empty.</param>
    /// <param name="isCall">A function is called, which may take other types as they are.</param>
    public static Payload Parse(ReadOnlyMemory<byte> body, string type, bool isCall)
    {
        return type switch
        {
            "text/plain" or "text/xml" or "application/octet-stream" when isCall =>
                new Payload(body, false, 1, [], true) { IsRaw = true },
            "" or "application/json" or "application/vnd.pgrst.object+json" or "application/vnd.pgrst.array+json" =>
                OfJson(body),
            "text/csv" => OfJson(CsvToJson.Convert(Utf8(body))),
            "application/x-www-form-urlencoded" => OfJson(OfForm(Utf8(body))),
            _ => throw RestErrors.BadBody($"Content-Type not acceptable: {RestErrors.Short(type)}"),
        };
    }

    /// <summary>The body holds this text, as JSON writes it.</summary>
    public bool Contains(string text) =>
        Json.Span.IndexOf(JsonEncodedText.Encode(text).EncodedUtf8Bytes) >= 0
        || Json.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    static Payload OfJson(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw RestErrors.BadBody("Empty or invalid json");
        }

        try
        {
            return Scan(body);
        }
        catch (JsonException)
        {
            throw RestErrors.BadBody("Empty or invalid json");
        }
        catch (InvalidOperationException)
        {
            // A name that is not valid UTF-16 once unescaped.
            throw RestErrors.BadBody("Empty or invalid json");
        }
    }

    static Payload Scan(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var own = Names(ref reader);
            reader.Read();
            return new Payload(body, false, 1, own, true);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            reader.Read();
            return new Payload(body, false, 0, [], true);
        }

        var rows = 0;
        List<string> keys = [];
        var uniform = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows++;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                uniform = false;
                continue;
            }

            var own = Names(ref reader);
            uniform &= rows == 1 || (own.Count == keys.Count && own.All(keys.Contains));
            keys = rows == 1 ? own : keys;
        }

        reader.Read();
        return new Payload(body, true, rows, keys, uniform);
    }

    static List<string> Names(ref Utf8JsonReader reader)
    {
        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            if (!names.Contains(name))
            {
                names.Add(name);
            }

            reader.Read();
            reader.Skip();
        }

        return names;
    }

    /// <summary>The pairs of a form, in their order; names may repeat.</summary>
    public static IReadOnlyList<Query.Argument> FormOf(ReadOnlyMemory<byte> body)
    {
        var pairs = new List<Query.Argument>();
        foreach (var pair in new QueryStringEnumerable(Utf8(body)))
        {
            pairs.Add(new Query.Argument(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return [.. pairs.Where(pair => pair.Name.Length > 0)];
    }

    static byte[] OfForm(string text)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var pair in new QueryStringEnumerable(text))
            {
                writer.WriteString(pair.DecodeName().Span, pair.DecodeValue().Span);
            }

            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    static string Utf8(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
