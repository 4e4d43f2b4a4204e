using System.Net;
using System.Text;

namespace Atrium.Gateway.Tests.Auth;

public sealed class SignUpTests(AuthHost host) : IClassFixture<AuthHost>
{
    [Fact]
    public async Task A_sign_up_founds_an_agency_and_opens_a_session()
    {
        var answer = await host.SignUpAsync("Fay@sign.test", new { agency_name = "Fay & Co", full_name = "Fay" });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("bearer", answer.Json.GetProperty("token_type").GetString());
        Assert.Equal(3600, answer.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal("fay@sign.test", answer.Json.GetProperty("user").GetProperty("email").GetString());
        Assert.Equal("authenticated", answer.Claims.GetProperty("role").GetString());
        var agency = answer.Claims.GetProperty("agency_id").GetGuid();
        Assert.Equal("Fay & Co owner", await host.Database.ScalarAsync<string>(
            "select a.name || ' ' || m.role from public.memberships m join public.agencies a on a.id = m.agency_id"
            + " where a.id = $1 and m.user_id = $2", agency, answer.UserId));
    }

    [Fact]
    public async Task Without_a_name_the_agency_gets_one()
    {
        var answer = await host.SignUpAsync("nameless@sign.test");

        Assert.Equal("Nameless's agency", await host.Database.ScalarAsync<string>(
            "select name from public.agencies where id = $1", answer.Claims.GetProperty("agency_id").GetGuid()));
    }

    [Fact]
    public async Task One_address_has_one_account_whatever_its_case()
    {
        await host.SignUpAsync("once@sign.test");

        var again = await host.SignUpAsync("ONCE@Sign.test ");

        again.Is(HttpStatusCode.UnprocessableEntity, "user_already_exists");
    }

    [Fact]
    public async Task Of_sign_ups_at_once_with_one_address_one_succeeds()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.SignUpAsync("race@sign.test")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(1L, await host.Database.ScalarAsync<long>(
            "select count(*) from auth.users where email = 'race@sign.test'"));
    }

    [Theory]
    [InlineData("not an address", "correct horse", HttpStatusCode.BadRequest, "validation_failed")]
    [InlineData("two@at@sign.test", "correct horse", HttpStatusCode.BadRequest, "validation_failed")]
    [InlineData("short@sign.test", "1234567", HttpStatusCode.UnprocessableEntity, "weak_password")]
    [InlineData("nul@sign.test", "correct\0horse", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    public async Task What_can_not_be_used_is_refused(string email, string password, HttpStatusCode status, string code)
    {
        var answer = await host.PostAsync("/auth/v1/signup", new { email, password });

        answer.Is(status, code);
    }

    [Fact]
    public async Task A_password_longer_than_72_bytes_is_refused()
    {
        var password = new string('ä', 37);

        var answer = await host.PostAsync("/auth/v1/signup", new { email = "long@sign.test", password });

        answer.Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await host.SendAsync(HttpMethod.Post, "/auth/v1/signup", content);

        answer.Is(HttpStatusCode.BadRequest, "bad_json");
    }

    [Fact]
    public async Task An_invitation_brings_a_new_account_into_the_agency_that_invited()
    {
        var owner = await host.SignUpAsync("host@sign.test", new { agency_name = "Host" });
        var agency = owner.Claims.GetProperty("agency_id").GetGuid();
        var token = await host.Database.As(owner.UserId, agency)
            .ScalarAsync<string>("select token from public.invite_member('guest@sign.test', 'pm')");

        var stranger = await host.SignUpAsync("stranger@sign.test", new { invitation_token = token });
        var guest = await host.SignUpAsync("guest@sign.test", new { invitation_token = token });
        var second = await host.SignUpAsync("second@sign.test", new { invitation_token = token });

        Assert.NotEqual(HttpStatusCode.OK, stranger.Status);
        Assert.Equal((HttpStatusCode.OK, agency), (guest.Status, guest.Claims.GetProperty("agency_id").GetGuid()));
        Assert.DoesNotContain(token!, guest.Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, second.Status);
    }

    [Fact]
    public async Task An_unknown_invitation_makes_no_account()
    {
        var answer = await host.SignUpAsync("lost@sign.test", new { invitation_token = "no such token" });

        answer.Is(HttpStatusCode.NotFound, "invite_not_found");
        (await host.SignInAsync("lost@sign.test")).Is(HttpStatusCode.BadRequest, "invalid_credentials");
    }

    [Fact]
    public async Task A_set_up_link_works_once()
    {
        var token = await host.Database.ScalarAsync<string>("select atrium.create_setup_link()");

        var first = await host.SignUpAsync("first@sign.test", new { setup_token = token, agency_name = "First" });
        var second = await host.SignUpAsync("later@sign.test", new { setup_token = token, agency_name = "Later" });

        Assert.Equal(HttpStatusCode.OK, first.Status);
        second.Is(HttpStatusCode.Gone, "setup_link_invalid");
    }
}
