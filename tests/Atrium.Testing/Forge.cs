using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Atrium.Testing;

/// <summary>Writes tokens, genuine ones and others, with nothing but the key file and the standard's text.</summary>
public sealed class Forge : IDisposable
{
    public Forge(string secretsFolder)
    {
        using var ring = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(secretsFolder, "jwt-keys.json")));
        var key = ring.RootElement.GetProperty("keys")[0];
        X = key.GetProperty("x").GetString()!;
        Y = key.GetProperty("y").GetString()!;
        Key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64Url.DecodeFromChars(key.GetProperty("d").GetString()),
            Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
        });
        Kid = Base64Url.EncodeToString(SHA256.HashData(
            Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    public ECDsa Key { get; }

    public string Kid { get; }

    public string X { get; }

    public string Y { get; }

    public string Genuine(string payload) => Sign(Header("ES256", Kid), payload, Key);

    public static string Header(string alg, string kid) => $$"""{"alg":"{{alg}}","typ":"JWT","kid":"{{kid}}"}""";

    public static string Sign(string header, string payload, ECDsa key)
    {
        var signed = Body(header, payload);
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public static string SignHmac(string header, string payload, byte[] secret)
    {
        var signed = Body(header, payload);
        return $"{signed}.{Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Body(string header, string payload) =>
        $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(payload))}";

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose() => Key.Dispose();
}
