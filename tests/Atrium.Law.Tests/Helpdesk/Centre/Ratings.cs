namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>One question for each resolution, one answer, about whose the ticket was.</summary>
public sealed class Ratings(TicketScene desk) : IClassFixture<TicketScene>
{
    [Fact]
    public async Task Of_20_answers_by_one_link_one_counts()
    {
        var ticket = await ResolvedAsync();
        var token = await TokenAsync(ticket);

        var (through, codes) = await Scene.AtOnceAsync(20, number => desk.As("anon").RefusalAsync(
            "select public.rate_by_token($1, $2)", token, number % 5 + 1));

        Assert.Equal(1, through);
        Assert.Equal(["ATEXP"], codes);
    }

    [Fact]
    public async Task Of_20_who_resolve_at_once_one_does_and_one_question_is_asked()
    {
        var ticket = await MakeAsync();

        var (through, codes) = await Scene.AtOnceAsync(20, _ => desk.As("agent").RefusalAsync(
            "select public.resolve_ticket($1)", ticket));

        Assert.Equal(1, through);
        Assert.Equal(["ATSTA"], codes);
        Assert.Equal(1, await desk.Database.ScalarAsync<long>(
            "select count(*) from public.csat_ratings where ticket_id = $1", ticket));
    }

    [Fact]
    public async Task The_agent_is_who_resolved_it_whoever_has_it_later()
    {
        var ticket = await ResolvedAsync();

        await desk.As("owner").ExecuteAsync("select public.assign_ticket($1, $2)", ticket, desk["creative"]);

        Assert.Equal(desk["agent"], await desk.Database.ScalarAsync<Guid>(
            "select agent_id from public.csat_ratings where ticket_id = $1", ticket));
        Assert.Equal("ATIMM", await desk.Database.As("service_role").RefusalAsync(
            "update public.csat_ratings set agent_id = $2 where ticket_id = $1", ticket, desk["creative"]));
    }

    [Fact]
    public async Task A_link_that_is_opened_counts_nothing_and_one_too_late_is_refused()
    {
        var ticket = await ResolvedAsync();
        var token = await TokenAsync(ticket);
        const string State = "select state from public.csat_by_token($1)";

        Assert.Equal("open", await desk.As("anon").ScalarAsync<string>(State, token));
        Assert.Equal("open", await desk.As("anon").ScalarAsync<string>(State, token));
        await desk.Database.ExecuteAsync(
            "update public.csat_ratings set expires_at = now() - interval '1 second' where ticket_id = $1", ticket);

        Assert.Equal("expired", await desk.As("anon").ScalarAsync<string>(State, token));
        Assert.Equal("ATEXP", await desk.As("anon").RefusalAsync("select public.rate_by_token($1, 5)", token));
        Assert.Equal("ATNOF", await desk.As("anon").RefusalAsync("select public.rate_by_token('guessed', 5)"));
    }

    [Fact]
    public async Task Each_resolution_has_its_own_question_and_the_older_one_is_over()
    {
        var ticket = await ResolvedAsync();
        var first = await TokenAsync(ticket);
        await desk.As("customer").ExecuteAsync("select public.reopen_ticket($1)", ticket);
        await desk.As("agent").ExecuteAsync("select public.resolve_ticket($1)", ticket);

        Assert.Equal("ATEXP", await desk.As("anon").RefusalAsync("select public.rate_by_token($1, 1)", first));
        Assert.Null(await desk.As("customer").RefusalAsync("select public.rate_ticket($1, 5, 'quick')", ticket));
        Assert.Equal("ATEXP", await desk.As("customer").RefusalAsync("select public.rate_ticket($1, 4)", ticket));
        Assert.Equal("0:- 1:5", await desk.Database.ScalarAsync<string>(
            """
            select string_agg(round || ':' || coalesce(rating::text, '-'), ' ' order by round)
            from public.csat_ratings where ticket_id = $1
            """,
            ticket));
    }

    [Fact]
    public async Task Nobody_is_asked_about_spam_or_where_the_agency_does_not_ask()
    {
        var spam = await MakeAsync();
        await desk.As("agent").ExecuteAsync("select public.mark_ticket_spam($1)", spam);
        await desk.As("agent").ExecuteAsync("select public.close_ticket($1)", spam);
        await SettingsAsync("""{"helpdesk": {"csat": false}}""");
        var unasked = await ResolvedAsync();
        await SettingsAsync("{}");

        Assert.Equal(0, await desk.Database.ScalarAsync<long>(
            "select count(*) from public.csat_ratings where ticket_id in ($1, $2)", spam, unasked));
    }

    [Fact]
    public async Task A_question_is_mailed_once_and_reminded_of_once()
    {
        var ticket = await ResolvedAsync();
        const string Mailed = "select count(*) from public.send_csat(1000) s"
            + " join public.csat_ratings r on r.id = s.rating_id where r.ticket_id = $1";
        var job = desk.Database.As("service_role");

        Assert.Equal(1, await job.ScalarAsync<long>(Mailed, ticket));
        Assert.Equal(0, await job.ScalarAsync<long>(Mailed, ticket));
        await desk.Database.ExecuteAsync(
            "update public.csat_ratings set sent_at = now() - interval '4 days' where ticket_id = $1", ticket);
        Assert.Equal(1, await job.ScalarAsync<long>(Mailed, ticket));
        Assert.Equal(0, await job.ScalarAsync<long>(Mailed, ticket));
        Assert.Equal("42501", await desk.As("owner").RefusalAsync("select public.send_csat()"));
    }

    Task SettingsAsync(string settings) => desk.Database.ExecuteAsync(
        "update public.agencies set settings = $2::jsonb where id = $1", desk["a"], settings);

    Task<Guid> MakeAsync() => desk.Database.ScalarAsync<Guid>(
        """
        insert into public.tickets (client_id, title, requester_id, assigned_agent_id)
        values ($1, 'Made', $2, $3) returning id
        """,
        desk["a1"], desk["customer"], desk["agent"]);

    async Task<Guid> ResolvedAsync()
    {
        var ticket = await MakeAsync();
        await desk.As("agent").ExecuteAsync("select public.resolve_ticket($1)", ticket);
        return ticket;
    }

    async Task<string> TokenAsync(Guid ticket)
    {
        var tokens = await desk.Database.As("service_role").ColumnAsync<string>(
            """
            select s.token from public.send_csat(1000) s join public.csat_ratings r on r.id = s.rating_id
            where r.ticket_id = $1
            """,
            ticket);
        return Assert.Single(tokens);
    }
}
