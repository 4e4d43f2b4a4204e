using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Atrium.Gateway.Auth.Providers;

namespace Atrium.Gateway.Tests.Auth.Providers;

public sealed class ProviderTests(ProviderHost host) : IClassFixture<ProviderHost>
{
    [Fact]
    public async Task A_newcomer_gets_an_account_an_agency_and_a_session()
    {
        var asked = await host.SetOutAsync("&prompt=login&scopes=everything");
        var answer = await host.ComeBackAsync(asked, host.Provider.Sign(host.ClaimsOf(asked, "New@acme.test")));

        Assert.Equal(("code", "atrium", "openid email profile", "S256", "login", "one"), (asked["response_type"],
            asked["client_id"], asked["scope"], asked["code_challenge_method"], asked["prompt"], asked["tenant"]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var user = (await host.Auth.UserAsync(answer.Fragment["access_token"]!)).Json;
        Assert.Equal("new@acme.test", user.GetProperty("email").GetString());
        Assert.Equal("Ann Example", user.GetProperty("user_metadata").GetProperty("full_name").GetString());
        Assert.Equal("acme", user.GetProperty("identities")[0].GetProperty("provider").GetString());
        var session = await host.Auth.RefreshAsync(answer.Fragment["refresh_token"]!);
        Assert.Equal("oauth", session.Claims.GetProperty("amr")[0].GetProperty("method").GetString());
        Assert.True(session.Claims.TryGetProperty("agency_id", out _));
    }

    [Fact]
    public async Task A_client_with_a_challenge_of_its_own_gets_a_code_for_it_once()
    {
        const string Verifier = "a verifier that only this client knows, of 43 or more";
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Verifier)));
        var answer = await host.SignInAsync(
            "pkce@acme.test", more: $"&code_challenge={challenge}&code_challenge_method=s256");
        var code = HttpUtility.ParseQueryString(answer.Location!.Query)["code"];

        var session = await ExchangeAsync(code, Verifier);
        var again = await ExchangeAsync(code, Verifier);

        Assert.Equal("", answer.Location.Fragment);
        Assert.Equal("oauth", session.Claims.GetProperty("amr")[0].GetProperty("method").GetString());
        again.Is(HttpStatusCode.NotFound, "flow_state_not_found");
    }

    [Fact]
    public async Task Who_was_here_before_is_known_by_name_and_not_by_address()
    {
        var first = await host.SignInAsync("before@acme.test", "known");
        var later = await host.SignInAsync("after@acme.test", "known");

        Assert.Equal(await IdAsync(first), await IdAsync(later));
        Assert.Equal(0L, await host.AccountsOfAsync("after@acme.test"));
    }

    [Fact]
    public async Task An_address_that_was_proved_here_joins_its_account_and_keeps_the_password()
    {
        var there = await host.Auth.PostAsync("/auth/v1/admin/users",
            new { email = "proved@acme.test", password = "correct horse", email_confirm = true },
            host.Auth.Keys.Service);

        var answer = await host.SignInAsync("proved@acme.test");

        Assert.Equal(there.Json.GetProperty("id").GetGuid(), await IdAsync(answer));
        Assert.Equal(HttpStatusCode.OK, (await host.Auth.SignInAsync("proved@acme.test")).Status);
    }

    [Fact]
    public async Task Who_took_an_address_that_they_never_proved_loses_the_way_in()
    {
        var squatter = await host.Auth.SignUpAsync("victim@acme.test");

        var answer = await host.SignInAsync("victim@acme.test");

        Assert.Equal(squatter.UserId, await IdAsync(answer));
        (await host.Auth.SignInAsync("victim@acme.test")).Is(HttpStatusCode.BadRequest, "invalid_credentials");
        (await host.Auth.RefreshAsync(squatter.RefreshToken)).Is(HttpStatusCode.BadRequest, "refresh_token_not_found");
        (await host.Auth.UserAsync(squatter.AccessToken)).Is(HttpStatusCode.Forbidden, "session_not_found");
    }

    [Fact]
    public async Task Many_first_sign_ins_at_once_make_one_account()
    {
        var ways = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.SetOutAsync()));

        var answers = await Task.WhenAll(ways.Select(asked =>
            host.ComeBackAsync(asked, host.Provider.Sign(host.ClaimsOf(asked, "many@acme.test")))));

        Assert.All(answers, answer => Assert.NotNull(answer.Fragment["access_token"]));
        Assert.Equal(1L, await host.AccountsOfAsync("many@acme.test"));
    }

    [Fact]
    public async Task Who_is_invited_founds_no_agency()
    {
        var owner = await host.Auth.SignUpAsync("owner@acme.test");
        await host.Auth.Database.As(owner.UserId)
            .ExecuteAsync("select public.invite_member('invited@acme.test', 'pm')");

        var answer = await host.SignInAsync("invited@acme.test");

        var session = await host.Auth.RefreshAsync(answer.Fragment["refresh_token"]!);
        Assert.False(session.Claims.TryGetProperty("agency_id", out _));
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_asked_for_when_it_is_named()
    {
        await host.SignInAsync("old-key@acme.test");
        host.Provider.Rotate();
        var early = await host.SignInAsync("new-key@acme.test");
        host.Auth.Clock!.Advance(TimeSpan.FromMinutes(1));

        var answer = await host.SignInAsync("new-key@acme.test");

        Assert.Equal("bad_oauth_callback", early.Fragment["error_code"]);
        Assert.NotNull(answer.Fragment["access_token"]);
    }

    [Fact]
    public async Task Settings_name_the_providers_and_nothing_is_asked_of_others()
    {
        var settings = await host.Auth.SendAsync(HttpMethod.Get, "/auth/v1/settings", null);
        var unknown = await host.Auth.SendAsync(HttpMethod.Get, "/auth/v1/authorize?provider=google", null);

        Assert.True(settings.Json.GetProperty("external").GetProperty("acme").GetBoolean());
        unknown.Is(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Theory]
    [InlineData("acme", "https://id.example", true)]
    [InlineData("acme", "http://127.0.0.1:5000", true)]
    [InlineData("acme", "http://id.example", false)]
    [InlineData("acme", "https://user@id.example", false)]
    [InlineData("Acme Ltd", "https://id.example", false)]
    [InlineData("email", "https://id.example", false)]
    public void What_can_be_read_on_the_way_is_no_provider(string name, string issuer, bool right) =>
        Assert.Equal(right, new ProviderOptions(name, name, new Uri(issuer), "id", null).Wrong is null);

    Task<AuthHost.Answer> ExchangeAsync(string? code, string verifier) => host.Auth.PostAsync(
        "/auth/v1/token?grant_type=pkce", new { auth_code = code, code_verifier = verifier });

    async Task<Guid> IdAsync(AuthHost.Answer answer) =>
        (await host.Auth.UserAsync(answer.Fragment["access_token"]!)).Json.GetProperty("id").GetGuid();
}
