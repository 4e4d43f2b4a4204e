using System.Net;
using Atrium.Testing;

namespace Atrium.Gateway.Tests.Auth.Links;

public sealed class InvitationMailTests(AuthHost host) : IClassFixture<AuthHost>
{
    [Fact]
    public async Task Inviting_mails_a_link_that_is_not_the_one_shown_and_lets_in_all_the_same()
    {
        var owner = await OwnerAsync("Northlight & Sons");

        var shown = await InviteAsync(owner, "Ann@invited.test");
        var mail = await MailAsync("ann@invited.test");
        var joined = await host.SignUpAsync("ann@invited.test", new { invitation_token = TokenOf(mail) });

        Assert.Equal("Northlight & Sons invites you", mail.Subject);
        Assert.NotEqual(shown, TokenOf(mail));
        Assert.Equal(HttpStatusCode.OK, joined.Status);
        Assert.Equal(owner.Agency, joined.Claims.GetProperty("agency_id").GetGuid());
        (await host.SignUpAsync("ann2@invited.test", new { invitation_token = shown }))
            .Is(HttpStatusCode.Forbidden, "validation_failed");
    }

    [Fact]
    public async Task An_invitation_that_comes_to_nothing_leaves_no_mail()
    {
        var owner = await OwnerAsync("Undone");

        var refusal = await owner.Caller.RefusalAsync(
            "select 1 / (length(token) - 64) from public.invite_member('undone@invited.test', 'pm')");

        Assert.Equal("22012", refusal);
        Assert.Equal(0L, await CountAsync("undone@invited.test"));
    }

    [Fact]
    public async Task One_that_is_withdrawn_before_its_mail_leaves_is_not_mailed()
    {
        var owner = await OwnerAsync("Withdrawn");
        await InviteAsync(owner, "gone@invited.test");
        await owner.Caller.ExecuteAsync(
            "select public.revoke_invitation(id) from public.invitations where email = 'gone@invited.test'");

        host.Wake();
        await host.AllMailIsDoneAsync();

        Assert.Empty(host.Mails("gone@invited.test"));
    }

    [Theory]
    [InlineData("Win at https://evil.test/now")]
    [InlineData("www.evil.test")]
    [InlineData("a/b")]
    public async Task A_name_that_would_lead_elsewhere_is_not_repeated(string name)
    {
        var to = $"{name.GetHashCode(StringComparison.Ordinal)}@named.test";
        await InviteAsync(await OwnerAsync(name), to);

        var mail = await MailAsync(to);

        Assert.Equal("An agency invites you", mail.Subject);
        Assert.DoesNotContain(name, mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_take_one_invitation_by_either_link_one_does()
    {
        var owner = await OwnerAsync("Raced");
        var shown = await InviteAsync(owner, "raced@invited.test");
        var mailed = TokenOf(await MailAsync("raced@invited.test"));
        var person = await host.SignUpAsync("raced@invited.test");
        var caller = host.Database.As(person.UserId);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            caller.RefusalAsync("select public.accept_invitation($1)", i % 2 == 0 ? shown : mailed)));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.All(refusals.Where(refusal => refusal is not null), refusal => Assert.Equal("ATEXP", refusal));
    }

    [Fact]
    public async Task A_new_link_ends_those_from_before_and_many_at_once_do_not_flood()
    {
        var owner = await OwnerAsync("Again");
        var shown = await InviteAsync(owner, "again@invited.test");
        var mailed = TokenOf(await MailAsync("again@invited.test"));
        await host.AllMailIsDoneAsync();

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => owner.Caller.RefusalAsync(
            "select public.resend_invitation(id) from public.invitations where email = 'again@invited.test'")));

        Assert.All(refusals, Assert.Null);
        // two, or one more where the sender looked in between
        Assert.InRange(await CountAsync("again@invited.test"), 2L, 3L);
        foreach (var old in (string[])[shown, mailed])
        {
            (await host.SignUpAsync("again@invited.test", new { invitation_token = old }))
                .Is(HttpStatusCode.NotFound, "invite_not_found");
        }

        host.Wake();
        await host.AllMailIsDoneAsync();
        var link = TokenOf(host.Mails("again@invited.test")[0]);
        Assert.Equal(HttpStatusCode.OK,
            (await host.SignUpAsync("again@invited.test", new { invitation_token = link })).Status);
    }

    sealed record Owner(Guid Agency, AsCaller Caller);

    async Task<Owner> OwnerAsync(string agency)
    {
        var email = $"{Guid.CreateVersion7():N}@owner.test";
        var person = await host.SignUpAsync(email, new { agency_name = agency });
        var id = person.Claims.GetProperty("agency_id").GetGuid();
        return new Owner(id, host.Database.As(person.UserId, id));
    }

    static async Task<string> InviteAsync(Owner owner, string email) =>
        (await owner.Caller.ScalarAsync<string>("select token from public.invite_member($1, 'pm')", email))!;

    async Task<AuthHost.Letter> MailAsync(string to)
    {
        host.Wake();
        return await host.MailAsync(to);
    }

    static string TokenOf(AuthHost.Letter mail) => mail.Link["/invite/".Length..];

    Task<long> CountAsync(string recipient) => host.Database.ScalarAsync<long>(
        "select count(*) from atrium.mails where recipient = $1", recipient);
}
