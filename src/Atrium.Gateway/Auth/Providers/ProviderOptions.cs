using System.Text.RegularExpressions;

namespace Atrium.Gateway.Auth.Providers;

/// <summary>Another server that people may sign in by (OpenID Connect).</summary>
/// <param name="Name">What clients call it: lower-case letters, digits and dashes, up to 32.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Issuer">Its address, as its tokens name it; https unless it is this machine.</param>
/// <param name="ClientId">What it knows this server by.</param>
/// <param name="ClientSecret">What this server shows to it; null for a public client.</param>
public sealed partial record ProviderOptions(
    string Name, string Label, Uri Issuer, string ClientId, string? ClientSecret)
{
    /// <summary>What is asked for. Default <c>openid email profile</c>.</summary>
    public string Scopes { get; init; } = "openid email profile";

    /// <summary>Why it can't be used; null: it can.</summary>
    public string? Wrong =>
        !NamePattern().IsMatch(Name) || Name is "email" or "phone" or "anonymous-users"
            ? "a name is of lower-case letters, digits and dashes, and none of email and phone"
        : !IsSafe(Issuer) ? "its issuer must begin with https, unless it is this machine"
        : ClientId.Length == 0 ? "it needs a client id"
        : !Scopes.Split(' ').Contains("openid") ? "its scopes must hold openid"
        : null;

    /// <summary>Whether what goes there can't be read on the way.</summary>
    internal static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex NamePattern();
}
