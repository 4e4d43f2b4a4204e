using Atrium.Law.Tests.Kernel;

namespace Atrium.Law.Tests.Frontdesk;

/// <summary>Who is deleted is seen by nobody, and who is erased is in no column of no table.</summary>
public sealed class Erasing(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    // in a name, a number, an address and in what people said
    const string Traces = "zebulon|quartermain|5550142|5550143|zeb@";

    [Fact]
    public async Task An_erased_contact_is_in_no_column_of_any_table()
    {
        var contact = await LiveAsync();
        var logged = await LoggedAsync();

        var receipt = await desk.As("admin").ScalarAsync<string>(
            "select to_jsonb(public.erase_contact($1, 'gdpr_request'))::text", contact);

        Assert.Empty(await TracesAsync());
        Assert.DoesNotMatch($"(?i){Traces}", receipt);
        Assert.Contains("\"contacts\": 2", receipt, StringComparison.Ordinal);
        Assert.Contains("\"recordings\": 1", receipt, StringComparison.Ordinal);
        // no entry leaves the log
        Assert.Empty(logged.Except(await LoggedAsync()));
        Assert.True(await desk.Database.ScalarAsync<bool>(
            "select count(*) > 0 from public.audit_logs where table_name = 'contact_erasures' and actor_id = $1",
            desk["admin"]));
    }

    [Fact]
    public async Task A_deleted_contact_is_gone_for_every_role_at_once_and_its_number_is_free()
    {
        var agent = desk.As("agent");
        var contact = await agent.ScalarAsync<Guid>(
            "insert into public.contacts (name, phone) values ('Gone', '+49305550777') returning id");
        await desk.As("account").ExecuteAsync("select public.delete_contact($1)", contact);

        foreach (var person in DeskDatabase.People)
        {
            Assert.Equal(0, await desk.As(person).ScalarAsync<long>(
                "select count(*) from public.contacts where id = $1", contact));
            Assert.Equal(0, await desk.As(person).ExecuteAsync(
                "update public.contacts set notes = 'x' where id = $1", contact));
        }

        Assert.Null(await agent.RefusalAsync(
            """
            insert into public.contacts (name, phone) values ('Next', '+49 30 5550777')
            on conflict (agency_id, phone) do update set name = excluded.name
            """));
        Assert.Equal("ATNOF", await agent.RefusalAsync("select public.set_lead_status($1, 'lost')", contact));
        Assert.Equal("ATNOF", await agent.RefusalAsync(
            "select public.book_appointment($1, $2, now() + interval '30 days')", contact, desk["checkup"]));
        Assert.Equal("ATSTA", await desk.As("owner").RefusalAsync("select public.restore_contact($1)", contact));
    }

    [Fact]
    public async Task Thirty_days_later_the_job_erases_and_nothing_earlier()
    {
        var owner = desk.As("owner");
        var due = await owner.ScalarAsync<Guid>("insert into public.contacts (name) values ('Due') returning id");
        var fresh = await owner.ScalarAsync<Guid>("insert into public.contacts (name) values ('Fresh') returning id");
        await owner.ExecuteAsync("select public.delete_contact(c) from unnest($1::uuid[]) c", new[] { due, fresh });
        await desk.Database.ExecuteAsync(
            "update public.contacts set deleted_at = now() - interval '31 days' where id = $1", due);

        Assert.Equal(1, await desk.Database.As("service_role").ScalarAsync<int>("select atrium.erase_due_contacts()"));
        Assert.Equal("ATNOF", await owner.RefusalAsync("select public.restore_contact($1)", due));
        Assert.Null(await owner.RefusalAsync("select public.restore_contact($1)", fresh));
    }

    [Fact]
    public async Task Of_two_merges_that_cross_one_is_done()
    {
        var account = desk.As("account");
        var one = await account.ScalarAsync<Guid>("insert into public.contacts (name) values ('One') returning id");
        var two = await account.ScalarAsync<Guid>("insert into public.contacts (name) values ('Two') returning id");

        var refusals = await desk.AtOnceAsync(20, "account", number => number % 2 == 0
            ? $"select public.merge_contacts('{one}', '{two}')"
            : $"select public.merge_contacts('{two}', '{one}')");

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATNOF"));
    }

    [Fact]
    public async Task An_agency_goes_with_all_of_its_desk()
    {
        await desk.As("stranger").ExecuteAsync(
            "select public.book_appointment($1, $2, now() + interval '50 days')", desk["far"], desk["farservice"]);

        await desk.Database.ExecuteAsync("delete from public.agencies where id = $1", desk["b"]);

        Assert.Equal(0, await desk.Database.ScalarAsync<long>(
            "select count(*) from atrium.booked_times where agency_id = $1", desk["b"]));
    }

    // everything a contact can leave behind, with its name, number and address in it
    async Task<Guid> LiveAsync()
    {
        var agent = desk.As("agent");
        await agent.ExecuteAsync(
            """
            select public.record_call('{"external_id": "z1", "phone_number": "+49 30 5550142",
              "caller_name": "Zebulon Quartermain", "status": "completed", "ended_reason": "Zebulon hung up",
              "transcript": "Zebulon here, urgent, call 5550142", "recording_url": "https://x.test/zebulon.mp3",
              "outcome_summary": "Quartermain wants it", "sentiment_summary": "Zebulon is glad",
              "metadata": {"from": "5550142"}}')
            """);
        await agent.ExecuteAsync(
            """
            select public.record_call('{"phone_number": "+49305550142", "status": "missed", "is_test_call": true}')
            """);
        var contact = await agent.ScalarAsync<Guid>("select id from public.contacts where phone = '+49305550142'");
        await agent.ExecuteAsync(
            "update public.contacts set name = 'Zebulon Q.', email = 'zeb@quartermain.test', notes = 'Zebulon' "
            + "where id = $1", contact);
        await agent.ExecuteAsync("select public.set_lead_score($1, 90, 'Zebulon insists')", contact);
        var visit = await agent.ScalarAsync<Guid>(
            "select (public.book_appointment($1, $2, date_trunc('day', now()) + interval '40 days',"
            + " notes => 'Zebulon is afraid')).id", contact, desk["checkup"]);
        await agent.ExecuteAsync("select public.cancel_appointment($1, 'Quartermain is ill')", visit);
        await agent.ExecuteAsync(
            "insert into public.follow_up_tasks (contact_id, notes) values ($1, 'Zebulon!')", contact);
        var twin = await agent.ScalarAsync<Guid>(
            "insert into public.contacts (name, phone) values ('Zebulon', '+49305550143') returning id");
        await desk.As("account").ExecuteAsync("select public.merge_contacts($1, $2)", contact, twin);
        await desk.As("owner").ExecuteAsync("select public.export_contact($1)", contact);
        await desk.As("account").ExecuteAsync("select public.delete_contact($1)", contact);
        return contact;
    }

    async Task<IReadOnlyList<string>> TracesAsync()
    {
        await using var session = await desk.SuperuserAsync();
        List<string> traces = [];
        foreach (var table in await session.TextsAsync(
            """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
            """))
        {
            var rows = await session.OneAsync<long>($"select count(*) from {table} t where t::text ~* '{Traces}'");
            if (rows > 0)
            {
                traces.Add($"{table}: {rows}");
            }
        }

        return traces;
    }

    async Task<IReadOnlyList<string>> LoggedAsync()
    {
        await using var session = await desk.SuperuserAsync();
        return await session.TextsAsync(
            "select concat_ws(' ', id, table_name, action, actor_id, changed_columns) from public.audit_logs");
    }
}
