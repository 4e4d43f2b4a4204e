using Atrium.Cli.Shell;
using Atrium.Gateway.Auth;

namespace Atrium.Cli.Settings;

/// <summary>What the environment says of sign-in: where the server is reached, and how its mail leaves.</summary>
static class SignInSettings
{
    /// <summary>How people reach the server; null: where it listens.</summary>
    /// <exception cref="CommandFailed">It is no address of the web.</exception>
    public static Uri? PublicUrl => Address("ATRIUM_PUBLIC_URL", "https://office.example", "https", "http");

    /// <summary>Applies the others.</summary>
    /// <exception cref="CommandFailed">One of them can't be used.</exception>
    public static void Apply(AuthOptions options)
    {
        options.Mail.Smtp = Address("ATRIUM_SMTP_URL", "smtp://user:password@mail.example:587", "smtp");
        options.Mail.Mailbox = IsOn("ATRIUM_MAILBOX");
        options.Mail.From = Setting.Text("ATRIUM_MAIL_FROM") ?? options.Mail.From;
        options.RedirectUrls = Setting.Text("ATRIUM_REDIRECT_URLS")?.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? options.RedirectUrls;
        options.Providers = ProviderSettings.Read();
        options.ConfirmEmail = IsOn("ATRIUM_CONFIRM_EMAIL");
        if (options.ConfirmEmail && !options.Mail.IsOn)
        {
            throw new CommandFailed(
                "ATRIUM_CONFIRM_EMAIL needs mail, and none is set up.", "Set ATRIUM_SMTP_URL as well.");
        }
    }

    static Uri? Address(string name, string example, params string[] schemes) =>
        Setting.Text(name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) ? address
        : throw new CommandFailed($"{name} is no address of the kind it should be.", $"Write it as {example}.");

    static bool IsOn(string name) => Setting.Text(name) is "1" or "true" or "yes";
}
