using System.Globalization;

namespace Atrium.Law.Tests.Frontdesk;

/// <summary>Free times by the clock on the agency's wall, on the days that it is changed above all.</summary>
public sealed class Calendars(DeskDatabase desk) : IClassFixture<DeskDatabase>, IAsyncLifetime
{
    static readonly int NextYear = TimeProvider.System.GetUtcNow().Year + 1;

    /// <summary>The last Sundays of March and October, when clocks change in Berlin, and an ordinary one.</summary>
    public static TheoryData<string, int, int> Sundays => new()
    {
        { LastSunday(3), 23, 1 },
        { LastSunday(10), 25, 1 },
        { LastSunday(6), 24, 1 },
        { LastSunday(3), 2, 2 },
        { LastSunday(10), 4, 2 },
        { LastSunday(6), 3, 2 },
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await desk.Database.ExecuteAsync(
        "update public.agencies set timezone = 'Europe/Berlin' where id = $1", desk["a"]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Sundays))]
    public async Task A_day_has_as_many_times_as_it_has_hours(string day, int hours, int kind)
    {
        var (opens, closes) = kind == 1 ? ("00:00", "24:00") : ("01:00", "04:00");
        await desk.Database.ExecuteAsync(
            "update public.booking_hours set opens = $1::time, closes = $2::time where agency_id = $3 and weekday = 7",
            opens, closes, desk["a"]);

        var starts = await StartsAsync(day);

        Assert.Equal((hours * 4) - 1, starts.Count);
        Assert.Equal(starts.Count, starts.Distinct().Count());
        Assert.All(starts.Zip(starts.Skip(1)), pair =>
            Assert.Equal(TimeSpan.FromMinutes(15), pair.Second - pair.First));
    }

    [Fact]
    public async Task Nine_in_the_morning_is_nine_by_the_wall_before_and_after_the_change()
    {
        await desk.Database.ExecuteAsync(
            "update public.booking_hours set opens = '09:00', closes = '17:00' where agency_id = $1 and weekday = 6",
            desk["a"]);
        var before = DateOnly.Parse(LastSunday(3), CultureInfo.InvariantCulture).AddDays(-1);

        var winter = await StartsAsync(Written(before));
        var summer = await StartsAsync(Written(before.AddDays(7)));

        Assert.Equal(8, winter[0].Hour);
        Assert.Equal(7, summer[0].Hour);
    }

    [Fact]
    public async Task The_day_asked_for_is_the_agencys_and_not_the_callers()
    {
        var day = LastSunday(8);

        var starts = await desk.As("agent").ColumnAsync<string>(
            "select to_char(starts_at at time zone 'Europe/Berlin', 'YYYY-MM-DD') from (select"
            + " set_config('timezone', 'Pacific/Auckland', true)) zone, public.free_slots($1, $2::date)",
            desk["long"], day);

        Assert.Equal([day], starts.Distinct());
    }

    [Fact]
    public async Task An_absence_and_a_booking_leave_what_is_beside_them()
    {
        var day = LastSunday(5);
        await desk.As("agent").ExecuteAsync(
            """
            insert into public.booking_closures (resource_id, starts_at, ends_at)
            values ($1, ($2 || ' 12:00 Europe/Berlin')::timestamptz, ($2 || ' 24:00 Europe/Berlin')::timestamptz)
            """,
            desk["room"], day);
        await desk.As("agent").ExecuteAsync(
            "select public.book_appointment($1, $2, ($3 || ' 02:00 Europe/Berlin')::timestamptz)",
            desk["ada"], desk["long"], day);

        var clocks = await desk.As("agent").ColumnAsync<string>(
            "select to_char(starts_at at time zone 'Europe/Berlin', 'HH24:MI') from public.free_slots($1, $2::date)",
            desk["checkup"], day);

        Assert.Contains("01:30", clocks);
        Assert.DoesNotContain("01:45", clocks);
        Assert.DoesNotContain("03:00", clocks);
        Assert.Contains("03:15", clocks);
        Assert.All(clocks, clock => Assert.True(string.CompareOrdinal(clock, "11:30") <= 0, clock));
    }

    [Theory]
    [InlineData("-infinity", null)]
    [InlineData("2026-01-02", "2026-01-01")]
    [InlineData("2026-01-01", "2027-01-01")]
    public async Task A_question_without_bounds_is_refused(string from, string? to) =>
        Assert.Equal("ATVAL", await desk.As("agent").RefusalAsync(
            "select public.free_slots($1, $2::date, $3::text::date)", desk["checkup"], from, to));

    Task<IReadOnlyList<DateTime>> StartsAsync(string day) => desk.As("agent").ColumnAsync<DateTime>(
        "select starts_at from public.free_slots($1, $2::date) order by 1", desk["checkup"], day);

    static string LastSunday(int month)
    {
        var last = new DateOnly(NextYear, month, DateTime.DaysInMonth(NextYear, month));
        return Written(last.AddDays(-(int)last.DayOfWeek));
    }

    static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
