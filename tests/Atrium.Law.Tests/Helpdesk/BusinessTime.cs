namespace Atrium.Law.Tests.Helpdesk;

/// <summary>Time counted by business hours: the vectors of the help desk, and what else a calendar meets.</summary>
public sealed class BusinessTime(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    const string NineToFive = "1 09:00-17:00,2 09:00-17:00,3 09:00-17:00,4 09:00-17:00,5 09:00-17:00";
    const string Split = "1 08:00-12:00,1 13:30-18:00";
    const string Always = "1 00:00-24:00,2 00:00-24:00,3 00:00-24:00,4 00:00-24:00,5 00:00-24:00,6 00:00-24:00,"
        + "7 00:00-24:00";

    // 2026-01-02 is a Friday
    [Theory]
    [InlineData(NineToFive, "UTC", "2026-01-02 16:30 UTC", "2 hours", "2026-01-05 10:30 UTC")]
    [InlineData(NineToFive, "UTC", "2026-01-03 12:00 UTC", "1 hour", "2026-01-05 10:00 UTC")]
    [InlineData(Split, "UTC", "2026-01-05 11:30 UTC", "1 hour", "2026-01-05 14:00 UTC")]
    [InlineData(Always, "Europe/London", "2026-03-28 23:30 Europe/London", "4 hours", "2026-03-29 04:30 Europe/London")]
    [InlineData(Always, "Europe/London", "2026-10-24 23:30 Europe/London", "4 hours", "2026-10-25 02:30 Europe/London")]
    [InlineData(NineToFive, "Europe/Berlin", "2026-03-27 16:00 Europe/Berlin", "2 hours",
        "2026-03-30 10:00 Europe/Berlin")]
    [InlineData(NineToFive, "Asia/Kathmandu", "2026-01-02 16:30 Asia/Kathmandu", "1 hour",
        "2026-01-05 09:30 Asia/Kathmandu")]
    [InlineData(NineToFive, "UTC", "2026-01-02 15:00 UTC", "2 hours", "2026-01-02 17:00 UTC")]
    [InlineData(NineToFive, "UTC", "2026-01-02 15:00 UTC", "400 hours", "2026-03-13 15:00 UTC")]
    public async Task Open_time_is_added(string week, string zone, string from, string amount, string due)
    {
        var calendar = await CalendarAsync(week, zone);

        Assert.True(await desk.Database.ScalarAsync<bool>(
            """
            select atrium.add_business_time($1, $2::timestamptz, $3::interval) = $4::timestamptz
              and atrium.business_time($1, $2::timestamptz, $4::timestamptz) = $3::interval
            """,
            calendar, from, amount, due));
    }

    [Fact]
    public async Task A_holiday_is_closed_every_year_if_it_is_a_yearly_one()
    {
        var calendar = await CalendarAsync(NineToFive, "UTC");
        await desk.As("admin").ExecuteAsync(
            "insert into public.business_holidays (calendar_id, holiday, name) values ($1, '2026-01-05', 'Monday')",
            calendar);
        await desk.As("admin").ExecuteAsync(
            """
            insert into public.business_holidays (calendar_id, holiday, name, is_yearly)
            values ($1, '2020-12-25', 'Christmas', true)
            """,
            calendar);

        Assert.True(await desk.Database.ScalarAsync<bool>(
            """
            select atrium.add_business_time($1, '2026-01-02 16:30Z', '2 hours') = '2026-01-06 10:30Z'
              and atrium.add_business_time($1, '2026-12-24 16:30Z', '2 hours') = '2026-12-28 10:30Z'
            """,
            calendar));
    }

    [Fact]
    public async Task A_pause_moves_what_is_due_by_its_open_time()
    {
        var calendar = await CalendarAsync(NineToFive, "UTC");
        var ticket = await desk.MakeTicketAsync("Paused");

        // created Monday at nine, four hours, pending from ten to three: Tuesday at ten
        Assert.True(await DueAsync(calendar, ticket, "2026-01-05 10:00Z", "2026-01-05 15:00Z", "2026-01-06 10:00Z"));
        // pending over the weekend, from six on Friday to eight on Monday, adds nothing
        Assert.True(await DueAsync(calendar, ticket, "2026-01-02 18:00Z", "2026-01-05 08:00Z", "2026-01-05 13:00Z"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[{\"weekday\": 8, \"opens_at\": \"09:00\", \"closes_at\": \"17:00\"}]")]
    [InlineData("[{\"weekday\": 1, \"opens_at\": \"17:00\", \"closes_at\": \"09:00\"}]")]
    [InlineData("[{\"weekday\": 1, \"opens_at\": \"09:00\", \"closes_at\": \"09:00\"}]")]
    [InlineData("[{\"weekday\": 1}]")]
    [InlineData("[{\"weekday\": 1, \"opens_at\": \"nine\", \"closes_at\": \"five\"}]")]
    [InlineData("[{\"weekday\": 1, \"opens_at\": \"09:00\", \"closes_at\": \"12:00\"},"
        + " {\"weekday\": 1, \"opens_at\": \"11:59\", \"closes_at\": \"17:00\"}]")]
    public async Task Hours_that_make_no_week_are_refused(string spans)
    {
        var calendar = await CalendarAsync(NineToFive, "UTC");

        Assert.Equal("ATVAL", await desk.As("admin").RefusalAsync(
            "select public.set_business_hours($1, $2::jsonb)", calendar, spans));
        Assert.Equal(5, await desk.Database.ScalarAsync<long>(
            "select count(*) from public.business_hours where calendar_id = $1", calendar));
    }

    [Fact]
    public async Task A_calendar_that_never_opens_ends_the_walk()
    {
        var calendar = await desk.Database.ScalarAsync<Guid>(
            """
            insert into public.business_calendars (agency_id, name, timezone) values ($1, 'Never', 'UTC') returning id
            """,
            desk["a"]);

        Assert.True(await desk.Database.ScalarAsync<bool>(
            "select atrium.add_business_time($1, now(), '1 minute') is null", calendar));
        Assert.Equal("ATVAL", await desk.As("admin").RefusalAsync(
            "insert into public.sla_policies (name, calendar_id) values ('Never', $1)", calendar));
    }

    Task<Guid> CalendarAsync(string week, string zone) => desk.As("admin").ScalarAsync<Guid>(
        """
        select (public.create_business_calendar('Calendar ' || gen_random_uuid(), $2, (
          select jsonb_agg(jsonb_build_object('weekday', split_part(s, ' ', 1)::int,
            'opens_at', split_part(split_part(s, ' ', 2), '-', 1), 'closes_at', split_part(s, '-', 2)))
          from unnest(string_to_array($1, ',')) as s))).id
        """,
        week, zone);

    Task<bool> DueAsync(Guid calendar, Guid ticket, string paused, string resumed, string due) =>
        desk.Database.ScalarAsync<bool>(
            """
            with clock as (
              insert into public.ticket_slas (client_id, ticket_id, target, calendar_id, target_minutes, started_at,
                paused_for, stopped_at)
              values ($1, $2, 'resolution', $3, 240, '2026-01-05 09:00Z',
                atrium.business_time($3, $4::timestamptz, $5::timestamptz), now()) returning due_at)
            select due_at = $6::timestamptz from clock
            """,
            desk["a1"], ticket, calendar, paused, resumed, due);
}
