namespace Atrium.Law.Tests.Events;

/// <summary>The audit log: what is sealed stays provable, and nothing is deleted by archiving.</summary>
public sealed class SealedLog(EventsDatabase events) : IClassFixture<EventsDatabase>
{
    const string Faults = "select coalesce(string_agg(fault, ', '), '') from atrium.audit_faults($1)";

    [Fact]
    public async Task Two_audit_events_in_one_transaction_are_two_entries()
    {
        await events.As("owner").ExecuteAsync(
            """
            select public.log_audit_event('TWICE', 'READ', 'clients') from generate_series(1, 2)
            """);

        Assert.Equal(2, await events.Database.ScalarAsync<long>(
            "select count(*) from public.audit_logs where event_type = 'TWICE' and actor_id = $1", events["owner"]));
    }

    [Theory]
    [InlineData("update public.audit_logs set actor_id = gen_random_uuid() where event_type = 'TAMPER'",
        "entry changed")]
    [InlineData("update public.audit_logs set created_at = created_at + interval '1 us' where event_type = 'TAMPER'",
        "entry changed")]
    [InlineData("delete from public.audit_logs where event_type = 'TAMPER'", "entry removed")]
    [InlineData("insert into public.audit_logs (agency_id, action, event_type, created_at) select agency_id, 'event', "
        + "'FORGED', now() - interval '3 hours' from public.audit_logs where event_type = 'TAMPER'",
        "entry put in later")]
    public async Task The_chain_tells_what_was_tampered_with(string tampering, string fault)
    {
        var agency = await events.Database.ScalarAsync<Guid>("select tests.create_agency('Sealed')");
        await events.Database.ExecuteAsync(
            "insert into public.audit_logs (agency_id, action, event_type) values ($1, 'event', 'TAMPER')", agency);
        await SealAsync();
        Assert.Equal("", await events.Database.ScalarAsync<string>(Faults, agency));

        await events.Database.ExecuteAsync(
            tampering.Replace("'TAMPER'", $"'TAMPER' and agency_id = '{agency}'", StringComparison.Ordinal));

        Assert.Equal(fault, await events.Database.ScalarAsync<string>(Faults, agency));
    }

    [Fact]
    public async Task Ten_sealers_at_once_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            await events.RaiseAsync("pm", $"Sealed {i}");
            await SealAsync();
        }));

        Assert.Equal("", await events.Database.ScalarAsync<string>(Faults, events["a"]));
        Assert.Equal(0, await events.Database.ScalarAsync<long>(
            "select count(*) - count(distinct id) from (select unnest(entry_ids) as id from atrium.audit_blocks) e"));
        Assert.Equal(0, await events.Database.ScalarAsync<long>(
            "select coalesce(sum(unsealed), 0)::bigint from atrium.audit_chains() where chain = $1", events["a"]));
    }

    [Fact]
    public async Task An_owner_checks_the_own_chain_and_learns_nothing_of_others()
    {
        await SealAsync();

        Assert.Equal(0, await events.As("owner").ScalarAsync<long>("select count(*) from public.verify_audit_chain()"));
        Assert.NotNull(await events.As("owner").ScalarAsync<string>("select head from public.audit_chain_state()"));
        Assert.NotEqual(
            await events.As("owner").ScalarAsync<string>("select head from public.audit_chain_state()"),
            await events.As("stranger").ScalarAsync<string>("select head from public.audit_chain_state()"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("29")]
    [InlineData("null")]
    public async Task Archiving_refuses_small_windows(string days)
    {
        Assert.Equal("ATVAL", await events.Operator.RefusalAsync($"select public.archive_old_audit_logs({days})"));
        Assert.Equal("ATVAL", await events.As("owner").RefusalAsync($"select public.archive_old_audit_logs({days})"));
    }

    [Fact]
    public async Task Archiving_deletes_nothing()
    {
        var before = await events.Database.ScalarAsync<long>("select count(*) from public.audit_logs");

        await events.Operator.ExecuteAsync("select * from public.archive_old_audit_logs(90)");

        Assert.True(await events.Database.ScalarAsync<long>("select count(*) from public.audit_logs") >= before);
    }

    [Fact]
    public async Task Every_write_has_its_entry_with_actor_and_request()
    {
        var alert = await events.RaiseAsync("pm", "Audited");

        Assert.Equal(events["pm"], await events.Database.ScalarAsync<Guid>(
            "select actor_id from public.audit_logs where table_name = 'alerts' and record_id = $1::text", alert));
    }

    Task SealAsync() => events.Database.ExecuteAsync("select * from atrium.seal_audit_logs(clock_timestamp())");
}
