namespace Atrium.Law.Tests.Frontdesk;

/// <summary>No double booking, however many ask at once, and no other error than that the time is taken.</summary>
public sealed class Bookings(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    [Fact]
    public async Task Of_50_who_book_one_time_one_comes()
    {
        var refusals = await desk.AtOnceAsync(50, "agent", _ => Book("checkup", "2 days"));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(49, refusals.Count(refusal => refusal == "ATSTA"));
    }

    [Fact]
    public async Task Of_16_who_book_crossing_times_none_cross()
    {
        var refusals = await desk.AtOnceAsync(
            48, "agent", number => Book(number % 3 == 0 ? "long" : "checkup", $"3 days {number % 16 * 10} minutes"));

        Assert.All(refusals, refusal => Assert.True(refusal is null or "ATSTA", refusal));
        Assert.Contains(null, refusals);
        Assert.Equal(0, await desk.CrossingsAsync());
    }

    [Fact]
    public async Task Bookings_holds_moves_and_plain_inserts_exclude_each_other()
    {
        var moving = await desk.As("agent").ColumnAsync<Guid>(desk.Filled(
            """
            select (public.book_appointment('{ben}', '{checkup}', date_trunc('day', now()) + n * interval '1 hour'
              + interval '5 days')).id from generate_series(1, 8) n
            """));
        const string At = "date_trunc('day', now()) + interval '4 days 1 hour'";

        var refusals = await desk.AtOnceAsync(40, "agent", number => (number % 5) switch
        {
            0 => $"select public.hold_slot('{{checkup}}', {At})",
            1 => $"select public.reschedule_appointment('{moving[number / 5]}', {At} + interval '10 minutes')",
            2 => $"select public.reschedule_appointment('{moving[number / 5]}', {At} - interval '10 minutes')",
            3 => "insert into public.appointments (contact_id, service_id, resource_id, scheduled_at)"
                + $" values ('{{ada}}', '{{checkup}}', '{{room}}', {At})",
            _ => $"select public.book_appointment('{{ada}}', '{{checkup}}', {At} + interval '15 minutes')",
        });

        Assert.All(refusals, refusal => Assert.True(refusal is null or "ATSTA", refusal));
        Assert.InRange(refusals.Count(refusal => refusal is null), 1, 2);
        Assert.Equal(0, await desk.CrossingsAsync());
    }

    [Fact]
    public async Task Of_20_who_take_up_one_hold_one_comes_and_the_time_stays_taken()
    {
        var hold = await desk.As("agent").ScalarAsync<Guid>(desk.Filled(
            "select (public.hold_slot('{checkup}', date_trunc('day', now()) + interval '6 days')).id"));

        var refusals = await desk.AtOnceAsync(
            20, "agent", _ => $"select public.book_appointment('{{ada}}', hold_id => '{hold}')");

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATEXP"));
        Assert.Equal("ATSTA", await desk.As("agent").RefusalAsync(desk.Filled(Book("checkup", "6 days"))));
    }

    [Fact]
    public async Task A_second_room_takes_a_second_booking_and_no_third()
    {
        var second = await desk.As("owner").ScalarAsync<Guid>(
            "insert into public.booking_resources (name, kind) values ('Room 2', 'room') returning id");

        var refusals = await desk.AtOnceAsync(20, "agent", _ => Book("checkup", "7 days"));

        Assert.Equal(2, refusals.Count(refusal => refusal is null));
        await desk.As("owner").ExecuteAsync(
            "update public.booking_resources set is_active = false where id = $1", second);
    }

    [Fact]
    public async Task An_appointment_moves_within_its_own_old_time()
    {
        var agent = desk.As("agent");
        var made = await agent.ScalarAsync<Guid>(desk.Filled(
            "select (public.book_appointment('{ada}', '{long}', date_trunc('day', now()) + interval '8 days')).id"));

        foreach (var minutes in (int[])[30, 75, 45, 0])
        {
            Assert.Null(await agent.RefusalAsync(
                "select public.reschedule_appointment($1, date_trunc('day', now()) + $2 * interval '1 minute'"
                + " + interval '8 days')",
                made, minutes));
        }

        Assert.True(await agent.ScalarAsync<bool>(
            "select not confirmation_sent and moved_from > scheduled_at from public.appointments where id = $1", made));
    }

    [Fact]
    public async Task A_cancelled_time_is_free_and_comes_back_only_while_it_is()
    {
        var agent = desk.As("agent");
        var first = await agent.ScalarAsync<Guid>(desk.Filled(
            "select (public.book_appointment('{ada}', '{checkup}', date_trunc('day', now()) + interval '9 days')).id"));
        await agent.ExecuteAsync("select public.cancel_appointment($1, 'ill')", first);

        Assert.Null(await agent.RefusalAsync("select public.reopen_appointment($1)", first));
        await agent.ExecuteAsync("select public.cancel_appointment($1)", first);
        Assert.Null(await agent.RefusalAsync(desk.Filled(Book("checkup", "9 days"))));
        Assert.Equal("ATSTA", await agent.RefusalAsync("select public.reopen_appointment($1)", first));
    }

    [Fact]
    public async Task A_refusal_names_the_next_free_times_and_nobody()
    {
        var agent = desk.As("agent");
        await agent.ExecuteAsync(desk.Filled(Book("checkup", "12 days")));

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => agent.ExecuteAsync(desk.Filled(Book("checkup", "12 days"))));

        Assert.Equal("That time is taken.", refused.MessageText);
        Assert.Matches(@"^Free next: \d{4}-\d\d-\d\d 00:30, .* \(UTC\)\.$", refused.Hint);
        Assert.DoesNotMatch("Ben|Ada|[0-9a-f]{8}-", refused.MessageText + refused.Hint);
    }

    [Fact]
    public async Task A_hold_that_ran_out_keeps_nobody_from_booking()
    {
        var hold = await desk.As("agent").ScalarAsync<Guid>(desk.Filled(
            "select (public.hold_slot('{checkup}', date_trunc('day', now()) + interval '13 days')).id"));
        await desk.Database.ExecuteAsync(
            "update public.appointment_holds set expires_at = now() - interval '1 second' where id = $1", hold);

        var refusals = await desk.AtOnceAsync(20, "agent", _ => Book("checkup", "13 days"));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal("ATEXP", await desk.As("agent").RefusalAsync("select public.release_hold($1)", hold));
    }

    static string Book(string service, string ahead) =>
        $"select public.book_appointment('{{ben}}', '{{{service}}}', date_trunc('day', now()) + interval '{ahead}')";
}
