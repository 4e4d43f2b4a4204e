namespace Atrium.Law.Tests.Kernel;

/// <summary>Attacks that worked on the documents' own policies: each must fail here, what is right must work.</summary>
public sealed class Attacks(LawDatabase law) : IClassFixture<LawDatabase>
{
    [Theory]
    [InlineData("update public.users set client_id = (select id from public.clients limit 1)")]
    [InlineData("update public.users set email = 'owner@alder.test'")]
    [InlineData("update public.memberships set role = 'owner'")]
    [InlineData("update public.memberships set permissions = '{clients:delete}'")]
    [InlineData("update public.memberships set client_scope = 'all', client_id = null")]
    [InlineData("update public.memberships set agency_id = gen_random_uuid()")]
    [InlineData("insert into public.memberships (agency_id, user_id, role) select agency_id, user_id, 'owner' from "
        + "public.memberships limit 1")]
    [InlineData("insert into public.client_access (agency_id, user_id, client_id) select agency_id, user_id, "
        + "gen_random_uuid() from public.memberships limit 1")]
    [InlineData("update atrium.role_rights set role = 'member'")]
    [InlineData("insert into atrium.role_rights (role, resource, action, reach) "
        + "values ('member', 'clients', 'delete', 'all')")]
    [InlineData("call atrium.allow('clients', 'delete', 'all', 'member')")]
    public async Task A_member_does_not_raise_itself(string attempt)
    {
        var member = await law.AsAsync("member");

        Assert.Equal("42501", await member.RefusalAsync(attempt));
    }

    [Fact]
    public async Task A_client_is_not_moved_to_another_agency_nor_taken_from_it()
    {
        var owner = await law.AsAsync("owner");
        var birch = await law.AgencyAsync("Birch");

        Assert.Equal("42501", await owner.RefusalAsync("update public.clients set agency_id = $1", birch));
        Assert.Equal("42501", await owner.RefusalAsync(
            "insert into public.clients (agency_id, name) values ($1, 'Planted')", birch));
        Assert.Equal(0, await owner.ExecuteAsync("delete from public.clients where agency_id = $1", birch));
    }

    [Fact]
    public async Task A_row_is_not_pushed_to_a_client_of_another_agency()
    {
        var owner = await law.AsAsync("owner");
        var foreign = await law.Database.ScalarAsync<Guid>("select id from public.clients where name = 'Birch One'");

        Assert.Equal("42501", await owner.RefusalAsync(
            "insert into public.communications (client_id, type) values ($1, 'call')", foreign));
        Assert.Equal("42501", await owner.RefusalAsync("update public.communications set client_id = $1", foreign));
        Assert.Equal("ATNOF", await owner.RefusalAsync(
            "insert into public.alerts (client_id, title) values ($1, 'x')", foreign));
    }

    [Fact]
    public async Task An_alert_is_assigned_within_the_agency_only()
    {
        var owner = await law.AsAsync("owner");
        var foreign = await law.PersonAsync("owner@birch.test");
        var own = await law.PersonAsync("pm@alder.test");

        Assert.NotNull(await owner.RefusalAsync("update public.alerts set assignee_id = $1", foreign));
        Assert.True(await owner.ExecuteAsync("update public.alerts set assignee_id = $1", own) > 0);
    }

    [Fact]
    public async Task No_foreign_key_points_across_agencies_even_for_the_operator()
    {
        var operators = law.Database.As("service_role");

        var refusal = await operators.RefusalAsync(
            """
            insert into public.client_access (agency_id, user_id, client_id)
            select m.agency_id, m.user_id, c.id from public.memberships m, public.clients c
            where m.agency_id <> c.agency_id and m.role = 'pm' limit 1
            """);

        Assert.Equal("23503", refusal);
    }

    [Theory]
    [InlineData("create table public.users_too (id uuid)")]
    [InlineData("create function public.mine() returns int language sql as 'select 1'")]
    [InlineData("set local role atrium_definer")]
    public async Task A_caller_makes_no_object_and_becomes_nobody_else(string attempt)
    {
        await using var session = await law.SuperuserAsync();
        await session.RunAsync(
            "begin", "set local session authorization atrium_gateway", "set local role authenticated");

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => session.RunAsync(attempt));

        Assert.Equal("42501", refusal.SqlState);
    }

    [Fact]
    public async Task A_temporary_table_of_the_callers_own_redirects_no_helper()
    {
        var pm = await law.AsAsync("pm");

        var refusal = await pm.RefusalAsync(
            """
            do $$ begin
              create temporary table memberships as
                select gen_random_uuid() id, atrium.current_agency_id() agency_id, atrium.current_user_id() user_id,
                  'owner' as role, 'active' status, now() created_at, null::uuid client_id;
              create temporary table agencies (id uuid, name text, slug text);
              perform set_config('search_path', 'pg_temp, public', true);
              assert (select role = 'pm' from public.my_agencies()), 'redirected';
            exception when insufficient_privilege then
              null; -- callers of a deployed database may not even make one
            end $$
            """);

        Assert.Null(refusal);
    }

    [Fact]
    public async Task Colleagues_are_seen_without_recursion_and_strangers_are_not()
    {
        var owner = await law.AsAsync("owner");

        Assert.Equal(10, await owner.ScalarAsync<long>("select count(*) from public.users"));
        Assert.Equal(0, await owner.ScalarAsync<long>(
            "select count(*) from public.users where email::text like '%@birch.test'"));
    }

    [Fact]
    public async Task A_member_of_some_clients_sees_those_and_a_contact_the_home_client()
    {
        const string Names = "select string_agg(name, ',' order by name) from public.clients where not is_house";

        Assert.Equal("Alder One", await (await law.AsAsync("member")).ScalarAsync<string>(Names));
        Assert.Equal("Alder One", await (await law.AsAsync("customer")).ScalarAsync<string>(Names));
        Assert.Equal("Alder One,Alder Two", await (await law.AsAsync("agent")).ScalarAsync<string>(Names));
    }

    [Fact]
    public async Task Invitations_are_not_listed_without_the_right_and_tokens_never()
    {
        Assert.Equal("42501", await law.Database.As("anon").RefusalAsync("select * from public.invitations"));
        var member = await law.AsAsync("member");
        var owner = await law.AsAsync("owner");
        Assert.Equal(0, await member.ScalarAsync<long>("select count(*) from public.invitations"));
        Assert.Equal("42501", await owner.RefusalAsync("select * from atrium.invitation_tokens"));
        Assert.True(await owner.ScalarAsync<bool>(
            "select not exists (select from public.invitations i where to_jsonb(i)::text ~ 'token|hash')"));
    }

    [Fact]
    public async Task Nobody_gives_a_role_or_a_right_above_the_own()
    {
        var admin = await law.AsAsync("admin");
        var owner = await law.PersonAsync("owner@alder.test");
        var pm = await law.PersonAsync("pm@alder.test");

        Assert.Equal("ATRNK", await admin.RefusalAsync("select public.set_member_role($1, 'pm')", owner));
        Assert.Equal("ATRNK", await admin.RefusalAsync("select public.set_member_role($1, 'owner')", pm));
        Assert.Equal("ATRNK", await admin.RefusalAsync("select public.remove_member($1)", owner));
        Assert.Equal("ATRNK", await admin.RefusalAsync(
            "select public.set_member_permissions($1, '{client_terms:update}')", pm));
        Assert.Null(await admin.RefusalAsync("select public.set_member_permissions($1, '{clients:insert}')", pm));
    }
}
