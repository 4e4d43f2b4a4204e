namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>
/// A macro takes all of its steps on a ticket or none, and none that its user could not take by hand.
/// </summary>
public sealed class Macros(TicketScene desk) : IClassFixture<TicketScene>
{
    const string Outcome = "select concat_ws(' ', done, code) from public.run_macro($1, array[$2])";

    [Fact]
    public async Task What_is_refused_takes_back_the_steps_before_it()
    {
        var ticket = await MakeTicketAsync();
        var macro = await MakeAsync(
            """
            [{"do": "add_tags", "tags": ["half"]}, {"do": "note", "text": "begun"},
             {"do": "set_priority", "to": "urgent"}, {"do": "assign", "to": "00000000-0000-0000-0000-000000000000"}]
            """);

        Assert.Equal("f ATVAL", await desk.As("agent").ScalarAsync<string>(Outcome, macro, ticket));

        Assert.Equal("medium {} 0", await StateAsync(ticket));
    }

    [Fact]
    public async Task All_steps_are_taken_in_their_order()
    {
        var ticket = await MakeTicketAsync();
        var macro = await MakeAsync(
            """
            [{"do": "set_status", "to": "resolved"}, {"do": "set_status", "to": "open"},
             {"do": "add_tags", "tags": ["a", "b"]}, {"do": "remove_tags", "tags": ["a"]},
             {"do": "set_priority", "to": "high"}, {"do": "snooze", "for": "2d"},
             {"do": "reply", "text": "Hello {{customer.first_name|there}}"}]
            """);

        Assert.Equal("t", await desk.As("agent").ScalarAsync<string>(Outcome, macro, ticket));

        Assert.Equal("high {b} 1", await StateAsync(ticket));
        Assert.Equal("pending Hello there 1", await desk.Database.ScalarAsync<string>(
            """
            select concat_ws(' ', t.status, m.content, t.reopened_count)
            from public.tickets t join public.messages m on m.ticket_id = t.id where t.id = $1
            """,
            ticket));
    }

    [Fact]
    public async Task A_shared_macro_lends_nobody_the_rights_of_its_author()
    {
        var macro = await MakeAsync("""[{"do": "set_status", "to": "closed"}]""", "owner", "shared");
        await desk.Database.ExecuteAsync(
            "insert into public.ticket_followers (ticket_id, user_id) values ($1, $2) on conflict do nothing",
            desk["ours"], desk["member"]);

        Assert.Equal("f ATNOM", await desk.As("member").ScalarAsync<string>(Outcome, macro, desk["ours"]));
        Assert.Equal("f ATNOF", await desk.As("finance").ScalarAsync<string>(Outcome, macro, desk["ours"]));
        Assert.Equal("f ATNOF", await desk.As("agent").ScalarAsync<string>(Outcome, macro, desk["far"]));
        Assert.Equal("ATNOF", await desk.As("customer").RefusalAsync(Outcome, macro, desk["mine"]));
        Assert.Equal("ATNOF", await desk.As("stranger").RefusalAsync(Outcome, macro, desk["far"]));
        Assert.Equal("42501", await desk.As("anon").RefusalAsync(Outcome, macro, desk["free"]));
    }

    [Fact]
    public async Task On_many_tickets_each_is_judged_by_itself()
    {
        var macro = await MakeAsync("""[{"do": "add_tags", "tags": ["many"]}]""");
        var tickets = new List<Guid> { desk["theirs"], desk["far"] };
        for (var number = 0; number < 5; number++)
        {
            tickets.Add(await MakeTicketAsync());
        }

        var done = await desk.As("agent").ScalarAsync<long>(
            "select count(*) filter (where done) from public.run_macro($1, $2)", macro, tickets.ToArray());

        Assert.Equal(5, done);
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "select public.run_macro($1, array(select gen_random_uuid() from generate_series(1, 501)))", macro));
    }

    [Fact]
    public async Task None_of_20_parallel_macros_on_one_ticket_is_lost()
    {
        var ticket = await MakeTicketAsync();
        var macros = new List<Guid>();
        for (var number = 0; number < 20; number++)
        {
            macros.Add(await MakeAsync($$"""[{"do": "add_tags", "tags": ["tag {{number}}"]}]"""));
        }

        await Task.WhenAll(macros.Select(macro => desk.As("agent").ExecuteAsync(Outcome, macro, ticket)));

        Assert.Equal(20, await desk.Database.ScalarAsync<int>(
            "select cardinality(tags) from public.tickets where id = $1", ticket));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"do": "delete"}]""")]
    [InlineData("""[{"do": "set_status", "to": "new"}]""")]
    [InlineData("""[{"do": "reply", "text": "{{secret}}"}]""")]
    [InlineData("""[{"do": "hand_over", "team": "x"}]""")]
    [InlineData("""[{"do": "snooze", "for": "forever"}]""")]
    public async Task A_step_that_is_none_is_not_kept(string actions) =>
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "insert into public.macros (name, actions) values ('x', $1::jsonb)", actions));

    Task<string?> StateAsync(Guid ticket) => desk.Database.ScalarAsync<string>(
        """
        select concat_ws(' ', priority, tags, (select count(*) from public.messages m where m.ticket_id = t.id))
        from public.tickets t where t.id = $1
        """,
        ticket);

    Task<Guid> MakeTicketAsync() => desk.Database.ScalarAsync<Guid>(
        "insert into public.tickets (client_id, title) values ($1, 'Made') returning id", desk["a2"]);

    Task<Guid> MakeAsync(string actions, string author = "agent", string reach = "personal") =>
        desk.Database.ScalarAsync<Guid>(
            """
            insert into public.macros (agency_id, name, actions, author_id, visibility)
            values ($1, 'Made', $2::jsonb, $3, $4) returning id
            """,
            desk["a"], actions, desk[author], reach);
}
