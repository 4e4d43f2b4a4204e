using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Atrium.Gateway.Tests.Auth.Links;

/// <summary>Where links lead, and what they bring there.</summary>
public sealed class RedirectTests(RedirectTests.Host fixture) : IClassFixture<RedirectTests.Host>
{
    AuthHost host => fixture.Auth;

    public sealed class Host : IAsyncLifetime
    {
        public AuthHost Auth { get; } = new()
        {
            Configure = options =>
            {
                options.SiteUrl = new Uri("https://office.example");
                options.RedirectUrls = ["https://app.example/*", "https://*.preview.example/**", "acme.app://open"];
            },
        };

        public ValueTask InitializeAsync() => Auth.InitializeAsync();

        public ValueTask DisposeAsync() => Auth.DisposeAsync();
    }

    [Theory]
    [InlineData("https://office.example/set-password?x=1", "https://office.example/set-password?x=1")]
    [InlineData("https://app.example/welcome", "https://app.example/welcome")]
    [InlineData("https://pr-7.preview.example/a/b", "https://pr-7.preview.example/a/b")]
    [InlineData("acme.app://open", "acme.app://open/")]
    [InlineData("https://app.example/two/deep", "https://office.example/")]
    [InlineData("https://app.example.evil.example/x", "https://office.example/")]
    [InlineData("https://a.b.preview.example/x", "https://office.example/")]
    [InlineData("https://office.example:8443/x", "https://office.example/")]
    [InlineData("http://office.example/x", "https://office.example/")]
    [InlineData("https://office.example@evil.example/", "https://office.example/")]
    [InlineData("https://evil.example\\@office.example/", "https://office.example/")]
    [InlineData("//evil.example/", "https://office.example/")]
    [InlineData("javascript:alert(1)", "https://office.example/")]
    [InlineData("", "https://office.example/")]
    public async Task A_link_leads_to_allowed_places_only(string asked, string leads)
    {
        var answer = await host.SendAsync(HttpMethod.Get,
            $"/auth/v1/verify?token=none&type=recovery&redirect_to={Uri.EscapeDataString(asked)}", null);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal(leads, answer.Location!.OriginalString.Split('#')[0]);
        Assert.Equal("otp_expired", answer.Fragment["error_code"]);
    }

    [Fact]
    public async Task A_mail_names_the_set_address_whatever_host_was_asked()
    {
        await host.SignUpAsync("host@redirect.test");
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/auth/v1/recover?redirect_to=https://evil.example/");
        request.Content = new StringContent("""{"email":"host@redirect.test"}""", Encoding.UTF8, "application/json");
        request.Headers.Host = "evil.example";
        using var asked = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var mail = await host.MailAsync("host@redirect.test");

        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.DoesNotContain("evil", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://office.example/auth/v1/verify?token=", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_leads_back_with_a_code_that_only_its_client_can_use_once()
    {
        await host.SignUpAsync("flow@redirect.test");
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
        var first = await CodeAsync("flow@redirect.test", verifier);
        var thief = await ExchangeAsync(first, verifier + "x");
        var late = await ExchangeAsync(first, verifier);
        var second = await CodeAsync("flow@redirect.test", verifier);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ExchangeAsync(second, verifier)));

        thief.Is(HttpStatusCode.BadRequest, "bad_code_verifier");
        late.Is(HttpStatusCode.NotFound, "flow_state_not_found");
        var session = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await host.UserAsync(session.AccessToken)).Status);
    }

    async Task<string> CodeAsync(string email, string verifier)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));
        var before = host.Mails(email).Count;
        await host.PostAsync("/auth/v1/otp?redirect_to=https://app.example/back",
            new { email, code_challenge = challenge, code_challenge_method = "s256" });
        var answer = await host.SendAsync(HttpMethod.Get, (await host.MailAsync(email, before + 1)).Link, null);
        Assert.StartsWith("https://app.example/back?code=", answer.Location!.OriginalString, StringComparison.Ordinal);
        return answer.Location.Query[6..];
    }

    Task<AuthHost.Answer> ExchangeAsync(string code, string verifier) =>
        host.PostAsync("/auth/v1/token?grant_type=pkce", new { auth_code = code, code_verifier = verifier });
}
