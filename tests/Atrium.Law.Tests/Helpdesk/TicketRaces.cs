namespace Atrium.Law.Tests.Helpdesk;

/// <summary>What must hold when many workers try the same at once.</summary>
public sealed class TicketRaces(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    [Fact]
    public async Task Numbers_of_50_parallel_tickets_are_all_different_and_leave_no_gap()
    {
        var first = await NumberAsync("select max(number) from public.tickets where client_id <> $1");

        var numbers = await Task.WhenAll(Enumerable.Range(0, 50).Select(worker =>
            desk.As(worker % 2 == 0 ? "customer" : "pm").ScalarAsync<long>(
                "insert into public.tickets (client_id, title) values ($1, 'At once') returning number",
                desk["a1"])));

        Assert.Equal(Enumerable.Range(1, 50).Select(step => first + step), numbers.Order());
    }

    [Fact]
    public async Task Turns_of_30_parallel_tickets_go_round_evenly()
    {
        await desk.Database.ExecuteAsync(
            """
            with team as (insert into public.teams (agency_id, name, assignment_method)
              values ($1, 'Rounds', 'round_robin') returning id)
            insert into public.team_members (agency_id, team_id, user_id)
            select $1, team.id, u from team, unnest(array[$2, $3, $4]::uuid[]) as u
            """,
            desk["a"], desk["pm"], desk["creative"], desk["writer"]);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => desk.As("pm").ExecuteAsync(
            """
            insert into public.tickets (client_id, title, assigned_team_id)
            select $1, 'In turn', id from public.teams where name = 'Rounds'
            """,
            desk["a1"])));

        Assert.Equal("10,10,10", await desk.Database.ScalarAsync<string>(
            """
            select string_agg(n::text, ',') from (select count(*) as n from public.tickets
              where title = 'In turn' group by assigned_agent_id) as turns
            """));
    }

    [Fact]
    public async Task The_last_slot_of_an_agent_is_given_to_one_of_20_workers()
    {
        var team = await desk.Database.ScalarAsync<Guid>(
            "insert into public.teams (agency_id, name) values ($1, 'One slot') returning id", desk["a"]);
        await desk.Database.ExecuteAsync(
            "insert into public.team_members (agency_id, team_id, user_id) values ($1, $2, $3)",
            desk["a"], team, desk["leadership"]);
        await desk.Database.ExecuteAsync(
            "insert into public.agent_states (agency_id, user_id, capacity) values ($1, $2, 1)",
            desk["a"], desk["leadership"]);
        var tickets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Database.ScalarAsync<Guid>(
            """
            insert into public.tickets (client_id, title, assigned_team_id) values ($1, 'A slot', $2) returning id
            """,
            desk["a1"], team)));

        var refusals = await Task.WhenAll(tickets.Select(ticket => desk.As("admin").RefusalAsync(
            "select public.assign_next($1)", ticket)));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATSTA"));
    }

    [Fact]
    public async Task One_ticket_is_given_once_by_20_workers_and_10_runs_of_the_job()
    {
        var ticket = await desk.MakeTicketAsync("Wanted", "team1");
        await desk.Database.ExecuteAsync(
            "update public.teams set assignment_method = 'least_load' where id = $1", desk["team1"]);

        var byHand = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.As("pm").RefusalAsync(
            "select public.assign_next($1)", ticket)));
        var byJob = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => desk.AsOperator().ScalarAsync<long>(
            "select count(*) from public.assign_waiting_tickets() where ticket_id = $1", ticket)));

        Assert.Equal(1, (await byHand).Count(refusal => refusal is null) + (await byJob).Sum());
        Assert.Equal(1, await NumberAsync(
            """
            select count(*) from public.ticket_events where client_id <> $1 and field = 'assigned_agent_id'
              and ticket_id = (select id from public.tickets where title = 'Wanted')
            """));
    }

    [Fact]
    public async Task A_ticket_is_resolved_once_and_nobody_overwrites_what_they_have_not_seen()
    {
        var ticket = await desk.MakeTicketAsync("Once");

        var steps = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.As("pm").RefusalAsync(
            "select public.resolve_ticket($1)", ticket)));
        var writes = await Task.WhenAll(Enumerable.Range(0, 20).Select(worker => desk.As("pm").RefusalAsync(
            "update public.tickets set title = 'Writer ' || $2, version = 2 where id = $1", ticket, worker)));

        Assert.Equal(19, steps.Count(refusal => refusal == "ATSTA"));
        Assert.Equal(19, writes.Count(refusal => refusal == "ATSTL"));
    }

    [Fact]
    public async Task Merges_both_ways_at_once_leave_no_ring()
    {
        var one = await desk.MakeTicketAsync("Ring one");
        var two = await desk.MakeTicketAsync("Ring two");

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(worker => desk.As("pm").RefusalAsync(
            "select public.merge_tickets($1, $2)", worker % 2 == 0 ? one : two, worker % 2 == 0 ? two : one)));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATSTA"));
    }

    [Fact]
    public async Task A_missed_target_is_told_once_by_20_runs_of_the_job()
    {
        var ticket = await desk.MakeTicketAsync("Late");
        await desk.Database.ExecuteAsync(
            """
            insert into public.ticket_slas (client_id, ticket_id, target, target_minutes, started_at)
            values ($1, $2, 'resolution', 60, now() - interval '2 hours')
            """,
            desk["a1"], ticket);

        var told = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.AsOperator().ScalarAsync<long>(
            "select count(*) from public.run_ticket_slas() where ticket_id = $1", ticket)));

        Assert.Equal(1, told.Sum());
        Assert.Equal(1, await desk.Database.ScalarAsync<long>(
            "select count(*) from public.ticket_events where ticket_id = $1 and kind = 'sla'", ticket));
    }

    Task<long> NumberAsync(string query) => desk.Database.ScalarAsync<long>(query, desk["b1"]);
}
