using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Tokens;

namespace Atrium.Gateway.Auth.Links;

/// <summary>
/// What one mail lets its reader do once: a link of 32 random bytes, known to the database by its SHA-256, and six
/// digits to type, known to it by a digest that takes the server's secret to make.
/// </summary>
/// <param name="Token">What the link carries.</param>
/// <param name="Code">Six digits.</param>
/// <param name="Flow">The flow that it ends (PKCE); null where it ends in a session at once.</param>
sealed record OneTimeSecret(string Token, string Code, Guid? Flow)
{
    const string FlowPrefix = "pkce_";

    /// <summary>A new one.</summary>
    public static OneTimeSecret Create(Guid? flow) => new(
        (flow is null ? "" : FlowPrefix) + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
        RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture), flow);

    /// <summary>Whether the link ends in a flow, so that its outcome belongs into the address's query.</summary>
    public static bool IsOfFlow(string token) => token.StartsWith(FlowPrefix, StringComparison.Ordinal);

    /// <summary>What the database knows a link by: SHA-256 in hex.</summary>
    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>What the database knows a code by: six digits could be tried out on a plain hash.</summary>
    public static string HashOfCode(string code, KeyRing ring) => Convert.ToHexStringLower(
        HMACSHA256.HashData(ring.RefreshSecret, Encoding.UTF8.GetBytes($"one-time code {code}")));

    /// <summary>The request as <c>atrium.settle</c> takes it.</summary>
    /// <param name="ring">Holds the secret.</param>
    /// <param name="more">What else the request says.</param>
    public string Request(KeyRing ring, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var request = new JsonObject
        {
            ["token"] = HashOf(Token),
            ["code"] = HashOfCode(Code, ring),
            ["flow"] = Flow?.ToString(),
        };
        foreach (var (name, value) in more)
        {
            request[name] = value;
        }

        return request.ToJsonString(JsonSerializerOptions.Default);
    }

    /// <summary>The secrets of the mail, closed.</summary>
    public byte[] Seal(Uri redirect, KeyRing ring) =>
        new MailSecrets(Token, Code, redirect.OriginalString).Seal(ring);
}
