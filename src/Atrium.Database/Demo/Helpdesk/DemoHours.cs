namespace Atrium.Database.Demo.Helpdesk;

/// <summary>
/// The agency's business hours, nine to six from Monday to Friday but for holidays, in a time zone that keeps the
/// European summer: what <c>atrium.business_time</c> finds in the calendar that the demo brings.
/// </summary>
/// <param name="winter">Hours ahead of UTC in winter.</param>
sealed class DemoHours(int winter)
{
    public static IReadOnlyList<(int Month, int Day, string Name)> Holidays { get; } =
        [(1, 1, "New Year"), (5, 1, "Labour Day"), (12, 25, "Christmas Day"), (12, 26, "Second day of Christmas")];

    /// <summary>The moment at which so much open time has passed.</summary>
    public DateTimeOffset Add(DateTimeOffset since, TimeSpan amount)
    {
        foreach (var (opens, closes) in Spans(since))
        {
            if (closes - opens >= amount)
            {
                return opens + amount;
            }

            amount -= closes - opens;
        }

        throw new InvalidOperationException("The calendar never opens.");
    }

    /// <summary>Open time between two moments.</summary>
    public TimeSpan Between(DateTimeOffset since, DateTimeOffset until)
    {
        var open = TimeSpan.Zero;
        foreach (var (opens, closes) in Spans(since).TakeWhile(span => span.Opens < until))
        {
            open += (closes < until ? closes : until) - opens;
        }

        return open;
    }

    /// <summary>The open spans from a moment on, for a year and a half.</summary>
    IEnumerable<(DateTimeOffset Opens, DateTimeOffset Closes)> Spans(DateTimeOffset since)
    {
        var day = DateOnly.FromDateTime(since.UtcDateTime.AddHours(winter)).AddDays(-1);
        for (var last = day.AddDays(550); day < last; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                || Holidays.Any(holiday => (holiday.Month, holiday.Day) == (day.Month, day.Day)))
            {
                continue;
            }

            var (opens, closes) = (At(day, 9), At(day, 18));
            if (closes > since)
            {
                yield return (opens > since ? opens : since, closes);
            }
        }
    }

    DateTimeOffset At(DateOnly day, int hour)
    {
        var summer = day >= LastSunday(day.Year, 3) && day < LastSunday(day.Year, 10);
        return new(day.ToDateTime(new(hour - winter - (summer ? 1 : 0), 0)), TimeSpan.Zero);
    }

    static DateOnly LastSunday(int year, int month)
    {
        var end = new DateOnly(year, month, 31);
        return end.AddDays(-(int)end.DayOfWeek);
    }
}
