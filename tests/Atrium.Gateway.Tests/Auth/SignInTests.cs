using System.Diagnostics;
using System.Net;

namespace Atrium.Gateway.Tests.Auth;

public sealed class SignInTests(AuthHost host) : IClassFixture<AuthHost>
{
    [Fact]
    public async Task The_right_password_opens_a_session()
    {
        await host.SignUpAsync("in@in.test");

        var answer = await host.SignInAsync("IN@in.test");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("password", answer.Claims.GetProperty("amr")[0].GetProperty("method").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.UserAsync(answer.AccessToken)).Status);
        Assert.DoesNotContain("$2a$", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_account_gets_the_answer_and_the_time_of_a_wrong_password()
    {
        await host.SignUpAsync("known@in.test");
        List<TimeSpan> known = [], unknown = [];
        for (var i = 0; i < 5; i++)
        {
            var (wrong, wrongTook) = await TimedAsync("known@in.test");
            var (nobody, nobodyTook) = await TimedAsync($"nobody{i}@in.test");
            Assert.Equal(wrong, nobody);
            known.Add(wrongTook);
            unknown.Add(nobodyTook);
        }

        // A hash takes some 50 ms; without one for the unknown the ratio would be about ten.
        Assert.InRange(known.Order().ElementAt(2) / unknown.Order().ElementAt(2), 0.33, 3);
    }

    [Fact]
    public async Task Guessing_is_slowed_and_the_right_password_has_to_wait_too()
    {
        await host.SignUpAsync("guessed@in.test");
        AuthHost.Answer answer;
        var guesses = 0;
        do
        {
            answer = await host.SignInAsync("guessed@in.test", $"guess {guesses++}");
        }
        while (answer.Status == HttpStatusCode.BadRequest && guesses < 20);

        answer.Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
        Assert.InRange(guesses, 6, 8);
        Assert.InRange(answer.RetryAfter!.Value.TotalSeconds, 1, 2);
        (await host.SignInAsync("guessed@in.test")).Is(HttpStatusCode.TooManyRequests, "over_request_rate_limit");
    }

    [Fact]
    public async Task Guesses_at_once_count_like_guesses_in_turn()
    {
        await host.SignUpAsync("many@in.test");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => host.SignInAsync("many@in.test", $"guess {i}")));

        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.BadRequest), 5, 8);
    }

    [Fact]
    public async Task After_the_wait_the_right_password_opens_again()
    {
        await host.SignUpAsync("patient@in.test");
        for (var i = 0; i < 7; i++)
        {
            await host.SignInAsync("patient@in.test", "wrong");
        }

        await host.Database.ExecuteAsync("update atrium.sign_in_attempts set blocked_until = null");

        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("patient@in.test")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.SignInAsync("patient@in.test", "wrong")).Status);
    }

    [Theory]
    [InlineData("password", "validation_failed")]
    [InlineData("refresh_token", "validation_failed")]
    [InlineData("none", "unsupported_grant_type")]
    [InlineData("", "unsupported_grant_type")]
    public async Task A_grant_without_what_it_needs_is_refused(string grant, string code)
    {
        var answer = await host.PostAsync($"/auth/v1/token?grant_type={grant}", new { email = 1, refresh_token = 2 });

        answer.Is(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_banned_person_is_told_so_only_after_the_right_password()
    {
        var person = await host.SignUpAsync("banned@in.test");
        await host.Database.ExecuteAsync(
            "update auth.users set banned_until = now() + interval '1 day' where id = $1", person.UserId);

        (await host.SignInAsync("banned@in.test", "wrong")).Is(HttpStatusCode.BadRequest, "invalid_credentials");
        (await host.SignInAsync("banned@in.test")).Is(HttpStatusCode.BadRequest, "user_banned");
        (await host.RefreshAsync(person.RefreshToken)).Is(HttpStatusCode.BadRequest, "user_banned");
    }

    async Task<(string Body, TimeSpan Took)> TimedAsync(string email)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await host.SignInAsync(email, "a wrong password");
        return (answer.Text, Stopwatch.GetElapsedTime(start));
    }
}
