using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Atrium.Gateway.Tokens;

namespace Atrium.Gateway.Auth.Providers;

/// <summary>A public key of a provider: RSA of 2,048 bits or more (RS256), or P-256 (ES256).</summary>
sealed class ProviderKey
{
    const int LeastRsaBits = 2_048;

    readonly RSAParameters _rsa;
    readonly ECParameters? _curve;

    ProviderKey(string? kid, RSAParameters rsa, ECParameters? curve) => (Kid, _rsa, _curve) = (kid, rsa, curve);

    /// <summary>What tokens name it by; null where it has no name.</summary>
    public string? Kid { get; }

    /// <summary>The algorithm it verifies; the token doesn't choose.</summary>
    public string Algorithm => _curve is null ? "RS256" : "ES256";

    /// <summary>The keys of a JSON Web Key Set that can verify; others are left out.</summary>
    /// <param name="set">The set.</param>
    public static IReadOnlyList<ProviderKey> Of(JsonElement set) =>
        set.ValueKind == JsonValueKind.Object && set.TryGetProperty("keys", out var keys)
        && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Select(Read).OfType<ProviderKey>()] : [];

    /// <summary>Whether <paramref name="signature"/> is this key's over <paramref name="signed"/>.</summary>
    public bool Verifies(byte[] signed, byte[] signature)
    {
        if (_curve is { } curve)
        {
            using var ecdsa = ECDsa.Create(curve);
            return ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256);
        }

        using var rsa = RSA.Create(_rsa);
        return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    static ProviderKey? Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Jwt.Text(key, "use") is not (null or "sig"))
        {
            return null;
        }

        var (kid, algorithm) = (Jwt.Text(key, "kid"), Jwt.Text(key, "alg"));
        try
        {
            return Jwt.Text(key, "kty") switch
            {
                "RSA" when algorithm is null or "RS256" => Rsa(kid, Bytes(key, "n"), Bytes(key, "e")),
                "EC" when algorithm is null or "ES256" && Jwt.Text(key, "crv") == "P-256" =>
                    Curve(kid, Bytes(key, "x"), Bytes(key, "y")),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static ProviderKey? Rsa(string? kid, byte[] modulus, byte[] exponent)
    {
        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        using var probe = RSA.Create(parameters);
        return probe.KeySize >= LeastRsaBits ? new ProviderKey(kid, parameters, null) : null;
    }

    static ProviderKey Curve(string? kid, byte[] x, byte[] y)
    {
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        using var probe = ECDsa.Create(parameters);
        return new ProviderKey(kid, default, parameters);
    }

    static byte[] Bytes(JsonElement key, string name) =>
        Jwt.Text(key, name) is { Length: > 0 } text && Base64Url.IsValid(text)
            ? Base64Url.DecodeFromChars(text) : throw new CryptographicException($"The key has no {name}.");
}
