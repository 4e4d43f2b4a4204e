namespace Atrium.Law.Tests.Kernel;

/// <summary>Every change leaves one entry that says who, when, in which request, and what it was and became.</summary>
public sealed class Auditing(LawDatabase law) : IClassFixture<LawDatabase>
{
    [Fact]
    public async Task Insert_update_and_delete_leave_one_entry_each_with_the_difference()
    {
        var owner = await law.AsAsync("owner");
        var client = await owner.ScalarAsync<Guid>(
            "insert into public.clients (name, code) values ('Audited', 'AUD') returning id");
        await owner.ExecuteAsync("update public.clients set sector = 'Retail' where id = $1", client);
        await owner.ExecuteAsync("update public.clients set sector = 'Retail' where id = $1", client);
        await owner.ExecuteAsync("delete from public.clients where id = $1", client);

        var entries = await EntriesAsync("clients", client);

        Assert.Equal(["insert", "update sector null Retail", "delete"], entries);
    }

    [Fact]
    public async Task An_entry_names_person_role_agency_session_and_request()
    {
        var person = await law.PersonAsync("admin@alder.test");
        var agency = await law.AgencyAsync("Alder");
        var session = await law.Database.ScalarAsync<Guid>(
            "insert into auth.sessions (id, user_id) values (gen_random_uuid(), $1) returning id", person);
        var admin = law.Database.As("authenticated", $$"""
            {"sub":"{{person}}","agency_id":"{{agency}}","session_id":"{{session}}","role":"authenticated",
             "request_id":"r-7"}
            """);

        await admin.ExecuteAsync("update public.agencies set accent = '#112233'");

        Assert.True(await law.Database.ScalarAsync<bool>(
            """
            select actor_id = $1 and actor_role = 'admin' and agency_id = $2 and session_id = $3 and request_id = 'r-7'
              and record_id = $2::text and old_values = '{"accent": null}' and new_values = '{"accent": "#112233"}'
            from public.audit_logs where table_name = 'agencies' and action = 'update' order by created_at desc limit 1
            """,
            person, agency, session));
    }

    [Fact]
    public async Task What_a_cascade_deletes_is_in_the_log_of_the_agency()
    {
        var owner = await law.AsAsync("owner");
        var client = await owner.ScalarAsync<Guid>("insert into public.clients (name) values ('Cascade') returning id");
        var said = await owner.ScalarAsync<Guid>(
            "insert into public.communications (client_id, type) values ($1, 'call') returning id", client);

        await owner.ExecuteAsync("delete from public.clients where id = $1", client);

        Assert.Equal(["insert", "delete"], await EntriesAsync("communications", said));
        Assert.Equal(2, await owner.ScalarAsync<long>(
            "select count(*) from public.audit_logs where record_id = $1::text", said));
    }

    [Fact]
    public async Task A_refused_change_leaves_no_entry()
    {
        var agent = await law.AsAsync("agent");
        var before = await law.Database.ScalarAsync<long>("select count(*) from public.audit_logs");

        var refusal = await agent.RefusalAsync("insert into public.clients (name) values ('Refused')");

        Assert.Equal("42501", refusal);
        Assert.Equal(before, await law.Database.ScalarAsync<long>("select count(*) from public.audit_logs"));
    }

    [Theory]
    [InlineData("update public.audit_logs set reason = 'tidied'")]
    [InlineData("delete from public.audit_logs")]
    [InlineData("insert into public.audit_logs (action, event_type) values ('event', 'made.up')")]
    [InlineData("truncate public.audit_logs")]
    public async Task Not_even_the_owner_of_an_agency_writes_the_log(string attempt)
    {
        var owner = await law.AsAsync("owner");

        Assert.Equal("42501", await owner.RefusalAsync(attempt));
    }

    [Fact]
    public async Task Owners_read_the_own_log_and_lesser_roles_read_none()
    {
        const string Sql = "select count(distinct coalesce(agency_id, gen_random_uuid())) from public.audit_logs";

        Assert.Equal(1, await (await law.AsAsync("owner")).ScalarAsync<long>(Sql));
        Assert.Equal(0, await (await law.AsAsync("leadership")).ScalarAsync<long>(Sql));
        Assert.Equal(0, await (await law.AsAsync("customer")).ScalarAsync<long>(Sql));
    }

    async Task<IReadOnlyList<string>> EntriesAsync(string table, Guid record)
    {
        await using var session = await law.SuperuserAsync();
        return await session.TextsAsync(
            """
            select action || coalesce(' ' || array_to_string(changed_columns, ',') || ' '
              || coalesce(old_values ->> changed_columns[1], 'null') || ' ' || (new_values ->> changed_columns[1]), '')
            from public.audit_logs where table_name = $1 and record_id = $2::text order by created_at
            """,
            table, record);
    }
}
