using System.Net;
using System.Text.Json;
using Atrium.Gateway.Auth.Factors;

namespace Atrium.Gateway.Tests.Auth.Factors;

public sealed class RecoveryCodeTests(AuthHost host) : IClassFixture<AuthHost>
{
    const string Path = "/auth/v1/factors/recovery-codes";

    [Fact]
    public async Task A_code_stands_for_the_factor_once_and_lets_a_lost_one_be_removed()
    {
        var (session, factor) = await WithFactorAsync("lost@codes.test");
        var codes = await MakeAsync(session);
        var half = await host.SignInAsync("lost@codes.test");

        var shown = await VerifyAsync(half, codes[3].ToLowerInvariant().Replace('-', ' '));
        var again = await VerifyAsync(await host.SignInAsync("lost@codes.test"), codes[3]);

        Assert.Equal((10, 10), (codes.Length, codes.Distinct().Count()));
        Assert.All(codes, code => Assert.Matches("^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$", code));
        Assert.Equal("aal2", shown.Claims.GetProperty("aal").GetString());
        Assert.Equal("recovery_code", shown.Claims.GetProperty("amr")[0].GetProperty("method").GetString());
        again.Is(HttpStatusCode.UnprocessableEntity, "recovery_code_not_valid");
        (await host.RefreshAsync(half.RefreshToken)).Is(HttpStatusCode.BadRequest, "refresh_token_not_found");
        Assert.Equal(9, (await CountAsync(shown)).GetProperty("left").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(
            HttpMethod.Delete, $"/auth/v1/factors/{factor}", null, shown.AccessToken)).Status);
        Assert.Equal(0, (await CountAsync(shown)).GetProperty("of").GetInt32());
    }

    [Fact]
    public async Task Of_many_who_bring_one_code_at_once_one_gets_through()
    {
        var (session, _) = await WithFactorAsync("race@codes.test");
        var code = (await MakeAsync(session))[0];
        var halves = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.SignInAsync("race@codes.test")));

        var answers = await Task.WhenAll(halves.Select(half => VerifyAsync(half, code)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Contains(
            answer.ErrorCode, (string[])["recovery_code_not_valid", "over_request_rate_limit"]));
        Assert.Equal(9, (await CountAsync(session)).GetProperty("left").GetInt32());
    }

    [Fact]
    public async Task Of_many_who_make_codes_at_once_the_codes_of_one_count()
    {
        var (session, _) = await WithFactorAsync("made@codes.test");

        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => MakeAsync(session)));

        Assert.Equal(10, (await CountAsync(session)).GetProperty("of").GetInt32());
        Assert.Equal(100, made.SelectMany(codes => codes).Distinct().Count());
    }

    [Fact]
    public async Task Codes_are_made_by_who_has_shown_a_factor_and_by_nobody_else()
    {
        await WithFactorAsync("guard@codes.test");
        var half = await host.SignInAsync("guard@codes.test");
        var without = await host.SignUpAsync("without@codes.test");

        (await host.PostAsync(Path, new { }, half.AccessToken)).Is(HttpStatusCode.Unauthorized, "insufficient_aal");
        (await host.PostAsync(Path, new { }, without.AccessToken)).Is(HttpStatusCode.NotFound, "mfa_factor_not_found");
        (await host.PostAsync(Path, new { })).Is(HttpStatusCode.Unauthorized, "no_authorization");
        (await host.PostAsync($"{Path}/verify", new { code = "x" }))
            .Is(HttpStatusCode.Unauthorized, "no_authorization");
        (await host.SendAsync(HttpMethod.Get, Path, null, host.Keys.Anon))
            .Is(HttpStatusCode.Unauthorized, "no_authorization");
    }

    [Fact]
    public async Task New_codes_end_the_old_and_another_s_are_no_good()
    {
        var (session, _) = await WithFactorAsync("mine@codes.test");
        var (theirs, _) = await WithFactorAsync("theirs@codes.test");
        var old = await MakeAsync(session);
        var foreign = await MakeAsync(theirs);
        await MakeAsync(session);
        var half = await host.SignInAsync("mine@codes.test");

        (await VerifyAsync(half, old[0])).Is(HttpStatusCode.UnprocessableEntity, "recovery_code_not_valid");
        (await VerifyAsync(half, foreign[0])).Is(HttpStatusCode.UnprocessableEntity, "recovery_code_not_valid");
        Assert.Equal(10, (await CountAsync(theirs)).GetProperty("left").GetInt32());
    }

    [Fact]
    public async Task Guessing_comes_to_an_end_and_the_database_holds_no_code()
    {
        var (session, _) = await WithFactorAsync("guess@codes.test");
        var codes = await MakeAsync(session);
        var stored = await host.Database.ScalarAsync<string>(
            "select string_agg(c::text, ' ') from atrium.recovery_codes c where user_id = $1", session.UserId);
        var half = await host.SignInAsync("guess@codes.test");
        AuthHost.Answer answer;
        var guesses = 0;
        do
        {
            answer = await VerifyAsync(half, "AAAA-AAAA-AAAA-AAAA");
        }
        while (answer.Status == HttpStatusCode.UnprocessableEntity && ++guesses < 20);

        Assert.DoesNotContain(codes[0].Replace("-", "", StringComparison.Ordinal), stored!, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], stored!, StringComparison.Ordinal);
        answer.Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
        Assert.InRange(guesses, 4, 8);
        (await VerifyAsync(half, codes[0])).Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
    }

    async Task<(AuthHost.Answer Session, Guid Factor)> WithFactorAsync(string email)
    {
        var begun = await host.SignUpAsync(email);
        var made = (await host.PostAsync(
            "/auth/v1/factors", new { factor_type = "totp", friendly_name = "phone" }, begun.AccessToken)).Json;
        var id = made.GetProperty("id").GetGuid();
        var asked = await host.PostAsync($"/auth/v1/factors/{id}/challenge", new { }, begun.AccessToken);
        var secret = Base32.Decode(made.GetProperty("totp").GetProperty("secret").GetString()!)!;
        var code = Totp.Code(secret, Totp.StepOf(TimeProvider.System.GetUtcNow()));
        var session = await host.PostAsync($"/auth/v1/factors/{id}/verify",
            new { challenge_id = asked.Json.GetProperty("id").GetString(), code }, begun.AccessToken);
        return (session, id);
    }

    async Task<string[]> MakeAsync(AuthHost.Answer session) =>
        (await host.PostAsync(Path, new { }, session.AccessToken)).Json.GetProperty("codes")
            .Deserialize<string[]>()!;

    Task<AuthHost.Answer> VerifyAsync(AuthHost.Answer session, string code) =>
        host.PostAsync($"{Path}/verify", new { code }, session.AccessToken);

    async Task<JsonElement> CountAsync(AuthHost.Answer session) =>
        (await host.SendAsync(HttpMethod.Get, Path, null, session.AccessToken)).Json;
}
