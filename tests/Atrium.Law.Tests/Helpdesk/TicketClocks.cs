namespace Atrium.Law.Tests.Helpdesk;

/// <summary>Clocks of tickets as people live them: through messages, states, priorities and calendars.</summary>
public sealed class TicketClocks(DeskDatabase desk) : IClassFixture<DeskDatabase>, IAsyncLifetime
{
    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await desk.Database.ExecuteAsync(
        """
        with policy as (
          insert into public.sla_policies (agency_id, name, is_default) values ($1, 'Default', true)
          on conflict do nothing returning id)
        insert into public.sla_targets (agency_id, policy_id, priority, first_response_minutes,
          next_response_minutes, resolution_minutes)
        select $1, id, p, m, m / 2, m * 4 from policy, (values ('medium', 60), ('urgent', 10)) as v (p, m)
        """,
        desk["a"]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Only_a_public_answer_of_an_agent_meets_the_first_response()
    {
        var ticket = await desk.MakeTicketAsync("First");

        await desk.As("pm").ExecuteAsync(
            "insert into public.messages (ticket_id, content, is_internal) values ($1, 'note', true)", ticket);
        await desk.AsOperator().ExecuteAsync(
            "insert into public.messages (ticket_id, content, message_type) values ($1, 'hello', 'ai')", ticket);
        await desk.As("customer").ExecuteAsync(
            "insert into public.messages (ticket_id, content) values ($1, 'well?')", ticket);
        Assert.False(await MetAsync(ticket, "first_response"));

        await desk.As("pm").ExecuteAsync(
            "insert into public.messages (ticket_id, content) values ($1, 'yes')", ticket);
        Assert.True(await MetAsync(ticket, "first_response"));
    }

    [Fact]
    public async Task Each_later_message_of_the_client_asks_for_an_answer()
    {
        var ticket = await desk.MakeTicketAsync("Next");
        foreach (var person in (string[])["pm", "customer", "customer", "pm", "customer", "pm"])
        {
            await desk.As(person).ExecuteAsync(
                "insert into public.messages (ticket_id, content) values ($1, 'word')", ticket);
        }

        Assert.Equal(2, await desk.Database.ScalarAsync<long>(
            """
            select count(*) from public.ticket_slas where ticket_id = $1 and target = 'next_response'
              and met_at is not null and breached_at is null
            """,
            ticket));
    }

    [Fact]
    public async Task Pending_stops_the_resolution_and_what_was_promised_is_kept()
    {
        var ticket = await desk.MakeTicketAsync("Pending");
        var due = await DueAsync(ticket);

        await desk.As("pm").ExecuteAsync("select public.pend_ticket($1)", ticket);
        Assert.Null(await desk.Database.ScalarAsync<DateTime?>(
            "select next_check_at from public.ticket_slas where ticket_id = $1 and target = 'resolution'", ticket));
        await desk.Database.ExecuteAsync(
            """
            update public.ticket_slas set paused_at = paused_at - interval '5 hours'
            where ticket_id = $1 and target = 'resolution'
            """,
            ticket);
        await desk.As("customer").ExecuteAsync(
            "insert into public.messages (ticket_id, content) values ($1, 'here it is')", ticket);

        var later = await DueAsync(ticket) - due;
        Assert.InRange(later, TimeSpan.FromHours(5), TimeSpan.FromHours(5.1));
    }

    [Fact]
    public async Task A_priority_brings_its_targets_and_an_edited_policy_does_not()
    {
        var ticket = await desk.MakeTicketAsync("Pressing");
        var due = await DueAsync(ticket);

        await desk.As("pm").ExecuteAsync("select public.set_ticket_priority($1, 'urgent')", ticket);
        Assert.Equal(TimeSpan.FromMinutes(200), due - await DueAsync(ticket));

        await desk.Database.ExecuteAsync("update public.sla_targets set resolution_minutes = 1");
        await desk.As("pm").ExecuteAsync("update public.tickets set tags = '{x}' where id = $1", ticket);
        Assert.Equal(TimeSpan.FromMinutes(200), due - await DueAsync(ticket));
        await desk.Database.ExecuteAsync(
            "update public.sla_targets set resolution_minutes = first_response_minutes * 4");
    }

    [Fact]
    public async Task Other_business_hours_move_what_is_due()
    {
        var calendar = await desk.As("admin").ScalarAsync<Guid>(
            """
            select (public.create_business_calendar('Moving', 'UTC', jsonb_agg(jsonb_build_object('weekday', d,
              'opens_at', '00:00', 'closes_at', '24:00')))).id from generate_series(1, 7) as d
            """);
        var ticket = await desk.MakeTicketAsync("Moving");
        await desk.Database.ExecuteAsync(
            "update public.ticket_slas set calendar_id = $2, policy_id = null where ticket_id = $1", ticket, calendar);
        var due = await DueAsync(ticket);

        await desk.As("admin").ExecuteAsync(
            """
            insert into public.business_holidays (calendar_id, holiday, name)
            select $1, (now() at time zone 'UTC')::date + n, 'Closed' from generate_series(0, 1) n
            """,
            calendar);

        Assert.True(await DueAsync(ticket) - due > TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task A_clock_is_told_of_at_half_at_three_quarters_and_when_it_is_missed()
    {
        var ticket = await desk.MakeTicketAsync("Told");
        List<int> levels = [];
        foreach (var minutes in (int[])[119, 2, 60, 60])
        {
            await desk.Database.ExecuteAsync(
                """
                update public.ticket_slas set started_at = started_at - make_interval(mins => $2)
                where ticket_id = $1 and target = 'resolution'
                """,
                ticket, minutes);
            levels.Add(await desk.AsOperator().ScalarAsync<int>(
                "select level from public.run_ticket_slas() where ticket_id = $1 and target = 'resolution'", ticket));
        }

        Assert.Equal([0, 50, 75, 100], levels);
    }

    Task<bool> MetAsync(Guid ticket, string target) => desk.Database.ScalarAsync<bool>(
        "select met_at is not null from public.ticket_slas where ticket_id = $1 and target = $2", ticket, target);

    Task<DateTime> DueAsync(Guid ticket) => desk.Database.ScalarAsync<DateTime>(
        "select due_at from public.ticket_slas where ticket_id = $1 and target = 'resolution'", ticket);
}
