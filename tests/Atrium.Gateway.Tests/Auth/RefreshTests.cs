using System.Net;

namespace Atrium.Gateway.Tests.Auth;

public sealed class RefreshTests(AuthHost host) : IClassFixture<AuthHost>
{
    [Fact]
    public async Task A_refresh_goes_on_with_the_same_session()
    {
        var first = await host.SignUpAsync("on@refresh.test");

        var second = await host.RefreshAsync(first.RefreshToken);
        var third = await host.RefreshAsync(second.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, third.Status);
        Assert.Equal(3, new[] { first, second, third }.Select(answer => answer.RefreshToken).Distinct().Count());
        Assert.Single(new[] { first, second, third }
            .Select(answer => answer.Claims.GetProperty("session_id").GetGuid()).Distinct());
        Assert.Equal(HttpStatusCode.OK, (await host.UserAsync(third.AccessToken)).Status);
    }

    [Fact]
    public async Task Twenty_tabs_that_refresh_at_once_get_one_and_the_same_token()
    {
        var session = await host.SignUpAsync("tabs@refresh.test");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RefreshAsync(session.RefreshToken)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var successor = Assert.Single(answers.Select(answer => answer.RefreshToken).Distinct());
        Assert.Equal(2L, await Tokens(session));
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(successor)).Status);
    }

    [Fact]
    public async Task A_token_used_again_later_ends_the_whole_family()
    {
        var stolen = await host.SignUpAsync("stolen@refresh.test");
        var rightful = await host.RefreshAsync(stolen.RefreshToken);
        await Age(stolen);

        var thief = await host.RefreshAsync(stolen.RefreshToken);

        thief.Is(HttpStatusCode.BadRequest, "refresh_token_already_used");
        Assert.Equal(0L, await Tokens(stolen));
        (await host.RefreshAsync(rightful.RefreshToken)).Is(HttpStatusCode.BadRequest, "refresh_token_not_found");
        (await host.UserAsync(rightful.AccessToken)).Is(HttpStatusCode.Forbidden, "session_not_found");
    }

    [Fact]
    public async Task Whoever_wins_the_race_after_a_theft_nobody_keeps_a_session()
    {
        var stolen = await host.SignUpAsync("race@refresh.test");
        var rightful = await host.RefreshAsync(stolen.RefreshToken);
        await Age(stolen);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            host.RefreshAsync(i % 2 == 0 ? stolen.RefreshToken : rightful.RefreshToken)));

        Assert.Equal(0L, await Tokens(stolen));
        foreach (var lucky in answers.Where(answer => answer.Status == HttpStatusCode.OK))
        {
            Assert.NotEqual(HttpStatusCode.OK, (await host.RefreshAsync(lucky.RefreshToken)).Status);
            Assert.NotEqual(HttpStatusCode.OK, (await host.UserAsync(lucky.AccessToken)).Status);
        }
    }

    [Fact]
    public async Task The_end_of_one_session_leaves_the_others()
    {
        var one = await host.SignUpAsync("two@refresh.test");
        var other = await host.SignInAsync("two@refresh.test");
        await host.RefreshAsync(one.RefreshToken);
        await Age(one);

        await host.RefreshAsync(one.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(other.RefreshToken)).Status);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task An_unknown_token_is_refused(string token) =>
        (await host.RefreshAsync(token)).Is(HttpStatusCode.BadRequest, "refresh_token_not_found");

    [Fact]
    public async Task The_stored_form_of_a_token_is_no_token()
    {
        var session = await host.SignUpAsync("stored@refresh.test");
        var stored = await host.Database.ScalarAsync<string>(
            "select token from auth.refresh_tokens where user_id = $1", session.UserId);

        Assert.DoesNotContain(session.RefreshToken, stored, StringComparison.Ordinal);
        (await host.RefreshAsync(stored!)).Is(HttpStatusCode.BadRequest, "refresh_token_not_found");
    }

    [Fact]
    public async Task After_a_switch_the_next_token_names_the_other_agency()
    {
        var session = await host.SignUpAsync("switch@refresh.test", new { agency_name = "One" });
        var caller = host.Database.As(session.UserId, null, session.Claims.GetProperty("session_id").GetGuid());
        var other = await caller.ScalarAsync<Guid>("select id from public.create_agency('Two')");
        await caller.ExecuteAsync("select public.switch_agency($1)", other);

        var next = await host.RefreshAsync(session.RefreshToken);

        Assert.Equal(other, next.Claims.GetProperty("agency_id").GetGuid());
    }

    Task Age(AuthHost.Answer session) => host.Database.ExecuteAsync(
        "update auth.refresh_tokens set updated_at = updated_at - interval '11 seconds' where user_id = $1 and revoked",
        session.UserId);

    async Task<long> Tokens(AuthHost.Answer session) => await host.Database.ScalarAsync<long>(
        "select count(*) from auth.refresh_tokens where session_id = $1",
        session.Claims.GetProperty("session_id").GetGuid());
}
