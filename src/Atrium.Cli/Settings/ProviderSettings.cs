using Atrium.Cli.Shell;
using Atrium.Gateway.Auth.Providers;

namespace Atrium.Cli.Settings;

/// <summary>
/// The servers that people may sign in by: <c>ATRIUM_OIDC_PROVIDERS</c> names them, <c>ATRIUM_OIDC_NAME_…</c> says what
/// each is.
/// </summary>
static class ProviderSettings
{
    /// <summary>All of them, in the order named.</summary>
    /// <exception cref="CommandFailed">One of them can't be used.</exception>
    public static IReadOnlyList<ProviderOptions> Read() =>
        [.. (Setting.Text("ATRIUM_OIDC_PROVIDERS") ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Select(Read)];

    static ProviderOptions Read(string name)
    {
        var prefix = $"ATRIUM_OIDC_{name.ToUpperInvariant().Replace('-', '_')}";
        if (!Uri.TryCreate(Setting.Text($"{prefix}_ISSUER"), UriKind.Absolute, out var issuer))
        {
            throw new CommandFailed(
                $"{prefix}_ISSUER is no address.", "Write it as the provider does: https://id.example.");
        }

        var provider = new ProviderOptions(
            name, Setting.Text($"{prefix}_LABEL") ?? name, issuer,
            Setting.Text($"{prefix}_CLIENT_ID") ?? "", Setting.Secret($"{prefix}_CLIENT_SECRET"));
        provider = Setting.Text($"{prefix}_SCOPES") is { } scopes ? provider with { Scopes = scopes } : provider;
        return provider.Wrong is { } wrong
            ? throw new CommandFailed($"The provider {name} can't be used: {wrong}.", $"See {prefix}_… in "
                + "docs/operating/configuration.md.")
            : provider;
    }
}
