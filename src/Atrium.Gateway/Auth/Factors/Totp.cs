using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Atrium.Gateway.Auth.Factors;

/// <summary>
/// Codes that change every thirty seconds (RFC 6238, SHA-1, six digits), as every authenticator shows them.
/// </summary>
static class Totp
{
    /// <summary>Life of a code in seconds.</summary>
    public const int StepSeconds = 30;

    const int SecretBytes = 20;
    const int Digits = 6;

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>Which thirty seconds since 1970 an instant lies in.</summary>
    public static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>
    /// The step that <paramref name="code"/> belongs to, if it is this one or a neighbour: clocks differ, and typing
    /// takes time. Null: it is none of theirs.
    /// </summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset now)
    {
        var given = Encoding.UTF8.GetBytes(code);
        long? match = null;
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            var right = Encoding.UTF8.GetBytes(Code(secret, step, Digits));
            match = CryptographicOperations.FixedTimeEquals(right, given) ? step : match;
        }

        return match;
    }

    /// <summary>The code of a step.</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="step">Number of the thirty seconds.</param>
    /// <param name="digits">6 to 8.</param>
    public static string Code(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = Hash(secret, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fff_ffff;
        return (number % (int)Math.Pow(10, digits)).ToString($"D{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>What an authenticator reads from the picture.</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="issuer">What the entry is called.</param>
    /// <param name="account">Whose it is.</param>
    public static string Uri(byte[] secret, string issuer, string account)
    {
        var name = System.Uri.EscapeDataString(issuer);
        return $"otpauth://totp/{name}:{System.Uri.EscapeDataString(account)}?algorithm=SHA1&digits={Digits}"
            + $"&issuer={name}&period={StepSeconds}&secret={Base32.Encode(secret)}";
    }

    // Authenticators know SHA-1 and often nothing else; as the key of an HMAC its weakness is of no consequence.
    static byte[] Hash(byte[] secret, ReadOnlySpan<byte> counter) =>
        CryptographicOperations.HmacData(HashAlgorithmName.SHA1, secret, counter);
}
