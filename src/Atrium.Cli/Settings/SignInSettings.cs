using Atrium.Cli.Shell;
using Atrium.Gateway.Auth;

namespace Atrium.Cli.Settings;

/// <summary>What the environment says of sign-in: where the server is reached, and how its mail leaves.</summary>
static class SignInSettings
{
    /// <summary>All of it; defaults where it says nothing.</summary>
    /// <exception cref="CommandFailed">One of the settings can't be used.</exception>
    public static AuthOptions Read()
    {
        var options = new AuthOptions
        {
            SiteUrl = Address("ATRIUM_PUBLIC_URL", "https://office.example", "https", "http"),
            Providers = ProviderSettings.Read(),
            ConfirmEmail = IsOn("ATRIUM_CONFIRM_EMAIL"),
        };
        options.Mail.Smtp = Address("ATRIUM_SMTP_URL", "smtp://user:password@mail.example:587", "smtp");
        options.Mail.Mailbox = IsOn("ATRIUM_MAILBOX");
        options.Mail.From = Setting.Text("ATRIUM_MAIL_FROM") ?? options.Mail.From;
        options.RedirectUrls = Setting.Text("ATRIUM_REDIRECT_URLS")?.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? options.RedirectUrls;
        return options.ConfirmEmail && !options.Mail.IsOn
            ? throw new CommandFailed(
                "ATRIUM_CONFIRM_EMAIL needs mail, and none is set up.", "Set ATRIUM_SMTP_URL as well.")
            : options;
    }

    static Uri? Address(string name, string example, params string[] schemes) =>
        Setting.Text(name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) ? address
        : throw new CommandFailed($"{name} is no address of the kind it should be.", $"Write it as {example}.");

    static bool IsOn(string name) => Setting.Text(name) is "1" or "true" or "yes";
}
