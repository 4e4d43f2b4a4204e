using System.Net;
using System.Net.Http.Json;

namespace Atrium.Gateway.Tests.Auth;

public sealed class AccountTests(AuthHost host) : IClassFixture<AuthHost>
{
    [Fact]
    public async Task A_person_sees_their_own_account()
    {
        var session = await host.SignUpAsync("me@account.test", new { full_name = "Me", agency_name = "Mine" });

        var user = await host.UserAsync(session.AccessToken);

        Assert.Equal("me@account.test", user.Json.GetProperty("email").GetString());
        Assert.Equal("""{"full_name": "Me"}""", user.Json.GetProperty("user_metadata").GetRawText());
        Assert.Equal("email", user.Json.GetProperty("identities")[0].GetProperty("provider").GetString());
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_only()
    {
        var here = await host.SignUpAsync("change@account.test");
        var there = await host.SignInAsync("change@account.test");

        var same = await PutAsync(here, new { password = "correct horse" });
        var changed = await PutAsync(here, new { password = "battery staple", data = new { theme = "dark" } });

        same.Is(HttpStatusCode.UnprocessableEntity, "same_password");
        Assert.Equal("dark", changed.Json.GetProperty("user_metadata").GetProperty("theme").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.UserAsync(here.AccessToken)).Status);
        (await host.UserAsync(there.AccessToken)).Is(HttpStatusCode.Forbidden, "session_not_found");
        (await host.SignInAsync("change@account.test")).Is(HttpStatusCode.BadRequest, "invalid_credentials");
        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("change@account.test", "battery staple")).Status);
    }

    [Theory]
    [InlineData("local", false, true)]
    [InlineData("others", true, false)]
    [InlineData("global", false, false)]
    public async Task Signing_out_ends_what_its_scope_says(string scope, bool hereStays, bool thereStays)
    {
        var here = await host.SignUpAsync($"{scope}@account.test");
        var there = await host.SignInAsync($"{scope}@account.test");

        var answer = await host.SendAsync(
            HttpMethod.Post, $"/auth/v1/logout?scope={scope}", null, here.AccessToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(hereStays, (await host.UserAsync(here.AccessToken)).Status == HttpStatusCode.OK);
        Assert.Equal(thereStays, (await host.UserAsync(there.AccessToken)).Status == HttpStatusCode.OK);
        Assert.Equal(hereStays, (await host.RefreshAsync(here.RefreshToken)).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_whose_session_is_over_changes_nothing()
    {
        var session = await host.SignUpAsync("over@account.test");
        await host.SendAsync(HttpMethod.Post, "/auth/v1/logout", null, session.AccessToken);

        var answer = await PutAsync(session, new { password = "taken over" });

        answer.Is(HttpStatusCode.Forbidden, "session_not_found");
    }

    [Fact]
    public async Task Tokens_that_are_not_ours_are_refused_in_this_surface_s_words()
    {
        var session = await host.SignUpAsync("tamper@account.test");
        var parts = session.AccessToken.Split('.');
        var expired = host.Forge.Genuine(
            $$"""{"sub":"{{session.UserId}}","role":"authenticated","exp":1600000000}""");
        string[] bad = [expired, $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.{new string('A', 86)}", "nonsense"];

        foreach (var token in bad)
        {
            (await host.UserAsync(token)).Is(HttpStatusCode.Unauthorized, "bad_jwt");
        }
    }

    [Fact]
    public async Task The_project_s_keys_are_nobody_s_session()
    {
        (await host.UserAsync(host.Keys.Anon)).Is(HttpStatusCode.Unauthorized, "no_authorization");
        (await host.UserAsync(host.Keys.Service)).Is(HttpStatusCode.Unauthorized, "no_authorization");
    }

    [Fact]
    public async Task A_genuine_token_without_a_session_of_its_person_is_refused()
    {
        var mine = await host.SignUpAsync("mine@account.test");
        var theirs = await host.SignUpAsync("theirs@account.test");
        var session = mine.Claims.GetProperty("session_id").GetGuid();
        var crossed = host.Forge.Genuine($$"""
            {"sub":"{{theirs.UserId}}","role":"authenticated","exp":4102444800,"session_id":"{{session}}"}
            """);

        (await host.UserAsync(crossed)).Is(HttpStatusCode.Forbidden, "session_not_found");
    }

    Task<AuthHost.Answer> PutAsync(AuthHost.Answer session, object body) =>
        host.SendAsync(HttpMethod.Put, "/auth/v1/user", JsonContent.Create(body), session.AccessToken);
}
