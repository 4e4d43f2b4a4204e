using System.Net;
using System.Net.Http.Json;

namespace Atrium.Gateway.Tests.Auth.Links;

public sealed class LinkTests(AuthHost host) : IClassFixture<AuthHost>
{
    [Fact]
    public async Task What_the_database_can_t_keep_is_refused()
    {
        var answer = await host.PostAsync("/auth/v1/otp", new { email = "nul@link.test", data = new { name = "a\0" } });

        answer.Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
    }

    [Fact]
    public async Task A_recovery_link_opens_a_session_that_sets_a_new_password()
    {
        await host.SignUpAsync("lost@links.test");

        await host.PostAsync("/auth/v1/recover", new { email = "Lost@links.test" });
        var answer = await host.SendAsync(HttpMethod.Get, (await host.MailAsync("lost@links.test")).Link, null);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("recovery", answer.Fragment["type"]);
        var changed = await host.SendAsync(HttpMethod.Put, "/auth/v1/user",
            JsonContent.Create(new { password = "battery staple" }), answer.Fragment["access_token"]);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("lost@links.test", "battery staple")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(answer.Fragment["refresh_token"]!)).Status);
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_gets_a_session()
    {
        var person = await host.SignUpAsync("race@links.test");
        await host.PostAsync("/auth/v1/otp", new { email = "race@links.test" });
        var mail = await host.MailAsync("race@links.test");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? host.PostAsync("/auth/v1/verify", new { type = "email", token_hash = mail.Token })
            : host.SendAsync(HttpMethod.Get, mail.Link, null)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK
            || answer.Location?.Fragment.Contains("access_token", StringComparison.Ordinal) == true);
        Assert.Equal(2L, await host.Database.ScalarAsync<long>(
            "select count(*) from auth.sessions where user_id = $1", person.UserId));
    }

    [Fact]
    public async Task The_digits_do_what_the_link_does_for_their_address_only()
    {
        await host.SignUpAsync("digits@links.test");
        await host.PostAsync("/auth/v1/otp", new { email = "digits@links.test" });
        var code = (await host.MailAsync("digits@links.test")).Code;

        var elsewhere = await TypeAsync("email", "other@links.test", code);
        var right = await TypeAsync("email", "Digits@links.test", code);
        var again = await TypeAsync("email", "digits@links.test", code);

        elsewhere.Is(HttpStatusCode.Forbidden, "otp_expired");
        Assert.Equal("otp", right.Claims.GetProperty("amr")[0].GetProperty("method").GetString());
        again.Is(HttpStatusCode.Forbidden, "otp_expired");
    }

    [Fact]
    public async Task Guessing_digits_is_slowed_whether_or_not_there_is_an_account()
    {
        await host.SignUpAsync("guessed@links.test");
        await host.PostAsync("/auth/v1/recover", new { email = "guessed@links.test" });
        await host.MailAsync("guessed@links.test");

        var known = await GuessAsync("guessed@links.test");
        var unknown = await GuessAsync("nobody-guessed@links.test");

        Assert.Equal(known, unknown);
        Assert.Contains("429", known, StringComparison.Ordinal);
        Assert.Contains("403", known, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recover")]
    [InlineData("otp")]
    [InlineData("magiclink")]
    [InlineData("resend")]
    public async Task Neither_answer_nor_work_tells_whether_there_is_an_account(string route)
    {
        var known = $"known-{route}@links.test";
        await host.SignUpAsync(known);

        var (yes, laidDownForOne) = await CountAsync(route, known);
        var (no, laidDownForNobody) = await CountAsync(route, $"nobody-{route}@links.test");

        Assert.Equal((yes.Status, yes.Text), (no.Status, no.Text));
        Assert.Equal((HttpStatusCode.OK, 1L, 1L), (yes.Status, laidDownForOne, laidDownForNobody));
    }

    [Fact]
    public async Task Nobody_gets_mail_who_has_no_account_and_makes_none()
    {
        await host.PostAsync("/auth/v1/recover", new { email = "stranger@links.test" });
        await host.PostAsync("/auth/v1/otp", new { email = "stranger@links.test", create_user = false });
        await host.AllMailIsDoneAsync();

        Assert.Empty(host.Mails("stranger@links.test"));
        Assert.Equal(0L, await host.Database.ScalarAsync<long>(
            "select count(*) from auth.users where email = 'stranger@links.test'"));
    }

    [Fact]
    public async Task A_newcomer_s_link_makes_the_account_and_its_agency_when_it_is_used()
    {
        await host.PostAsync("/auth/v1/otp",
            new { email = "new@links.test", data = new { agency_name = "New & Co", full_name = "New" } });
        var mail = await host.MailAsync("new@links.test");
        var early = await host.SignInAsync("new@links.test");

        var session = await host.PostAsync("/auth/v1/verify", new { type = "signup", token_hash = mail.Token });

        early.Is(HttpStatusCode.BadRequest, "invalid_credentials");
        Assert.Equal("""{"full_name":"New"}""",
            session.Json.GetProperty("user").GetProperty("user_metadata").GetRawText());
        Assert.Equal("New & Co", await host.Database.ScalarAsync<string>(
            "select name from public.agencies where id = $1", session.Claims.GetProperty("agency_id").GetGuid()));
    }

    [Fact]
    public async Task Mail_to_one_address_is_limited_with_the_time_to_wait()
    {
        AuthHost.Answer answer;
        var sent = 0;
        do
        {
            answer = await host.PostAsync("/auth/v1/recover", new { email = "flooded@links.test" });
        }
        while (answer.Status == HttpStatusCode.OK && ++sent < 20);

        answer.Is(HttpStatusCode.TooManyRequests, "over_email_send_rate_limit");
        Assert.InRange(answer.RetryAfter!.Value.TotalSeconds, 1, 900);
        Assert.InRange(sent, 4, 8);
    }

    [Fact]
    public async Task Neither_link_nor_digits_can_be_read_from_the_database()
    {
        await host.SignUpAsync("kept@links.test");
        await host.PostAsync("/auth/v1/recover", new { email = "kept@links.test" });
        var mail = await host.MailAsync("kept@links.test");

        var kept = await host.Database.ScalarAsync<string>(
            "select string_agg(t::text, '') from auth.one_time_tokens t join auth.users u on u.id = t.user_id "
            + "where u.email = 'kept@links.test'");

        Assert.DoesNotContain(mail.Token, kept!, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Code, kept!.Split(',')[6], StringComparison.Ordinal);
        (await host.PostAsync("/auth/v1/verify", new
        {
            type = "recovery",
            token_hash = await host.Database.ScalarAsync<string>("select token_hash from auth.one_time_tokens limit 1"),
        })).Is(HttpStatusCode.Forbidden, "otp_expired");
    }

    async Task<(AuthHost.Answer Answer, long LaidDown)> CountAsync(string route, string email)
    {
        var answer = await host.PostAsync($"/auth/v1/{route}", new { email, type = "signup", create_user = false });
        return (answer, await host.Database.ScalarAsync<long>(
            "select count(*) from atrium.mails where recipient = $1", email));
    }

    async Task<string> GuessAsync(string email)
    {
        var statuses = new List<int>();
        for (var guess = 0; guess < 7; guess++)
        {
            statuses.Add((int)(await TypeAsync("recovery", email, "no code")).Status);
        }

        return string.Join(' ', statuses);
    }

    Task<AuthHost.Answer> TypeAsync(string type, string email, string token) =>
        host.PostAsync("/auth/v1/verify", new { type, email, token });
}
