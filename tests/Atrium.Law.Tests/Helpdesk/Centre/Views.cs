namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>A view finds what its filter says among what its reader may see.</summary>
public sealed class Views(TicketScene desk) : IClassFixture<TicketScene>, IAsyncLifetime
{
    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await desk.Database.ExecuteAsync(
        """
        insert into public.tickets (client_id, title, priority, tags, due_at, created_at)
        select $1, 'Flood ' || n, (array['low', 'medium', 'high', 'urgent'])[n % 4 + 1],
          case n % 3 when 0 then '{three}'::text[] else '{}' end,
          case n % 2 when 0 then now() + n * interval '1 minute' end, now() - n * interval '1 hour'
        from generate_series(1, 1005) n where not exists (select from public.tickets where title = 'Flood 1')
        """,
        desk["a2"]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"field": "priority", "op": "in", "value": ["high", "urgent"]}""", "priority in ('high', 'urgent')")]
    [InlineData("""{"field": "tags", "op": "has_any", "value": "three"}""", "tags && '{three}'")]
    [InlineData("""{"field": "tags", "op": "has_none", "value": ["three"]}""", "not tags && '{three}'")]
    [InlineData("""{"not": {"field": "priority", "op": "in", "value": "low"}}""", "priority <> 'low'")]
    [InlineData("""{"field": "due_at", "op": "before", "value": "+2h"}""", "due_at < now() + interval '2 hours'")]
    [InlineData("""{"field": "due_at", "op": "empty"}""", "due_at is null")]
    [InlineData("""{"field": "created_at", "op": "after", "value": "-1d"}""", "created_at > now() - interval '1 day'")]
    [InlineData("""{"field": "assigned_agent_id", "op": "in", "value": "me"}""", "assigned_agent_id = '{agent}'")]
    [InlineData("""{"field": "assigned_team_id", "op": "in", "value": "mine"}""", "assigned_team_id = '{team1}'")]
    [InlineData("""{"field": "title", "op": "contains", "value": "FLOOD 10"}""", "title like 'Flood 10%'")]
    [InlineData(
        """{"any": [{"field": "title", "op": "contains", "value": "printer"}, {"all": []}]}""", "true")]
    public async Task A_filter_finds_what_the_same_condition_finds(string filter, string condition)
    {
        var agent = desk.As("agent");

        var found = await agent.ColumnAsync<Guid>(
            "select id from public.view_tickets(filter => $1::jsonb, max_rows => 500) order by id", filter);
        var expected = await agent.ColumnAsync<Guid>(
            $"select id from public.tickets where {desk.Filled(condition)}"
            + " order by updated_at desc, id desc limit 500");

        Assert.NotEmpty(found);
        Assert.Equal(expected.Order(), found.Order());
    }

    [Theory]
    [InlineData("updated_at", true)]
    [InlineData("created_at", false)]
    [InlineData("due_at", false)]
    [InlineData("priority", true)]
    [InlineData("number", true)]
    public async Task Pages_show_every_ticket_once(string order, bool down)
    {
        var agent = desk.As("agent");
        var value = order switch
        {
            "priority" =>
                "(case priority when 'urgent' then 4 when 'high' then 3 when 'medium' then 2 else 1 end)::text",
            "due_at" => "coalesce(due_at, 'infinity')::text",
            _ => $"{order}::text",
        };
        List<string> seen = [];
        string? after = null;
        Guid? last = null;
        while (await agent.ColumnAsync<string>(
            $"select id::text || ' ' || {value} from public.view_tickets(sort_by => $1, descending => $2,"
            + " max_rows => 300, after_value => $3::text, after_id => $4::uuid)",
            order, down, after, last) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(row => row[..36]));
            (last, after) = (Guid.Parse(page[^1][..36]), page[^1][37..]);
        }

        Assert.Equal(await agent.ScalarAsync<long>("select count(*) from public.tickets"), seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Counts_stop_at_999_and_say_so()
    {
        var agent = desk.As("agent");
        const string Of = "from public.count_views() c join public.saved_views v on v.id = c.view_id where v.name = $1";

        Assert.Equal("999+", await agent.ScalarAsync<string>($"select c.label {Of}", "All open"));
        Assert.Equal(999, await agent.ScalarAsync<int>($"select c.tickets {Of}", "All open"));
        Assert.Equal("1", await agent.ScalarAsync<string>($"select c.label {Of}", "My open"));
    }

    [Theory]
    [InlineData("""{"field": "password", "op": "in", "value": "x"}""")]
    [InlineData("""{"field": "status", "op": "= any", "value": "new"}""")]
    [InlineData("""{"field": "status); drop table x; --", "op": "empty"}""")]
    [InlineData("""{"all": [{"field": "status", "op": "in", "value": ["new", "asleep"]}]}""")]
    [InlineData("""{"all": [], "or": true}""")]
    [InlineData("""[1, 2]""")]
    public async Task A_filter_that_is_none_is_neither_kept_nor_run(string filter)
    {
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "insert into public.saved_views (name, filter) values ('x', $1::jsonb)", filter));
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "select from public.view_tickets(filter => $1::jsonb)", filter));
    }

    [Fact]
    public async Task A_value_stays_a_value()
    {
        const string Filter = """{"field": "ticket_type", "op": "in", "value": "x') or true or ('' = '"}""";

        Assert.Equal(0, await desk.As("agent").ScalarAsync<long>(
            "select count(*) from public.view_tickets(filter => $1::jsonb)", Filter));
    }

    [Fact]
    public async Task Every_agency_begins_with_views_that_all_run()
    {
        var names = await desk.As("stranger").ColumnAsync<string>(
            "select name from public.saved_views order by position");

        Assert.Equal(11, names.Count);
        Assert.Equal(11, await desk.As("stranger").ScalarAsync<long>(
            "select count(*) from public.count_views(array(select id from public.saved_views))"));
    }
}
