using System.Net.Http.Json;
using System.Text.Json;

namespace Atrium.Cli.Tests;

/// <summary>A start with the settings of servers that people may sign in by.</summary>
public sealed class UpWithProviders
{
    const string Secret = "canary-of-a-client";

    [Fact]
    public async Task They_are_offered_with_what_their_settings_say()
    {
        await using var folder = new ScratchFolder();
        await BareInstallation.CopyAsync(folder);
        var secret = Path.Combine(folder, "client-secret");
        await File.WriteAllTextAsync(secret, $"{Secret}\n", TestContext.Current.CancellationToken);

        var (server, line, _) = await AtriumProcess.ServeWithAsync(
            [
                ("ATRIUM_OIDC_PROVIDERS", " acme, own-id ,acme"),
                ("ATRIUM_OIDC_ACME_ISSUER", "https://id.acme.example/realms/main"),
                ("ATRIUM_OIDC_ACME_CLIENT_ID", "atrium"),
                ("ATRIUM_OIDC_ACME_CLIENT_SECRET_FILE", secret),
                ("ATRIUM_OIDC_OWN_ID_ISSUER", "http://127.0.0.1:1"),
                ("ATRIUM_OIDC_OWN_ID_CLIENT_ID", "atrium"),
            ],
            "up", "--data", folder, "--port", "0", "--no-demo");
        using var stops = server;
        using var http = new HttpClient();
        var settings = await http.GetFromJsonAsync<JsonElement>(
            JsonElement.Parse(line).GetProperty("url").GetString() + "/auth/v1/settings",
            TestContext.Current.CancellationToken);

        Assert.True(settings.GetProperty("external").GetProperty("acme").GetBoolean());
        Assert.True(settings.GetProperty("external").GetProperty("own-id").GetBoolean());
        Assert.DoesNotContain(Secret, settings.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ATRIUM_OIDC_ACME_ISSUER", "", "ATRIUM_OIDC_ACME_ISSUER is no address")]
    [InlineData("ATRIUM_OIDC_ACME_ISSUER", "http://id.acme.example", "must begin with https")]
    [InlineData("ATRIUM_OIDC_ACME_CLIENT_ID", " ", "needs a client id")]
    [InlineData("ATRIUM_OIDC_ACME_SCOPES", "email", "must hold openid")]
    [InlineData("ATRIUM_OIDC_ACME_CLIENT_SECRET_FILE", "/nowhere/secret", "can't be read")]
    [InlineData("ATRIUM_OIDC_PROVIDERS", "email", "ATRIUM_OIDC_EMAIL_ISSUER is no address")]
    public async Task One_that_can_not_be_used_is_named_with_its_setting(string name, string value, string expected)
    {
        await using var folder = new ScratchFolder();

        var (server, _, ended) = await AtriumProcess.ServeWithAsync(
            [
                ("ATRIUM_OIDC_PROVIDERS", "acme"),
                ("ATRIUM_OIDC_ACME_ISSUER", "https://id.acme.example"),
                ("ATRIUM_OIDC_ACME_CLIENT_ID", "atrium"),
                ("ATRIUM_OIDC_ACME_CLIENT_SECRET", Secret),
                (name, value),
            ],
            "up", "--data", folder, "--port", "0", "--no-demo");
        using var stops = server;

        Assert.Equal(1, ended?.ExitCode);
        Assert.False(Directory.Exists(folder));
        Assert.Contains(expected, ended?.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ended?.Errors, StringComparison.Ordinal);
    }
}
