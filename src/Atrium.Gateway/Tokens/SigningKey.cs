using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Atrium.Gateway.Tokens;

/// <summary>One P-256 key: signs, verifies, shows its public half.</summary>
sealed class SigningKey
{
    readonly ECParameters _parameters;

    // An ECDsa object is not promised to be safe for two threads at once.
    readonly ConcurrentBag<ECDsa> _idle = [];

    SigningKey(ECParameters parameters)
    {
        _parameters = parameters;
        X = Base64Url.EncodeToString(parameters.Q.X);
        Y = Base64Url.EncodeToString(parameters.Q.Y);
        Kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
            $$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    /// <summary>Thumbprint of the public half (RFC 7638), base64url.</summary>
    public string Kid { get; }

    /// <summary>x of the public point, base64url.</summary>
    public string X { get; }

    /// <summary>y of the public point, base64url.</summary>
    public string Y { get; }

    /// <summary>The private number, base64url: for the secrets file only.</summary>
    public string D => Base64Url.EncodeToString(_parameters.D);

    /// <summary>A new random key.</summary>
    public static SigningKey Create()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(ecdsa.ExportParameters(includePrivateParameters: true));
    }

    /// <summary>A key from its stored private number and public point.</summary>
    /// <exception cref="CryptographicException">They are not one key of this curve.</exception>
    /// <exception cref="FormatException">One of them is not base64url.</exception>
    public static SigningKey From(string d, string x, string y)
    {
        var parameters = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64Url.DecodeFromChars(d),
            Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
        };
        parameters.Validate();
        using var probe = ECDsa.Create(parameters);
        return new SigningKey(parameters);
    }

    /// <summary>The signature of <paramref name="data"/>: r and s, 32 bytes each.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var ecdsa = Take();
        var signature = ecdsa.SignData(data.ToArray(), HashAlgorithmName.SHA256);
        _idle.Add(ecdsa);
        return signature;
    }

    /// <summary>Whether <paramref name="signature"/> is this key's over <paramref name="data"/>.</summary>
    public bool Verifies(byte[] data, byte[] signature)
    {
        var ecdsa = Take();
        var genuine = ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256);
        _idle.Add(ecdsa);
        return genuine;
    }

    ECDsa Take() => _idle.TryTake(out var ecdsa) ? ecdsa : ECDsa.Create(_parameters);
}
