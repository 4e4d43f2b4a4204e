using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// Compact JSON Web Tokens (RFC 7519), ES256 only: writing one, and taking one apart without trusting it.
/// </summary>
static class Jwt
{
    /// <summary>Longest token looked at, in characters; a longer one is refused unread.</summary>
    public const int MaxLength = 8_192;

    const int SignatureBytes = 64;

    /// <summary>A token of <paramref name="payload"/>, signed with <paramref name="key"/>.</summary>
    public static string Write(SigningKey key, ReadOnlySpan<byte> payload)
    {
        var header = $$"""{"alg":"ES256","typ":"JWT","kid":"{{key.Kid}}"}""";
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The three parts of a token, decoded; null where it is not one or asks for what we don't do.</summary>
    public static Parts? Read(ReadOnlySpan<char> token)
    {
        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        if (token.Length > MaxLength || first <= 0 || last == first || token[(first + 1)..last].Contains('.'))
        {
            return null;
        }

        return TryDecode(token[..first], out var header)
            && TryDecode(token[(first + 1)..last], out var payload)
            && TryDecode(token[(last + 1)..], out var signature)
            && signature.Length == SignatureBytes
            && KidOf(header) is { } kid
            ? new Parts(kid, payload, Encoding.UTF8.GetBytes(token[..last].ToString()), signature)
            : null;
    }

    // The algorithm is ours to choose and never the token's: any other than ES256 is no token at all.
    static string? KidOf(byte[] header) =>
        JsonObjects.Parse(header) is { } json && Text(json, "alg") == "ES256" && !json.TryGetProperty("crit", out _)
            ? Text(json, "kid") : null;

    /// <summary>The text property <paramref name="name"/>; null where it is absent or no text.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        // Padding and white space are legal for the decoder, not in a token.
        var plain = text.IndexOfAnyExcept(Alphabet) < 0 && Base64Url.IsValid(text);
        bytes = plain ? buffer[..Base64Url.DecodeFromChars(text, buffer)] : null;
        return plain;
    }

    static readonly System.Buffers.SearchValues<char> Alphabet = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>A token taken apart.</summary>
    /// <param name="Kid">Id of the key it claims.</param>
    /// <param name="Payload">JSON text, not yet parsed.</param>
    /// <param name="Signed">The bytes that the signature is over.</param>
    /// <param name="Signature">r and s, 32 bytes each.</param>
    public sealed record Parts(string Kid, byte[] Payload, byte[] Signed, byte[] Signature);
}
