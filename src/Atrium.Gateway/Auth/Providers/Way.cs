using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Atrium.Gateway.Auth.Links;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth.Providers;

/// <summary>
/// A way to a provider and back: what this server has to remember of it. It lies in the database, closed, under the
/// hash of its state, and the browser that set out has a cookie: a way is not gone to its end by anybody else.
/// </summary>
/// <param name="Provider">Where it leads.</param>
/// <param name="Nonce">What the provider's token must repeat.</param>
/// <param name="Verifier">What shows the provider who asked for the code (PKCE).</param>
/// <param name="Browser">SHA-256 of the cookie, in hex.</param>
/// <param name="Redirect">Where it leads in the end.</param>
/// <param name="Flow">The client's own flow (PKCE); null where it ends in a session at once.</param>
/// <param name="Link">Who links what comes of it to their account; null: it signs in.</param>
sealed partial record Way(
    string Provider, string Nonce, string Verifier, string Browser, string Redirect, Guid? Flow, LinkTo? Link)
{
    const string Purpose = "way";
    const string CallbackPath = "/auth/v1/callback";

    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Where providers lead back to.</summary>
    public static Uri Callback(Site site) => new(site.Root, CallbackPath);

    /// <summary>Random bytes as they go into an address.</summary>
    public static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The verifier's challenge.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>What the database keeps.</summary>
    public byte[] Seal(KeyRing ring) =>
        Sealed.Close(JsonSerializer.SerializeToUtf8Bytes(this, WayJson.Default.Way), ring, Purpose);

    /// <summary>What it kept; null where this server didn't close it.</summary>
    public static Way? Open(byte[]? stored, KeyRing ring) =>
        stored is not null && Sealed.Open(stored, ring, Purpose) is { } plain
            ? JsonSerializer.Deserialize(plain, WayJson.Default.Way) : null;

    /// <summary>Gives the browser its cookie.</summary>
    public static void Mark(HttpContext context, Site site, string state, string mark) =>
        context.Response.Cookies.Append(CookieName(state), mark, CookieOf(site, Lasts));

    /// <summary>
    /// Whether it is the browser that set out; its cookie goes. A link that a flow ends is made by who has its
    /// verifier, wherever the browser was sent out from.
    /// </summary>
    public bool IsMarked(HttpContext context, Site site, string state)
    {
        var mark = context.Request.Cookies[CookieName(state)] ?? "";
        context.Response.Cookies.Append(CookieName(state), "", CookieOf(site, TimeSpan.Zero));
        return this is { Link: not null, Flow: not null } || CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(OneTimeSecret.HashOf(mark)), Encoding.ASCII.GetBytes(Browser));
    }

    // Two ways at once, in two windows, don't meet.
    static string CookieName(string state) => $"atrium-way-{OneTimeSecret.HashOf(state)[..16]}";

    static CookieOptions CookieOf(Site site, TimeSpan lasts) => new()
    {
        HttpOnly = true,
        Secure = site.Root.Scheme == Uri.UriSchemeHttps,
        SameSite = SameSiteMode.Lax,
        Path = CallbackPath,
        MaxAge = lasts,
    };

    [JsonSerializable(typeof(Way))]
    internal sealed partial class WayJson : JsonSerializerContext;
}

/// <summary>Whose account a way links to, and the session that it set out in.</summary>
/// <param name="User">The account.</param>
/// <param name="Session">The session; it has to hold still when the way ends.</param>
sealed record LinkTo(Guid User, Guid Session);
