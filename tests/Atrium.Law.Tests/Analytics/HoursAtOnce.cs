namespace Atrium.Law.Tests.Analytics;

/// <summary>Many who decide at once: the totals count each entry, and a refresh is made by one.</summary>
public sealed class HoursAtOnce(FiguresDatabase figures) : IClassFixture<FiguresDatabase>
{
    [Fact]
    public async Task Twenty_decisions_over_four_people_of_one_campaign_add_up()
    {
        await figures.Database.ExecuteAsync(
            """
            insert into public.timesheet_entries (agency_id, employee_id, campaign_id, entry_date, hours, task_category,
              status, submitted_at)
            select $1, p, $3, '2026-04-06', 0.5, 'Task ' || n, 'submitted', now()
            from unnest($2::uuid[]) p, generate_series(1, 5) n
            """,
            figures["a"], new[] { figures["account"], figures["agent"], figures["admin"], figures["member"] },
            figures["c2"]);
        var entries = await figures.As("finance").ColumnAsync<Guid>(
            "select id from public.timesheet_entries where task_category like 'Task %' and status = 'submitted'");
        string[] deciders = ["finance", "owner", "leadership"];

        var refusals = await Task.WhenAll(entries.Select((entry, number) => figures.As(deciders[number % 3])
            .RefusalAsync("select public.decide_timesheets(array[$1], true)", entry)));

        Assert.All(refusals, Assert.Null);
        Assert.Equal(10, await figures.As("creative").ScalarAsync<decimal>(
            "select total_hours from public.v_timesheet_summary_by_campaign where campaign_id = $1", figures["c2"]));
        Assert.Equal(400, await figures.As("finance").ScalarAsync<decimal>(
            "select total_internal_cost from public.v_timesheet_summary_by_campaign where campaign_id = $1",
            figures["c2"]));
    }

    [Fact]
    public async Task Of_twenty_refreshes_none_fails_and_all_say_as_of_when()
    {
        var server = figures.Database.As("service_role", """{"role":"service_role"}""");

        var refreshed = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            (number % 2 == 0 ? server : figures.As("owner")).RefusalAsync(
                "select public.refresh_analytics_views()")));

        Assert.All(refreshed, Assert.Null);
        Assert.True(await figures.Database.ScalarAsync<bool>(
            "select refreshed_at > now() - interval '1 minute' from atrium.analytics_refreshes"));
    }

    [Theory]
    [InlineData("pm")]
    [InlineData("leadership")]
    [InlineData("agent")]
    [InlineData("customer")]
    public async Task Only_the_scheduler_owner_and_admin_refresh(string person) =>
        Assert.Equal("ATNOM", await figures.As(person).RefusalAsync("select public.refresh_analytics_views()"));
}
