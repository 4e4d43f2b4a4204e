using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Auth.Providers;

namespace Atrium.Gateway.Auth;

/// <summary>How sign-in works here.</summary>
public sealed class AuthOptions
{
    /// <summary>Life of an access token: 1 minute to 1 hour. Default 1 hour; a session can be ended sooner.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Who issues tokens, as their <c>iss</c> says. Default <c>atrium</c>.</summary>
    public string Issuer { get; set; } = "atrium";

    /// <summary>Passwords looked at in one moment, each some 70 ms of a core. Default the cores, 4 at most.</summary>
    public int PasswordsAtOnce { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Sign-ins that may wait for their turn; more are answered 429. Default 64.</summary>
    public int PasswordsWaiting { get; set; } = 64;

    /// <summary>How people reach the server (<c>https://office.example</c>); null: where it listens.</summary>
    public Uri? SiteUrl { get; set; }

    /// <summary>
    /// Other places that links may lead to, whole addresses; <c>*</c> stands for anything but dots and slashes,
    /// <c>**</c> for anything. Default none.
    /// </summary>
    public IReadOnlyList<string> RedirectUrls { get; set; } = [];

    /// <summary>
    /// Whether a new account has to confirm its address before it can sign in. Needs mail. Default no: then a sign-up
    /// has to say when an address is taken.
    /// </summary>
    public bool ConfirmEmail { get; set; }

    /// <summary>Whether the old address must confirm a change of address, too. Default yes.</summary>
    public bool ConfirmBothAddresses { get; set; } = true;

    /// <summary>
    /// How long after signing in a new password needs no code from a mail. Default a day; without mail it never does.
    /// </summary>
    public TimeSpan ReauthenticateAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Other servers that people may sign in by. Default none.</summary>
    public IReadOnlyList<ProviderOptions> Providers { get; set; } = [];

    /// <summary>How mail leaves.</summary>
    public MailOptions Mail { get; } = new();
}
