using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Atrium.Gateway.Auth.Factors;

namespace Atrium.Gateway.Tests.Auth.Factors;

public sealed class FactorTests(FactorTests.Host fixture) : IClassFixture<FactorTests.Host>
{
    AuthHost host => fixture.Auth;

    public sealed class Host : IAsyncLifetime
    {
        public AuthHost Auth { get; } = new() { Clock = new HandClock() };

        public ValueTask InitializeAsync() => Auth.InitializeAsync();

        public ValueTask DisposeAsync() => Auth.DisposeAsync();
    }

    [Fact]
    public async Task A_factor_makes_the_session_one_of_two_and_ends_the_others()
    {
        var (session, factor) = await WithFactorAsync("two@factor.test");
        var elsewhere = await host.SignInAsync("two@factor.test");
        Assert.Equal("aal1", elsewhere.Claims.GetProperty("aal").GetString());

        var shown = await ShowAsync(elsewhere, factor, factor.Code(host));

        Assert.Equal("aal2", session.Claims.GetProperty("aal").GetString());
        Assert.Equal("aal2", shown.Claims.GetProperty("aal").GetString());
        Assert.Equal(["totp", "password"], shown.Claims.GetProperty("amr").EnumerateArray()
            .Select(method => method.GetProperty("method").GetString()));
        Assert.Equal("verified", shown.Json.GetProperty("user").GetProperty("factors")[0]
            .GetProperty("status").GetString());
        Assert.Equal("aal2", (await host.RefreshAsync(shown.RefreshToken)).Claims.GetProperty("aal").GetString());
        (await host.RefreshAsync(elsewhere.RefreshToken)).Is(HttpStatusCode.BadRequest, "refresh_token_not_found");
    }

    [Fact]
    public async Task Without_the_second_factor_a_session_is_in_no_agency()
    {
        var (session, _) = await WithFactorAsync("gate@factor.test");
        var half = await host.SignInAsync("gate@factor.test");

        Assert.Equal(1L, await SeenAsync(session));
        Assert.Equal(0L, await SeenAsync(half));
    }

    [Fact]
    public async Task A_code_counts_once_however_many_show_it_at_once()
    {
        var (session, factor) = await WithFactorAsync("once@factor.test");
        var code = factor.Code(host);
        var challenges = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ChallengeAsync(session, factor)));

        var answers = await Task.WhenAll(
            challenges.Select(challenge => VerifyAsync(session, factor, challenge, code)));
        var later = await ShowAsync(session, factor, code);

        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal("aal2", won.Claims.GetProperty("aal").GetString());
        later.Is(HttpStatusCode.UnprocessableEntity, "mfa_verification_failed");
    }

    [Fact]
    public async Task Guessing_codes_comes_to_an_end_for_the_right_code_too()
    {
        var (session, factor) = await WithFactorAsync("guess@factor.test");
        var challenge = await ChallengeAsync(session, factor);
        AuthHost.Answer answer;
        var guesses = 0;
        do
        {
            answer = await VerifyAsync(session, factor, challenge, "000000 no");
        }
        while (answer.Status == HttpStatusCode.UnprocessableEntity && ++guesses < 20);

        answer.Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
        Assert.InRange(guesses, 4, 8);
        (await VerifyAsync(session, factor, challenge, factor.Code(host)))
            .Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
    }

    [Fact]
    public async Task What_guards_the_account_needs_the_second_factor()
    {
        var (session, factor) = await WithFactorAsync("guard@factor.test");
        var half = await host.SignInAsync("guard@factor.test");

        var password = await PutAsync(half, new { password = "battery staple" });
        var address = await PutAsync(half, new { email = "thief@factor.test" });
        var another = await EnrollAsync(half, "thief's");
        var removed = await RemoveAsync(half, factor);

        password.Is(HttpStatusCode.Unauthorized, "insufficient_aal");
        address.Is(HttpStatusCode.Unauthorized, "insufficient_aal");
        another.Is(HttpStatusCode.Unauthorized, "insufficient_aal");
        removed.Is(HttpStatusCode.Unauthorized, "insufficient_aal");
        Assert.Equal(HttpStatusCode.OK, (await RemoveAsync(session, factor)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(half, new { data = new { a = 1 } })).Status);
    }

    [Fact]
    public async Task A_stranger_reaches_no_factor_of_another_and_the_operator_removes_one()
    {
        var (mine, factor) = await WithFactorAsync("mine@factor.test");
        var stranger = await host.SignUpAsync("stranger@factor.test");

        (await RemoveAsync(stranger, factor)).Is(HttpStatusCode.NotFound, "mfa_factor_not_found");
        (await host.PostAsync($"/auth/v1/factors/{factor.Id}/challenge", new { }, stranger.AccessToken))
            .Is(HttpStatusCode.NotFound, "mfa_factor_not_found");
        var path = $"/auth/v1/admin/users/{mine.UserId}/factors";
        (await host.SendAsync(HttpMethod.Get, path, null, mine.AccessToken)).Is(HttpStatusCode.Forbidden, "not_admin");
        var list = await host.SendAsync(HttpMethod.Get, path, null, host.Keys.Service);
        await host.SendAsync(HttpMethod.Delete, $"{path}/{factor.Id}", null, host.Keys.Service);

        Assert.Equal(factor.Id, list.Json[0].GetProperty("id").GetGuid());
        Assert.Equal("[]", (await host.SendAsync(HttpMethod.Get, path, null, host.Keys.Service)).Text);
    }

    [Fact]
    public async Task The_secret_is_closed_in_the_database_and_one_brought_over_still_works()
    {
        var (session, factor) = await WithFactorAsync("closed@factor.test");
        var stored = await host.Database.ScalarAsync<string>(
            "select secret from auth.mfa_factors where id = $1", factor.Id);
        Assert.DoesNotContain(Base32.Encode(factor.Secret), stored!, StringComparison.Ordinal);
        await host.Database.ExecuteAsync("update auth.mfa_factors set secret = $2 where id = $1",
            factor.Id, Base32.Encode(factor.Secret));

        var shown = await ShowAsync(session, factor, factor.Code(host));

        Assert.Equal(HttpStatusCode.OK, shown.Status);
    }

    /// <summary>A factor that was set up; its codes are the next ones each time.</summary>
    sealed record Factor(Guid Id, byte[] Secret)
    {
        public string Code(AuthHost host)
        {
            host.Clock!.Advance(TimeSpan.FromSeconds(30));
            return Totp.Code(Secret, Totp.StepOf(host.Clock.GetUtcNow()));
        }
    }

    async Task<(AuthHost.Answer Session, Factor Factor)> WithFactorAsync(string email)
    {
        var session = await host.SignUpAsync(email);
        var enrolled = (await EnrollAsync(session, "phone")).Json;
        var totp = enrolled.GetProperty("totp");
        Assert.StartsWith("<svg", totp.GetProperty("qr_code").GetString(), StringComparison.Ordinal);
        var secret = Base32.Decode(totp.GetProperty("secret").GetString()!)!;
        var factor = new Factor(enrolled.GetProperty("id").GetGuid(), secret);
        return (await ShowAsync(session, factor, factor.Code(host)), factor);
    }

    Task<AuthHost.Answer> EnrollAsync(AuthHost.Answer session, string name) => host.PostAsync(
        "/auth/v1/factors", new { factor_type = "totp", friendly_name = name }, session.AccessToken);

    Task<AuthHost.Answer> RemoveAsync(AuthHost.Answer session, Factor factor) =>
        host.SendAsync(HttpMethod.Delete, $"/auth/v1/factors/{factor.Id}", null, session.AccessToken);

    async Task<AuthHost.Answer> ShowAsync(AuthHost.Answer session, Factor factor, string code) =>
        await VerifyAsync(session, factor, await ChallengeAsync(session, factor), code);

    async Task<JsonElement> ChallengeAsync(AuthHost.Answer session, Factor factor) =>
        (await host.PostAsync($"/auth/v1/factors/{factor.Id}/challenge", new { }, session.AccessToken)).Json;

    Task<AuthHost.Answer> VerifyAsync(AuthHost.Answer session, Factor factor, JsonElement challenge, string code) =>
        host.PostAsync($"/auth/v1/factors/{factor.Id}/verify",
            new { challenge_id = challenge.GetProperty("id").GetString(), code }, session.AccessToken);

    Task<AuthHost.Answer> PutAsync(AuthHost.Answer session, object body) =>
        host.SendAsync(HttpMethod.Put, "/auth/v1/user", JsonContent.Create(body), session.AccessToken);

    Task<long> SeenAsync(AuthHost.Answer session) => host.Database
        .As("authenticated", session.Claims.GetRawText()).ScalarAsync<long>("select count(*) from public.agencies");
}
