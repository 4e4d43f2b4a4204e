using System.Net;

namespace Atrium.Gateway.Tests.Auth.Links;

/// <summary>Invitations and links made with the service key; sign-ups that have to confirm their address.</summary>
public sealed class OperatorLinkTests(OperatorLinkTests.Host fixture) : IClassFixture<OperatorLinkTests.Host>
{
    AuthHost host => fixture.Auth;

    public sealed class Host : IAsyncLifetime
    {
        public AuthHost Auth { get; } = new() { Configure = options => options.ConfirmEmail = true };

        public ValueTask InitializeAsync() => Auth.InitializeAsync();

        public ValueTask DisposeAsync() => Auth.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_up_answers_the_same_for_an_address_that_has_an_account()
    {
        var first = await host.SignUpAsync("twice@operator.test", new { agency_name = "Twice" });
        var mail = await host.MailAsync("twice@operator.test");
        (await host.SignInAsync("twice@operator.test")).Is(HttpStatusCode.BadRequest, "email_not_confirmed");
        var session = await host.SendAsync(HttpMethod.Get, mail.Link, null);

        var second = await host.SignUpAsync("twice@operator.test", new { agency_name = "Twice" });
        await host.AllMailIsDoneAsync();

        Assert.Equal("signup", session.Fragment["type"]);
        Assert.Equal((first.Status, Names(first)), (second.Status, Names(second)));
        Assert.Equal("""twice@operator.test""", second.Json.GetProperty("email").GetString());
        Assert.Single(host.Mails("twice@operator.test"));
        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("twice@operator.test")).Status);
    }

    [Fact]
    public async Task An_invited_person_takes_up_the_account()
    {
        var answer = await host.PostAsync("/auth/v1/invite",
            new { email = "guest@operator.test", data = new { full_name = "Guest" } }, host.Keys.Service);
        var mail = await host.MailAsync("guest@operator.test");

        var session = await host.PostAsync("/auth/v1/verify", new { type = "invite", token_hash = mail.Token });
        var again = await host.PostAsync(
            "/auth/v1/invite", new { email = "guest@operator.test" }, host.Keys.Service);

        Assert.Equal("guest@operator.test", answer.Json.GetProperty("email").GetString());
        Assert.True(answer.Json.TryGetProperty("invited_at", out _));
        Assert.Equal(answer.Json.GetProperty("id").GetGuid(), session.UserId);
        again.Is(HttpStatusCode.UnprocessableEntity, "email_exists");
    }

    [Theory]
    [InlineData("magiclink")]
    [InlineData("recovery")]
    [InlineData("signup")]
    [InlineData("invite")]
    public async Task A_generated_link_works_and_is_not_sent(string type)
    {
        var email = $"{type}@operator.test";
        if (type == "recovery")
        {
            await host.PostAsync("/auth/v1/admin/users",
                new { email, password = "correct horse", email_confirm = true }, host.Keys.Service);
        }

        var link = await host.PostAsync("/auth/v1/admin/generate_link",
            new { type, email, password = "correct horse" }, host.Keys.Service);
        var verified = await host.PostAsync("/auth/v1/verify", new
        {
            type = link.Json.GetProperty("verification_type").GetString(),
            token_hash = link.Json.GetProperty("hashed_token").GetString(),
        });

        Assert.Equal((email, HttpStatusCode.OK), (link.Json.GetProperty("email").GetString(), verified.Status));
        Assert.Contains("/auth/v1/verify?token=", link.Json.GetProperty("action_link").GetString()!,
            StringComparison.Ordinal);
        Assert.Matches("^[0-9]{6}$", link.Json.GetProperty("email_otp").GetString()!);
        Assert.Empty(host.Mails(email));
    }

    [Fact]
    public async Task Only_the_service_key_invites_and_makes_links()
    {
        foreach (var route in (string[])["invite", "admin/generate_link"])
        {
            var body = new { type = "magiclink", email = "x@operator.test" };
            (await host.PostAsync($"/auth/v1/{route}", body)).Is(HttpStatusCode.Unauthorized, "no_authorization");
            (await host.PostAsync($"/auth/v1/{route}", body, host.Keys.Anon)).Is(HttpStatusCode.Forbidden, "not_admin");
        }

        (await host.PostAsync("/auth/v1/admin/generate_link", new { type = "recovery", email = "x@operator.test" },
            host.Keys.Service)).Is(HttpStatusCode.NotFound, "user_not_found");
    }

    static string Names(AuthHost.Answer answer) =>
        string.Join(' ', answer.Json.EnumerateObject().Select(member => member.Name));
}
