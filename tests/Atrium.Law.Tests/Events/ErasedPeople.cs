using Atrium.Database;

namespace Atrium.Law.Tests.Events;

/// <summary>Erasing a person who has left: nothing of name and address stays anywhere, what was done stays.</summary>
public sealed class ErasedPeople(EventsDatabase events) : IClassFixture<EventsDatabase>
{
    [Fact]
    public async Task No_table_holds_the_name_or_address_of_an_erased_person()
    {
        var person = events["account"];
        await events.Database.ExecuteAsync(
            "update public.users set full_name = 'Ottilie Wunderlich' where id = $1", person);
        await events.As("account").ExecuteAsync(
            "insert into public.alerts (client_id, title) values ($1, 'Kept')", events["a1"]);
        await events.Database.ExecuteAsync("select * from atrium.seal_audit_logs(clock_timestamp())");
        await events.As("owner").ExecuteAsync("select public.remove_member($1)", person);
        await events.As("owner").ExecuteAsync("select public.request_erasure($1, in_days => 0)", person);
        Assert.NotEmpty(await HoldersAsync("ottilie wunderlich", "account@alpha"));

        await events.Operator.ExecuteAsync("select * from atrium.run_erasures()");

        Assert.Empty(await HoldersAsync("ottilie wunderlich", "account@alpha"));
        Assert.Equal(person, await events.Database.ScalarAsync<Guid>(
            "select created_by from public.alerts where title = 'Kept'"));
        Assert.Equal("", await events.Database.ScalarAsync<string>(
            "select coalesce(string_agg(fault, ', '), '') from atrium.audit_faults($1)", events["a"]));
        Assert.Equal(1, await events.As("owner").ScalarAsync<long>(
            "select count(*) from public.erasure_requests where person_id = $1 and receipt is not null", person));
    }

    [Fact]
    public async Task A_request_is_taken_back_until_it_is_due_and_not_done_before()
    {
        var person = events["creative"];
        await events.As("owner").ExecuteAsync("select public.remove_member($1)", person);
        var request = await events.As("admin").ScalarAsync<Guid>("select public.request_erasure($1)", person);

        Assert.Equal(0, await events.Operator.ScalarAsync<long>(
            "select count(*) from atrium.run_erasures() e where e.request_id = $1", request));
        Assert.Equal("ATDUP", await events.As("owner").RefusalAsync("select public.request_erasure($1)", person));
        Assert.Null(await events.As("owner").RefusalAsync("select public.cancel_erasure($1)", request));
        Assert.Equal("ATNOF", await events.As("owner").RefusalAsync("select public.cancel_erasure($1)", request));
        Assert.Equal("ATNOF", await events.As("stranger").RefusalAsync("select public.request_erasure($1)", person));
    }

    // every table of every schema of ours, as text
    async Task<IReadOnlyList<string>> HoldersAsync(params string[] words)
    {
        await using var session = await SqlSession.OpenAsync(events.Database.ConnectionString, default);
        var tables = await session.RowsAsync(
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'atrium', 'auth')
            """,
            row => row.GetString(0), default);
        List<string> holders = [];
        foreach (var table in tables)
        {
            if (await session.ScalarAsync<bool>(
                $"select exists (select from {table} t where lower(t::text) ~ $1)", default, string.Join('|', words)))
            {
                holders.Add(table);
            }
        }

        return holders;
    }
}
