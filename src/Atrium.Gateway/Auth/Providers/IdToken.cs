using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Atrium.Gateway.Tokens;

namespace Atrium.Gateway.Auth.Providers;

/// <summary>What a provider says of who comes from it: a token, believed as far as it was checked.</summary>
static class IdToken
{
    const int MostCharacters = 16_384;
    const int LongestSubject = 255;

    static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    /// <param name="Keys">The provider's keys.</param>
    /// <param name="Issuer">Who it must be from.</param>
    /// <param name="ClientId">Whom it must be for.</param>
    /// <param name="Nonce">The way it must belong to.</param>
    /// <param name="Now">The time.</param>
    public sealed record Expected(
        IReadOnlyList<ProviderKey> Keys, string Issuer, string ClientId, string Nonce, DateTimeOffset Now);

    /// <summary>Its claims; else why it is refused: one of a few words, for the log.</summary>
    /// <param name="token">The token as it came.</param>
    /// <param name="expected">What it must say.</param>
    public static (JsonElement Claims, string? Refusal) Read(string token, Expected expected)
    {
        var parts = token.Split('.');
        if (token.Length > MostCharacters || parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part))
            || Json(parts[0]) is not { } header || Json(parts[1]) is not { } claims)
        {
            return (default, "no token");
        }

        var (kid, algorithm) = (Jwt.Text(header, "kid"), Jwt.Text(header, "alg"));
        var keys = expected.Keys.Where(key =>
            key.Algorithm == algorithm && (kid is null || key.Kid is null || key.Kid == kid)).ToList();
        if (keys.Count == 0 || header.TryGetProperty("crit", out _))
        {
            return (default, UnknownKey);
        }

        var signed = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
        var signature = Base64Url.DecodeFromChars(parts[2]);
        return keys.Any(key => key.Verifies(signed, signature))
            ? (claims, Wrong(claims, expected)) : (default, "signature");
    }

    /// <summary>No key of ours is named: the provider may have a new one.</summary>
    public const string UnknownKey = "unknown key";

    static string? Wrong(JsonElement claims, Expected expected)
    {
        var audience = claims.TryGetProperty("aud", out var aud) ? Texts(aud) : [];
        return Jwt.Text(claims, "iss") != expected.Issuer ? "issuer"
            : !audience.Contains(expected.ClientId) ? "audience"
            : Jwt.Text(claims, "azp") is { } party ? party != expected.ClientId ? "authorized party" : Rest()
            : audience.Count > 1 ? "authorized party"
            : Rest();

        string? Rest() => Instant(claims, "exp") is not { } end || end + Leeway <= expected.Now ? "expired"
            : Instant(claims, "iat") is { } made && made - Leeway > expected.Now ? "not yet"
            : Jwt.Text(claims, "nonce") is not { } nonce || !Same(nonce, expected.Nonce) ? "nonce"
            : Jwt.Text(claims, "sub") is not { Length: > 0 and <= LongestSubject } sub || sub.Any(char.IsControl)
                ? "subject"
            : null;
    }

    static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString() ?? ""],
        JsonValueKind.Array => [.. value.EnumerateArray()
            .Select(each => each.ValueKind == JsonValueKind.String ? each.GetString() ?? "" : "")],
        _ => [],
    };

    static DateTimeOffset? Instant(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_000_000
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    static JsonElement? Json(string part) => JsonObjects.Parse(Base64Url.DecodeFromChars(part));
}
