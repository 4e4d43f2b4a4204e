namespace Atrium.Law.Tests.Kernel.Seeds;

/// <summary>The success criteria of the document "CC1: Schema Design" and the facts it states, item by item.</summary>
public sealed class Seed001Criteria(LawDatabase law) : IClassFixture<LawDatabase>
{
    // Manual auth sync: the application signs up, then inserts users with the same id.
    [Fact]
    public async Task Manual_auth_sync_succeeds_and_ids_match()
    {
        var person = await SignUpAsync("sync@seed.test");

        await law.Database.As(person).ExecuteAsync(
            "insert into public.users (id, email) values ($1, 'sync@seed.test')", person);

        Assert.Equal(person, await law.PersonAsync("sync@seed.test"));
    }

    [Fact]
    public async Task Manual_auth_sync_with_a_client_joins_by_invitation()
    {
        var client = await ClientAsync("Alder One");
        await (await law.AsAsync("owner")).ExecuteAsync(
            "select public.invite_member('invited@seed.test', 'customer', $1)", client);
        var person = await SignUpAsync("invited@seed.test");

        await law.Database.As(person).ExecuteAsync(
            "insert into public.users (id, email, client_id) values ($1, 'invited@seed.test', $2)", person, client);

        Assert.Equal("Alder One", await law.Database.As(person).ScalarAsync<string>(
            "select string_agg(name, ',') from public.clients"));
    }

    [Fact]
    public async Task Manual_auth_sync_joins_nothing_with_an_address_that_nobody_proved()
    {
        var client = await ClientAsync("Alder One");
        await (await law.AsAsync("owner")).ExecuteAsync(
            "select public.invite_member('unproven@seed.test', 'customer', $1)", client);
        var person = await SignUpAsync("unproven@seed.test", proven: false);

        await law.Database.As(person).ExecuteAsync(
            "insert into public.users (id, email, client_id) values ($1, 'unproven@seed.test', $2)", person, client);

        Assert.Equal(0, await law.Database.As(person).ScalarAsync<long>("select count(*) from public.clients"));
    }

    [Fact]
    public async Task Manual_auth_sync_with_a_client_joins_nothing_without_an_invitation()
    {
        var client = await ClientAsync("Alder One");
        var person = await SignUpAsync("stranger@seed.test");

        await law.Database.As(person).ExecuteAsync(
            "insert into public.users (id, email, client_id) values ($1, 'stranger@seed.test', $2)", person, client);

        Assert.Equal(0, await law.Database.As(person).ScalarAsync<long>("select count(*) from public.clients"));
    }

    [Fact]
    public async Task A_forgotten_id_is_an_error_and_not_a_stranger_who_sees_nothing()
    {
        var person = await SignUpAsync("forgot@seed.test");

        var refusal = await law.Database.As(person).RefusalAsync(
            "insert into public.users (email) values ('forgot@seed.test')");

        Assert.NotNull(refusal);
    }

    [Fact]
    public async Task A_deleted_account_leaves_no_row_that_bars_a_new_one()
    {
        var person = await SignUpAsync("again@seed.test");
        await law.Database.ExecuteAsync("delete from auth.users where id = $1", person);

        var again = await SignUpAsync("AGAIN@seed.test");

        Assert.NotEqual(person, again);
    }

    // Hierarchy: agencies → clients → communications, alerts, documents, tickets; agencies → agency_cartridges.
    [Theory]
    [InlineData("clients", "agencies")]
    [InlineData("agency_cartridges", "agencies")]
    [InlineData("communications", "clients")]
    [InlineData("alerts", "clients")]
    [InlineData("documents", "clients")]
    [InlineData("tickets", "clients")]
    public async Task Hierarchy_cascades_from_the_root(string child, string parent) =>
        Assert.True(await law.Database.ScalarAsync<bool>(
            """
            select exists (select from pg_constraint where contype = 'f' and confdeltype = 'c'
              and conrelid = ('public.' || $1)::regclass and confrelid = ('public.' || $2)::regclass)
            """,
            child, parent));

    [Theory]
    [InlineData(
        "style", """{"tone":"warm","vocabulary_level":"plain","use_emojis":false,"call_to_action_style":"soft"}""")]
    [InlineData("preference", """{"response_length":"short","formality":"high","languages":["en","de"]}""")]
    [InlineData("instruction", """{"rules":["be brief"],"constraints":["no prices"],"examples":[]}""")]
    [InlineData(
        "brand",
        """{"company_name":"Alder","industry":"Wood","target_audience":"All","core_values":[],"blueprint_112":{}}""")]
    public async Task Data_of_each_cartridge_type_is_accepted(string type, string data)
    {
        var leadership = await law.AsAsync("leadership");

        var kept = await leadership.ScalarAsync<bool>(
            "insert into public.agency_cartridges (agency_id, type, name, data) "
            + "values (atrium.current_agency_id(), $1, 'Seed', $2::jsonb) returning data = $2::jsonb", type, data);

        Assert.True(kept);
    }

    [Fact]
    public async Task User_cartridges_are_the_persons_own()
    {
        var agent = await law.AsAsync("agent");

        Assert.Equal(1, await agent.ScalarAsync<long>("select count(*) from public.style_cartridges"));
        Assert.NotNull(await agent.RefusalAsync(
            "insert into public.style_cartridges (user_id, name) values ($1, 'Forged')",
            await law.PersonAsync("pm@alder.test")));
    }

    Task<Guid> ClientAsync(string name) =>
        law.Database.ScalarAsync<Guid>("select id from public.clients where name = $1", name);

    Task<Guid> SignUpAsync(string email, bool proven = true) => law.Database.ScalarAsync<Guid>(
        """
        with person as (
          insert into auth.users (id, email, email_confirmed_at)
          values (gen_random_uuid(), $1::text::extensions.citext, now()) returning id)
        insert into auth.identities (provider_id, user_id, provider, identity_data)
        select id, id, 'email', jsonb_build_object('sub', id, 'email', $1::text, 'email_verified', $2::boolean)
        from person returning user_id
        """,
        email,
        proven);
}
