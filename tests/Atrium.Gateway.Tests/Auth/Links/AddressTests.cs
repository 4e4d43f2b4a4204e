using System.Net;
using System.Net.Http.Json;

namespace Atrium.Gateway.Tests.Auth.Links;

/// <summary>Another address, and what has to be shown again before a password changes.</summary>
public sealed class AddressTests(AuthHost host) : IClassFixture<AuthHost>
{
    [Fact]
    public async Task An_address_changes_once_both_have_confirmed()
    {
        var session = await host.SignUpAsync("old@address.test");
        var asked = await PutAsync(session, new { email = "New@address.test" });
        var (fresh, current) = (await host.MailAsync("new@address.test"), await host.MailAsync("old@address.test"));

        var half = await host.SendAsync(HttpMethod.Get, fresh.Link, null);
        var before = (await host.UserAsync(session.AccessToken)).Json.GetProperty("email").GetString();
        var whole = await host.PostAsync(
            "/auth/v1/verify", new { type = "email_change", email = "old@address.test", token = current.Code });

        Assert.Equal("new@address.test", asked.Json.GetProperty("new_email").GetString());
        Assert.Contains("other email", half.Fragment["message"], StringComparison.Ordinal);
        Assert.Equal("old@address.test", before);
        Assert.Equal("new@address.test", whole.Json.GetProperty("user").GetProperty("email").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("new@address.test")).Status);
        (await host.SignInAsync("old@address.test")).Is(HttpStatusCode.BadRequest, "invalid_credentials");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_not_told_and_not_written_to()
    {
        await host.SignUpAsync("taken@address.test");
        var session = await host.SignUpAsync("wants@address.test");

        var free = await PutAsync(session, new { email = "free@address.test" });
        var taken = await PutAsync(session, new { email = "taken@address.test" });
        await host.AllMailIsDoneAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (free.Status, taken.Status));
        Assert.Empty(host.Mails("taken@address.test"));
    }

    [Fact]
    public async Task The_mails_of_a_change_are_sent_again_and_the_older_ones_end()
    {
        var session = await host.SignUpAsync("again@address.test");
        await PutAsync(session, new { email = "again-new@address.test" });
        var first = await host.MailAsync("again-new@address.test");

        await host.PostAsync("/auth/v1/resend", new { type = "email_change", email = "again@address.test" });
        await host.MailAsync("again-new@address.test", 2);
        var old = await host.PostAsync("/auth/v1/verify", new { type = "email_change", token_hash = first.Token });

        old.Is(HttpStatusCode.Forbidden, "otp_expired");
    }

    [Fact]
    public async Task An_old_session_needs_the_code_of_a_mail_for_a_new_password()
    {
        var session = await host.SignUpAsync("sure@address.test");
        await host.Database.ExecuteAsync(
            "update auth.sessions set created_at = now() - interval '25 hours' where user_id = $1", session.UserId);
        var needed = await PutAsync(session, new { password = "battery staple" });
        await host.SendAsync(HttpMethod.Get, "/auth/v1/reauthenticate", null, session.AccessToken);
        var nonce = (await host.MailAsync("sure@address.test")).Code;

        var wrong = await PutAsync(session, new { password = "battery staple", nonce = "nonsense" });
        var right = await PutAsync(session, new { password = "battery staple", nonce });
        var again = await PutAsync(session, new { password = "staple battery", nonce });

        needed.Is(HttpStatusCode.BadRequest, "reauthentication_needed");
        wrong.Is(HttpStatusCode.UnprocessableEntity, "reauthentication_not_valid");
        Assert.Equal(HttpStatusCode.OK, right.Status);
        again.Is(HttpStatusCode.UnprocessableEntity, "reauthentication_not_valid");
    }

    Task<AuthHost.Answer> PutAsync(AuthHost.Answer session, object body) =>
        host.SendAsync(HttpMethod.Put, "/auth/v1/user", JsonContent.Create(body), session.AccessToken);
}
