using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Atrium.Gateway.Auth;

/// <summary>
/// Where this server is reached, and where its links may lead. Never taken from a request: whoever asks for a mail to
/// somebody else must not choose where its link goes.
/// </summary>
/// <param name="options">The address, and other places that are allowed.</param>
/// <param name="server">Says where it listens, where no address is set.</param>
sealed class Site(AuthOptions options, IServer server)
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    readonly Lazy<IReadOnlyList<Regex>> _allowed = new(() => [.. options.RedirectUrls.Select(Pattern)]);

    /// <summary>The address that people reach the server at.</summary>
    public Uri Root => field ??= options.SiteUrl ?? Listening();

    /// <summary>Where a link leads that is to lead to <paramref name="asked"/>: there, or to the root.</summary>
    public Uri Allowed(string? asked)
    {
        if (asked is not { Length: > 0 and <= 2_048 } || !Uri.TryCreate(asked, UriKind.Absolute, out var to)
            || to.UserInfo.Length > 0 || asked.Any(c => char.IsControl(c) || c == '\\'))
        {
            return Root;
        }

        var text = to.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped);
        return IsHere(to) || _allowed.Value.Any(pattern => pattern.IsMatch(text) || pattern.IsMatch(text.TrimEnd('/')))
            ? to : Root;
    }

    bool IsHere(Uri to) => to.Scheme == Root.Scheme && to.Port == Root.Port
        && (string.Equals(to.Host, Root.Host, StringComparison.OrdinalIgnoreCase) || to.IsLoopback && Root.IsLoopback);

    Uri Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return new Uri((address ?? "http://127.0.0.1").Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//[::]", "//[::1]", StringComparison.Ordinal));
    }

    // As GoTrue has it: * stands for anything but dots and slashes, ** for anything.
    static Regex Pattern(string pattern) => new(
        $"^{Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^./]*", StringComparison.Ordinal).Replace(@"\?", "[^./]", StringComparison.Ordinal)}$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
}
