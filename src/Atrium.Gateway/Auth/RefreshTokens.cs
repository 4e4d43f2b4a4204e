using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Atrium.Gateway.Auth;

/// <summary>
/// Refresh tokens: 32 bytes, base64url. The first of a session is random; each successor is derived from the one before
/// with a secret key, so that requests which come at once with one token can be given the same successor although the
/// database knows tokens by their hash only.
/// </summary>
static class RefreshTokens
{
    /// <summary>How many successors are looked at for a client that lags behind.</summary>
    public const int Generations = 4;

    /// <summary>A new token for a new session.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The token after <paramref name="token"/>.</summary>
    public static string Successor(string token, byte[] secret) => Base64Url.EncodeToString(
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"refresh token after {token}")));

    /// <summary>What the database knows <paramref name="token"/> by: SHA-256 in hex.</summary>
    public static string Hash(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
