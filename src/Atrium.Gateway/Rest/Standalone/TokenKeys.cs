using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>The keys tokens are verified with: one secret text, one JSON Web Key, or a set of them.</summary>
public sealed class TokenKeys
{
    readonly List<Key> _keys = [];

    TokenKeys()
    {
    }

    /// <summary>Reads what <c>jwt-secret</c> holds.</summary>
    /// <param name="secret">A secret of 32 characters or more, a JWK, or a JWKS.</param>
    /// <param name="isBase64">A plain secret is written in base64.</param>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static TokenKeys Read(string secret, bool isBase64)
    {
        var keys = new TokenKeys();
        var text = secret.Trim();
        if (text.StartsWith('{'))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                IEnumerable<JsonElement> all = json.RootElement.TryGetProperty("keys", out var set)
                    ? set.EnumerateArray()
                    : [json.RootElement];
                keys._keys.AddRange(all.Select(Key.Of).OfType<Key>());
                return keys;
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or CryptographicException)
            {
                throw new FormatException("jwt-secret is no JSON Web Key.", wrong);
            }
        }

        var bytes = isBase64
            ? Convert.FromBase64String(Padded(text.Replace('-', '+').Replace('_', '/').Replace('.', '=')))
            : Encoding.UTF8.GetBytes(secret);
        if (bytes.Length < 32)
        {
            throw new FormatException("jwt-secret has to be 32 characters or more.");
        }

        keys._keys.Add(new Key("HS", null, bytes, null, null));
        return keys;
    }

    /// <summary>Whether one of the keys made the signature; null where none is of its kind.</summary>
    internal bool? Verifies(string algorithm, string? kid, byte[] signed, byte[] signature)
    {
        var fitting = _keys.Where(key => key.Fits(algorithm, kid)).ToList();
        return fitting.Count == 0 ? null : fitting.Any(key => key.Verifies(algorithm, signed, signature));
    }

    static string Padded(string text) => text.TrimEnd('=').PadRight((text.TrimEnd('=').Length + 3) / 4 * 4, '=');

    sealed record Key(string Family, string? Kid, byte[]? Secret, RSA? Rsa, ECDsa? Ec)
    {
        public static Key? Of(JsonElement jwk)
        {
            var kid = Text(jwk, "kid");
            return Text(jwk, "kty") switch
            {
                "oct" => new Key("HS", kid, Bytes(jwk, "k"), null, null),
                "RSA" => new Key("RS", kid, null, RSA.Create(new RSAParameters
                {
                    Modulus = Bytes(jwk, "n"),
                    Exponent = Bytes(jwk, "e"),
                }), null),
                "EC" => new Key("ES", kid, null, null, ECDsa.Create(new ECParameters
                {
                    Curve = Text(jwk, "crv") switch
                    {
                        "P-384" => ECCurve.NamedCurves.nistP384,
                        "P-521" => ECCurve.NamedCurves.nistP521,
                        _ => ECCurve.NamedCurves.nistP256,
                    },
                    Q = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") },
                })),
                _ => null,
            };
        }

        public bool Fits(string algorithm, string? kid) =>
            (algorithm[..2] == Family || (algorithm[..2] == "PS" && Family == "RS"))
            && (kid is null || Kid is null || kid == Kid);

        public bool Verifies(string algorithm, byte[] signed, byte[] signature)
        {
            var hash = algorithm[2..] switch
            {
                "384" => HashAlgorithmName.SHA384,
                "512" => HashAlgorithmName.SHA512,
                _ => HashAlgorithmName.SHA256,
            };
            return (Secret, Rsa, Ec) switch
            {
                ({ } secret, _, _) => CryptographicOperations.FixedTimeEquals(
                    CryptographicOperations.HmacData(hash, secret, signed), signature),
                (_, { } rsa, _) => rsa.VerifyData(
                    signed, signature, hash,
                    algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
                (_, _, { } ec) => ec.VerifyData(signed, signature, hash),
                _ => false,
            };
        }

        static string? Text(JsonElement jwk, string name) =>
            jwk.TryGetProperty(name, out var value) ? value.GetString() : null;

        static byte[] Bytes(JsonElement jwk, string name) => Base64Url.DecodeFromChars(Text(jwk, name) ?? "");
    }
}
