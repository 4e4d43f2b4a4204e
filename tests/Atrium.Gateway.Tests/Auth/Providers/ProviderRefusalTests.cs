using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Atrium.Gateway.Tests.Auth.Providers;

public sealed class ProviderRefusalTests(ProviderHost host) : IClassFixture<ProviderHost>
{
    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("aud", "somebody else")]
    [InlineData("iss", "https://evil.test")]
    [InlineData("azp", "somebody else")]
    [InlineData("exp", 1_000)]
    [InlineData("exp", null)]
    [InlineData("iat", 4_000_000_000)]
    [InlineData("nonce", null)]
    [InlineData("sub", null)]
    public async Task A_token_that_says_something_else_is_not_believed(string claim, object? value)
    {
        var email = $"{claim}-{value ?? "none"}@refused.test".Replace(' ', '-');
        var asked = await host.SetOutAsync();
        var claims = host.ClaimsOf(asked, email);
        claims[claim] = value is null ? null : JsonValue.Create(value);

        var answer = await host.ComeBackAsync(asked, host.Provider.Sign(claims));

        await IsRefusedAsync(answer, "bad_oauth_callback", email);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS512")]
    [InlineData("other key")]
    [InlineData("cut")]
    [InlineData("no token")]
    public async Task A_token_that_the_provider_did_not_sign_is_not_believed(string how)
    {
        var email = $"{how.Replace(' ', '-')}@signed.test".ToLowerInvariant();
        using var other = RSA.Create(2048);
        var asked = await host.SetOutAsync();
        var claims = host.ClaimsOf(asked, email);
        var genuine = host.Provider.Sign(claims);

        var answer = await host.ComeBackAsync(asked, how switch
        {
            "other key" => host.Provider.Sign(claims, key: other),
            "cut" => genuine[..genuine.LastIndexOf('.')] + ".",
            "no token" => "a.b.c",
            _ => host.Provider.Sign(claims, how),
        });

        await IsRefusedAsync(answer, "bad_oauth_callback", email);
    }

    [Fact]
    public async Task One_signed_with_the_provider_s_curve_is_believed()
    {
        var asked = await host.SetOutAsync();

        var answer = await host.ComeBackAsync(
            asked, host.Provider.Sign(host.ClaimsOf(asked, "curve@signed.test"), "ES256"));

        Assert.NotNull(answer.Fragment["access_token"]);
    }

    [Fact]
    public async Task An_address_that_the_provider_did_not_verify_makes_and_joins_no_account()
    {
        var there = await host.Auth.SignUpAsync("taken@unverified.test");
        foreach (var (email, said) in ((string, JsonNode?)[])[
            ("taken@unverified.test", false), ("taken@unverified.test", null), ("new@unverified.test", "yes")])
        {
            var asked = await host.SetOutAsync();
            var claims = host.ClaimsOf(asked, email);
            claims["email_verified"] = said?.DeepClone();

            var answer = await host.ComeBackAsync(asked, host.Provider.Sign(claims));

            Assert.Equal("provider_email_needs_verification", answer.Fragment["error_code"]);
        }

        Assert.Equal(0L, await host.AccountsOfAsync("new@unverified.test"));
        Assert.Equal(1L, await host.Auth.Database.ScalarAsync<long>(
            "select count(*) from auth.identities where user_id = $1", there.UserId));
    }

    [Fact]
    public async Task Another_name_with_an_address_that_was_joined_is_refused()
    {
        await host.SignInAsync("reused@refused.test", "first");

        var answer = await host.SignInAsync("reused@refused.test", "second");

        Assert.Equal("identity_already_exists", answer.Fragment["error_code"]);
    }

    [Fact]
    public async Task Of_many_who_come_back_by_one_way_one_does()
    {
        var asked = await host.SetOutAsync();
        var token = host.Provider.Sign(host.ClaimsOf(asked, "replayed@refused.test"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.ComeBackAsync(asked, token)));

        Assert.Single(answers, answer => answer.Fragment["access_token"] is not null);
        Assert.Equal(19, answers.Count(answer => answer.Fragment["error_code"] == "bad_oauth_state"));
        Assert.Equal(1L, await host.Auth.Database.ScalarAsync<long>("select count(*) from auth.sessions s "
            + "join auth.users u on u.id = s.user_id where u.email = 'replayed@refused.test'"));
    }

    [Fact]
    public async Task Another_browser_than_the_one_that_set_out_gets_nowhere()
    {
        var asked = await host.SetOutAsync();
        var code = host.Provider.CodeFor(
            host.Provider.Sign(host.ClaimsOf(asked, "browser@refused.test")), asked["code_challenge"]!);
        using var other = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var answer = await other.GetAsync(
            new Uri(host.Auth.Http.BaseAddress!, $"/auth/v1/callback?state={asked["state"]}&code={code}"),
            TestContext.Current.CancellationToken);

        Assert.Contains("error_code=bad_oauth_state", answer.Headers.Location!.Fragment, StringComparison.Ordinal);
        Assert.Equal(0L, await host.AccountsOfAsync("browser@refused.test"));
    }

    [Theory]
    [InlineData("&iss=https%3A%2F%2Fevil.test", "bad_oauth_callback")]
    [InlineData("&error=access_denied", "access_denied")]
    public async Task What_another_says_or_a_refusal_of_the_provider_ends_the_way(string more, string code)
    {
        var asked = await host.SetOutAsync();

        var answer = await host.ComeBackAsync(
            asked, host.Provider.Sign(host.ClaimsOf(asked, "ended@refused.test")), more);

        await IsRefusedAsync(answer, code, "ended@refused.test");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?state=&code=x")]
    [InlineData("?state=made-up&code=x")]
    public async Task Who_never_set_out_is_led_to_the_front_door(string query)
    {
        var answer = await host.Auth.SendAsync(HttpMethod.Get, $"/auth/v1/callback{query}", null);

        Assert.Equal((HttpStatusCode.SeeOther, "/", "bad_oauth_state"),
            (answer.Status, answer.Location!.AbsolutePath, answer.Fragment["error_code"]));
    }

    [Fact]
    public async Task The_way_ends_here_whatever_it_was_asked_to_end_in()
    {
        var answer = await host.SignInAsync("elsewhere@refused.test", more: "&redirect_to=https%3A%2F%2Fevil.test%2F");

        Assert.Equal(host.Auth.Http.BaseAddress!.Authority, answer.Location!.Authority);
    }

    [Fact]
    public async Task Who_is_banned_stays_out_and_what_waits_can_t_be_read()
    {
        var first = await host.SignInAsync("banned@refused.test");
        await host.Auth.Database.ExecuteAsync(
            "update auth.users set banned_until = now() + interval '1 day' where email = 'banned@refused.test'");
        var asked = await host.SetOutAsync();
        var kept = await host.Auth.Database.ScalarAsync<string>(
            "select string_agg(w::text || encode(sealed, 'escape'), ' ') from atrium.provider_ways w");

        var answer = await host.ComeBackAsync(asked, host.Provider.Sign(host.ClaimsOf(asked, "banned@refused.test")));

        Assert.NotNull(first.Fragment["access_token"]);
        Assert.Equal("user_banned", answer.Fragment["error_code"]);
        Assert.DoesNotContain(asked["state"]!, kept!, StringComparison.Ordinal);
        Assert.DoesNotContain(asked["nonce"]!, kept!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sets_out_again_and_again_has_to_wait_and_leaves_nothing_more_behind()
    {
        using var restless = host.From("127.0.0.71");
        for (var n = 0; n < 61; n++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await AskAsync("authorize?provider=acme")).Status);
        }

        var before = await WaysAsync();
        var outward = await AskAsync("authorize?provider=acme");
        var back = await AskAsync("callback?state=made-up&code=x");

        outward.Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
        Assert.InRange(outward.RetryAfter!.Value.TotalSeconds, 1, 2);
        back.Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
        Assert.Equal(before, await WaysAsync());
        await host.SetOutAsync();

        Task<AuthHost.Answer> AskAsync(string path) => AuthHost.GetAsync(restless, path);

        Task<long> WaysAsync() => host.Auth.Database.ScalarAsync<long>("select count(*) from atrium.provider_ways");
    }

    [Fact]
    public async Task Who_comes_back_as_somebody_is_not_counted()
    {
        await host.SetOutAsync();
        var before = await CountAsync();

        await host.SignInAsync("regular@refused.test");

        Assert.Equal(before, await CountAsync());

        Task<int> CountAsync() => host.Auth.Database.ScalarAsync<int>(
            "select failures from atrium.sign_in_attempts where kind = 'address' and key = sha256('way 127.0.0.1')");
    }

    async Task IsRefusedAsync(AuthHost.Answer answer, string code, string email)
    {
        Assert.Equal((HttpStatusCode.SeeOther, code), (answer.Status, answer.Fragment["error_code"]));
        Assert.Null(answer.Fragment["access_token"]);
        Assert.Equal(0L, await host.AccountsOfAsync(email));
    }
}
