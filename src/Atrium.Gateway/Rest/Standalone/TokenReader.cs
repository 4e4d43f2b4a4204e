using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>Verifies a bearer's token and what it claims, refusing as PostgREST does.</summary>
/// <param name="keys">The keys, or null where none are configured.</param>
/// <param name="audience">Whom a token must be for, if it says; or null.</param>
/// <param name="time">The clock.</param>
sealed class TokenReader(TokenKeys? keys, string? audience, TimeProvider time)
{
    // Clocks may differ by so much.
    const long Skew = 30;

    /// <summary>The claims, as the token has them.</summary>
    /// <exception cref="RestException">PGRST300, PGRST301 or PGRST303.</exception>
    public string Claims(string token)
    {
        if (keys is null)
        {
            throw RestErrors.Of(500, "PGRST300", "Server lacks JWT secret");
        }

        if (token.Length == 0)
        {
            throw Refused("PGRST301", "Empty JWT is sent in Authorization header");
        }

        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            throw Refused("PGRST301", string.Create(
                CultureInfo.InvariantCulture, $"Expected 3 parts in JWT; got {parts.Length}"));
        }

        Verify(keys, parts);
        var claims = Decode(parts[1]);
        try
        {
            using var json = JsonDocument.Parse(claims);
            Check(json.RootElement);
            return Encoding.UTF8.GetString(claims);
        }
        catch (JsonException)
        {
            throw Refused("PGRST303", "Parsing claims failed");
        }
    }

    static void Verify(TokenKeys keys, string[] parts)
    {
        string? algorithm = null;
        string? kid = null;
        try
        {
            using var header = JsonDocument.Parse(Decode(parts[0]));
            algorithm = header.RootElement.TryGetProperty("alg", out var alg) ? alg.GetString() : null;
            kid = header.RootElement.TryGetProperty("kid", out var id) ? id.GetString() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw Refused("PGRST301", "JWT cryptographic operation failed");
        }

        if (algorithm is not { Length: 5 } || algorithm[2..] is not ("256" or "384" or "512"))
        {
            throw Refused(
                "PGRST301",
                "Wrong or unsupported encoding algorithm",
                "JWT is unsecured but expected 'alg' was not 'none'");
        }

        var verified = keys.Verifies(
            algorithm, kid, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]));
        if (verified != true)
        {
            throw Refused(
                "PGRST301",
                "No suitable key or wrong key type",
                verified is null
                    ? "No suitable key was found to decode the JWT"
                    : "None of the keys was able to decode the JWT");
        }
    }

    void Check(JsonElement claims)
    {
        if (claims.ValueKind != JsonValueKind.Object)
        {
            throw Refused("PGRST303", "Parsing claims failed");
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (Number(claims, "exp") is { } ends && now - Skew > ends)
        {
            throw Refused("PGRST303", "JWT expired");
        }

        if (Number(claims, "nbf") is { } begins && now + Skew < begins)
        {
            throw Refused("PGRST303", "JWT not yet valid");
        }

        if (Number(claims, "iat") is { } issued && now + Skew < issued)
        {
            throw Refused("PGRST303", "JWT issued at future");
        }

        CheckAudience(claims);
    }

    void CheckAudience(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var named) || named.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        List<JsonElement> all = named.ValueKind == JsonValueKind.Array ? [.. named.EnumerateArray()] : [named];
        if (all.Any(one => one.ValueKind != JsonValueKind.String))
        {
            throw Refused("PGRST303", "The JWT 'aud' claim must be a string or an array of strings");
        }

        if (audience is not null && all.Count > 0 && all.All(one => one.GetString() != audience))
        {
            throw Refused("PGRST303", "JWT not in audience");
        }
    }

    static double? Number(JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : throw Refused("PGRST303", $"The JWT '{name}' claim must be a number");

    static byte[] Decode(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            throw Refused("PGRST301", "JWT cryptographic operation failed");
        }
    }

    static RestException Refused(string code, string message, string? details = null) =>
        RestErrors.Of(401, code, message, details);
}
