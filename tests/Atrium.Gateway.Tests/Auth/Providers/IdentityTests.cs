using System.Collections.Specialized;
using System.Net;
using System.Text.Json;
using System.Web;

namespace Atrium.Gateway.Tests.Auth.Providers;

/// <summary>Linking and unlinking by hand, by who is signed in and by nobody else.</summary>
public sealed class IdentityTests(ProviderHost host) : IClassFixture<ProviderHost>
{
    const string Verifier = "a-verifier-that-only-this-client-knows-of-43-or-more";
    const string Flow = $"&code_challenge_method=plain&code_challenge={Verifier}";

    [Fact]
    public async Task A_linked_identity_signs_in_to_the_account_that_linked_it()
    {
        var ann = await host.Auth.SignUpAsync("ann@link.test");

        var answer = await LinkAsync(ann, "ann@elsewhere.test");

        Assert.Equal((HttpStatusCode.SeeOther, ""), (answer.Status, answer.Location!.Fragment));
        Assert.Equal(["acme", "email"], await ProvidersAsync(ann));
        Assert.Equal(ann.UserId, await IdAsync(await host.SignInAsync("ann@elsewhere.test")));
        Assert.Equal(1L, await EventsAsync(ann, "identity.linked"));
    }

    [Fact]
    public async Task A_link_with_a_challenge_is_made_by_the_exchange_and_the_session_goes_on()
    {
        var ann = await host.Auth.SignUpAsync("flow@link.test");
        var asked = await SetOutAsync(ann, Flow);

        var answer = await host.ComeBackAsync(asked, host.Provider.Sign(host.ClaimsOf(asked, "flow@elsewhere.test")));
        var before = await ProvidersAsync(ann);
        var session = await ExchangeAsync(answer, Verifier);

        Assert.Equal(["email"], before);
        Assert.Equal(["acme", "email"], await ProvidersAsync(session));
        Assert.Equal(SessionOf(ann), SessionOf(session));
        (await host.Auth.RefreshAsync(ann.RefreshToken)).Is(HttpStatusCode.BadRequest, "refresh_token_not_found");
    }

    [Fact]
    public async Task Nobody_is_led_into_linking_what_is_theirs_to_another_account()
    {
        var mallory = await host.Auth.SignUpAsync("mallory@link.test");
        using var victim = host.From("127.0.0.72");

        var plain = await ByAsync(victim, await SetOutAsync(mallory), "victim@elsewhere.test");
        var ofFlow = await ByAsync(victim, await SetOutAsync(mallory, Flow), "victim@elsewhere.test");
        var guessed = await ExchangeAsync(ofFlow, "what the victim's browser has the code for is mallory's secret");

        Assert.Equal("bad_oauth_state", plain.Fragment["error_code"]);
        guessed.Is(HttpStatusCode.BadRequest, "bad_code_verifier");
        Assert.Equal(["email"], await ProvidersAsync(mallory));
    }

    [Fact]
    public async Task What_belongs_to_somebody_else_is_refused_and_of_many_links_at_once_one_is_made()
    {
        var ann = await host.Auth.SignUpAsync("first@link.test");
        var bob = await host.Auth.SignUpAsync("second@link.test");
        await LinkAsync(ann, "shared@elsewhere.test");

        var taken = await LinkAsync(bob, "shared@elsewhere.test");
        var again = await LinkAsync(ann, "shared@elsewhere.test");
        var raced = await Task.WhenAll(new[] { ann, bob, ann, bob }.Select(each => LinkAsync(each, "raced@link.test")));

        Assert.Equal("identity_already_exists", taken.Fragment["error_code"]);
        Assert.Equal("identity_already_exists", again.Fragment["error_code"]);
        Assert.Single(raced, answer => answer.Location!.Fragment.Length == 0);
    }

    [Fact]
    public async Task A_session_that_ended_or_lacks_the_second_factor_or_is_old_links_and_unlinks_nothing()
    {
        var ann = await host.Auth.SignUpAsync("ended@link.test");
        var asked = await SetOutAsync(ann);
        await host.Auth.PostAsync("/auth/v1/logout", new { }, ann.AccessToken);
        var ended = await host.ComeBackAsync(asked, host.Provider.Sign(host.ClaimsOf(asked, "late@elsewhere.test")));
        var old = await host.Auth.SignUpAsync("old@link.test");
        await host.Auth.Database.ExecuteAsync(
            "update auth.sessions set created_at = now() - interval '2 days' where user_id = $1", old.UserId);
        var half = await host.Auth.SignUpAsync("half@link.test");
        await host.Auth.Database.ExecuteAsync(
            "insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)"
            + " values (gen_random_uuid(), $1, 'totp', 'verified', now(), now())", half.UserId);

        Assert.Equal("session_not_found", ended.Fragment["error_code"]);
        (await AskAsync(null)).Is(HttpStatusCode.Unauthorized, "no_authorization");
        (await AskAsync(ann)).Is(HttpStatusCode.Forbidden, "session_not_found");
        (await AskAsync(old)).Is(HttpStatusCode.BadRequest, "reauthentication_needed");
        (await AskAsync(half)).Is(HttpStatusCode.Unauthorized, "insufficient_aal");
        (await UnlinkAsync(old, Guid.Empty)).Is(HttpStatusCode.BadRequest, "reauthentication_needed");
        (await UnlinkAsync(half, Guid.Empty)).Is(HttpStatusCode.Unauthorized, "insufficient_aal");
    }

    [Fact]
    public async Task One_s_own_identity_is_unlinked_but_not_the_last_and_nobody_else_s()
    {
        var ann = await host.Auth.SignUpAsync("un@link.test");
        await LinkAsync(ann, "un@elsewhere.test");
        var bob = await host.Auth.SignUpAsync("stranger@link.test");
        await LinkAsync(bob, "stranger@elsewhere.test");
        var (acme, email) = (await IdentityAsync(ann, "acme"), await IdentityAsync(ann, "email"));

        var foreign = await UnlinkAsync(bob, acme);
        var missing = await UnlinkAsync(bob, Guid.CreateVersion7());
        var unproved = await UnlinkAsync(ann, email);
        var gone = await UnlinkAsync(ann, acme);
        var last = await UnlinkAsync(ann, email);

        Assert.Equal(missing, foreign);
        foreign.Is(HttpStatusCode.UnprocessableEntity, "identity_not_found");
        unproved.Is(HttpStatusCode.UnprocessableEntity, "email_conflict_identity_not_deletable");
        Assert.Equal((HttpStatusCode.OK, "{}"), (gone.Status, gone.Text));
        last.Is(HttpStatusCode.UnprocessableEntity, "single_identity_not_deletable");
        Assert.Equal(1L, await EventsAsync(ann, "identity.unlinked"));
        Assert.NotEqual(ann.UserId, await IdAsync(await host.SignInAsync("un@elsewhere.test")));
    }

    [Fact]
    public async Task With_the_way_in_by_e_mail_goes_the_password_once_a_provider_has_proved_the_address()
    {
        var ann = await host.Auth.SignUpAsync("own@link.test");
        await LinkAsync(ann, "own@link.test");

        var gone = await UnlinkAsync(ann, await IdentityAsync(ann, "email"));

        Assert.Equal(HttpStatusCode.OK, gone.Status);
        Assert.Equal(["acme"], await ProvidersAsync(ann));
        (await host.Auth.SignInAsync("own@link.test")).Is(HttpStatusCode.BadRequest, "invalid_credentials");
        Assert.Equal(ann.UserId, await IdAsync(await host.SignInAsync("own@link.test")));
    }

    [Fact]
    public async Task Who_took_an_address_and_linked_their_own_identity_to_it_keeps_neither()
    {
        var squatter = await host.Auth.SignUpAsync("trapped@link.test");
        await LinkAsync(squatter, "squatter@elsewhere.test");

        var owner = await host.SignInAsync("trapped@link.test");
        var back = await host.SignInAsync("squatter@elsewhere.test");

        Assert.Equal(squatter.UserId, await IdAsync(owner));
        Assert.NotEqual(squatter.UserId, await IdAsync(back));
    }

    Task<AuthHost.Answer> AskAsync(AuthHost.Answer? session, string more = "") => host.Auth.SendAsync(HttpMethod.Get,
        $"/auth/v1/user/identities/authorize?provider=acme&skip_http_redirect=true{more}", null, session?.AccessToken);

    async Task<NameValueCollection> SetOutAsync(AuthHost.Answer session, string more = "")
    {
        var answer = await AskAsync(session, more);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return HttpUtility.ParseQueryString(new Uri(answer.Json.GetProperty("url").GetString()!).Query);
    }

    async Task<AuthHost.Answer> LinkAsync(AuthHost.Answer session, string email)
    {
        var asked = await SetOutAsync(session);
        return await host.ComeBackAsync(asked, host.Provider.Sign(host.ClaimsOf(asked, email)));
    }

    Task<AuthHost.Answer> ByAsync(HttpClient browser, NameValueCollection asked, string email) =>
        AuthHost.GetAsync(browser, $"callback?state={asked["state"]}&code="
            + host.Provider.CodeFor(host.Provider.Sign(host.ClaimsOf(asked, email)), asked["code_challenge"]!));

    Task<AuthHost.Answer> ExchangeAsync(AuthHost.Answer answer, string verifier) => host.Auth.PostAsync(
        "/auth/v1/token?grant_type=pkce",
        new { auth_code = HttpUtility.ParseQueryString(answer.Location!.Query)["code"], code_verifier = verifier });

    Task<AuthHost.Answer> UnlinkAsync(AuthHost.Answer session, Guid identity) => host.Auth.SendAsync(
        HttpMethod.Delete, $"/auth/v1/user/identities/{identity}", null, session.AccessToken);

    async Task<IReadOnlyList<JsonElement>> IdentitiesAsync(AuthHost.Answer session) =>
        [.. (await host.Auth.UserAsync(session.AccessToken)).Json.GetProperty("identities").EnumerateArray()];

    async Task<IEnumerable<string?>> ProvidersAsync(AuthHost.Answer session) => (await IdentitiesAsync(session))
        .Select(each => each.GetProperty("provider").GetString()).Order();

    async Task<Guid> IdentityAsync(AuthHost.Answer session, string provider) => (await IdentitiesAsync(session))
        .Single(each => each.GetProperty("provider").GetString() == provider).GetProperty("identity_id").GetGuid();

    async Task<Guid> IdAsync(AuthHost.Answer answer) =>
        (await host.Auth.UserAsync(answer.Fragment["access_token"]!)).Json.GetProperty("id").GetGuid();

    static string? SessionOf(AuthHost.Answer session) => session.Claims.GetProperty("session_id").GetString();

    Task<long> EventsAsync(AuthHost.Answer session, string type) => host.Auth.Database.ScalarAsync<long>(
        "select count(*) from public.audit_logs where event_type = $1 and actor_id = $2 and agency_id is not null",
        type, session.UserId);
}
