namespace Atrium.Law.Tests.Helpdesk;

/// <summary>Tickets taken into others and out again, cut in two, and answered after they are buried.</summary>
public sealed class Merging(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    const string State =
        """
        select jsonb_build_object(
          'tickets', (select jsonb_agg(to_jsonb(t) - 'version' - 'updated_at' - 'updated_by' order by t.id)
            from public.tickets t where t.id in ($1, $2)),
          'messages', (select jsonb_agg(to_jsonb(m) - 'updated_at' - 'updated_by' order by m.id)
            from public.messages m where m.ticket_id in ($1, $2)),
          'followers', (select jsonb_agg(to_jsonb(f) - 'id' - 'created_at' order by f.ticket_id, f.user_id)
            from public.ticket_followers f where f.ticket_id in ($1, $2)),
          'clocks', (select jsonb_agg(s.target || (s.met_at is null and s.stopped_at is null)::text order by s.id)
            from public.ticket_slas s where s.ticket_id in ($1, $2)))::text
        """;

    [Fact]
    public async Task A_merge_and_its_undoing_leave_everything_as_it_was()
    {
        var (source, target) = await PairAsync();
        var before = await desk.Database.ScalarAsync<string>(State, source, target);

        await desk.As("pm").ExecuteAsync("select public.merge_tickets($1, $2)", source, target);
        var merged = await desk.Database.ScalarAsync<string>(State, source, target);
        await desk.As("pm").ExecuteAsync("select public.unmerge_ticket($1)", source);

        Assert.NotEqual(before, merged);
        Assert.Equal(before, await desk.Database.ScalarAsync<string>(State, source, target));
    }

    [Fact]
    public async Task A_merge_moves_messages_and_copies_none()
    {
        var (source, target) = await PairAsync();

        await desk.As("pm").ExecuteAsync("select public.merge_tickets($1, $2)", source, target);

        Assert.Equal("4,0", await desk.Database.ScalarAsync<string>(
            """
            select count(*) filter (where ticket_id = $2) || ',' || count(*) filter (where ticket_id = $1)
            from public.messages where ticket_id in ($1, $2)
            """,
            source, target));
        Assert.True(await desk.Database.ScalarAsync<bool>(
            """
            select s.status = 'closed' and s.merged_into = t.id and t.tags = '{kept,new}'
              and (select array_agg(distinct kind::text order by kind::text) = '{merged,took_in}'
                from public.ticket_events where ticket_id in ($1, $2) and kind in ('merged', 'took_in'))
            from public.tickets s, public.tickets t where s.id = $1 and t.id = $2
            """,
            source, target));
    }

    [Fact]
    public async Task What_is_written_after_a_merge_stays_when_it_is_undone()
    {
        var (source, target) = await PairAsync();
        await desk.As("pm").ExecuteAsync("select public.merge_tickets($1, $2)", source, target);

        await desk.As("customer").ExecuteAsync("select public.reply_to_ticket($1, 'later')", source);
        await desk.As("pm").ExecuteAsync("select public.unmerge_ticket($1)", source);

        Assert.Equal(target, await desk.Database.ScalarAsync<Guid>(
            "select ticket_id from public.messages where content = 'later'"));
    }

    [Fact]
    public async Task Tickets_of_two_clients_or_two_people_are_not_merged_by_mistake()
    {
        var (source, target) = await PairAsync();
        await desk.As("pm").ExecuteAsync("select public.set_ticket_requester($1, $2)", source, desk["colleague"]);
        const string Merge = "select public.merge_tickets($1, $2)";

        Assert.Equal("ATVAL", await desk.As("pm").RefusalAsync(Merge, source, desk["free"]));
        Assert.Equal("ATNOF", await desk.As("owner").RefusalAsync(Merge, source, desk["far"]));
        Assert.Equal("ATVAL", await desk.As("pm").RefusalAsync(Merge, source, source));
        Assert.Equal("ATSTA", await desk.As("pm").RefusalAsync(Merge, source, target));
        Assert.Null(await desk.As("pm").RefusalAsync(
            "select public.merge_tickets($1, $2, confirm_other_requester => true)", source, target));
        Assert.True(await desk.As("colleague").ScalarAsync<bool>("select public.can_see_ticket($1)", target));
    }

    [Fact]
    public async Task A_merge_is_undone_within_30_days()
    {
        var (source, target) = await PairAsync();
        await desk.As("pm").ExecuteAsync("select public.merge_tickets($1, $2)", source, target);

        await desk.Database.ExecuteAsync(
            "update atrium.ticket_merges set created_at = now() - interval '31 days' where source_id = $1", source);

        Assert.Equal("ATSTA", await desk.As("pm").RefusalAsync("select public.unmerge_ticket($1)", source));
    }

    [Fact]
    public async Task A_split_takes_chosen_messages_and_the_people_along()
    {
        var (source, _) = await PairAsync();

        var apart = await desk.As("pm").ScalarAsync<Guid>(
            """
            select (public.split_ticket($1, array(select id from public.messages
              where ticket_id = $1 and message_type = 'customer'), 'Another matter')).id
            """,
            source);

        Assert.True(await desk.Database.ScalarAsync<bool>(
            """
            select n.split_from = o.id and n.requester_id = o.requester_id and n.tags = o.tags
              and n.waiting_since is not null and n.first_response_at is null and o.waiting_since is null
              and n.number > o.number
            from public.tickets o, public.tickets n where o.id = $1 and n.id = $2
            """,
            source, apart));
    }

    async Task<(Guid Source, Guid Target)> PairAsync()
    {
        var source = await desk.MakeTicketAsync("Source");
        var target = await desk.MakeTicketAsync("Target");
        await desk.Database.ExecuteAsync("update public.tickets set tags = '{new}' where id = $1", source);
        await desk.Database.ExecuteAsync("update public.tickets set tags = '{kept}' where id = $1", target);
        await desk.Database.ExecuteAsync(
            "insert into public.ticket_followers (ticket_id, user_id) values ($1, $2)", source, desk["finance"]);
        foreach (var ticket in (Guid[])[source, target])
        {
            await desk.As("customer").ExecuteAsync(
                "insert into public.messages (ticket_id, content) values ($1, 'question')", ticket);
            await desk.As("pm").ExecuteAsync(
                "insert into public.messages (ticket_id, content) values ($1, 'answer')", ticket);
        }

        return (source, target);
    }
}
