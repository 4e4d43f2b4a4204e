namespace Atrium.Law.Tests.Analytics;

/// <summary>Who sees which figures: rows of a view, and the money in them. Everybody else sees none, or null.</summary>
public sealed class FiguresMatrix(FiguresDatabase figures) : IClassFixture<FiguresDatabase>
{
    const string Costs = "owner leadership finance";
    const string Books = $"{Costs} pm account";
    const string All = $"{Books} admin creative agent";
    const string Staff = $"{All} member writer";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.v_dashboard_kpis where agency_id = '{a}'", Staff },
        { "select from public.v_dashboard_kpis where campaign_revenue_ytd = 4000 and agency_id = '{a}'", Books },
        { "select from public.v_dashboard_kpis where campaign_revenue_ytd not in (0, 4000) and agency_id = '{a}'", "" },
        { "select from public.v_dashboard_kpis where monthly_margin_pct = 20 and agency_id = '{a}'", Costs },
        { "select from public.v_dashboard_kpis where monthly_margin_pct <> 20 and agency_id = '{a}'", "" },
        { "select from public.v_dashboard_kpis where top_client_name is not null and agency_id = '{a}'", Books },
        { "select from public.v_campaign_overview where id = '{c1}'", $"{Staff} customer" },
        { "select from public.v_campaign_overview where id = '{c2}'", All },
        { "select from public.v_campaign_overview where id = '{c1}' and total_hours_logged = 8", Staff },
        { "select from public.v_campaign_overview where id = '{c1}' and total_hours_logged <> 8", "" },
        { "select from public.v_campaign_overview where id = '{c1}' and artifact_count = 2", Staff },
        { "select from public.v_campaign_overview where id = '{c1}' and revenue is not null", Books },
        { "select from public.v_campaign_overview where id = '{c1}' and actual_cost is not null", Costs },
        { "select from public.v_campaign_overview where id = '{c1}' and margin_health is not null", Costs },
        { "select from public.v_client_360 where id = '{a1}'", $"{Staff} customer" },
        { "select from public.v_client_360 where id = '{a2}'", All },
        { "select from public.v_client_360 where contract_value is not null", Costs },
        { "select from public.v_client_360 where id = '{a1}' and total_wip is not null", Costs },
        { "select from public.v_client_360 where id = '{a1}' and revenue_ytd is not null", Books },
        { "select from public.v_employee_utilization where employee_id = '{creative}'", $"{Costs} pm creative" },
        { "select from public.v_employee_utilization where employee_id = '{stranger}'", "stranger" },
        { "select from public.v_utilization_by_role where total_hours = 8", $"{Costs} pm" },
        { "select from public.v_artifact_library where id = '{draft}'", $"{Books} creative" },
        { "select from public.v_artifact_library where id = '{shared}'", $"{Books} creative customer" },
        { "select from public.v_timesheet_summary_by_campaign where campaign_id = '{c1}' and total_hours = 8", Staff },
        { "select from public.v_timesheet_summary_by_campaign where total_internal_cost = 320", Costs },
        { "select from public.v_timesheet_summary where employee_id = '{creative}'", $"{Costs} pm creative" },
        { "select from public.v_weekly_allocations where employee_id = '{creative}'", Staff },
        { "select from public.v_capacity_summary where agency_id = '{a}'", Staff },
        { "select from public.v_campaign_team where campaign_id = '{c1}'", Staff },
        { "select from public.v_campaign_financials where campaign_id = '{c1}'", Costs },
        { "select from public.v_campaign_profitability where campaign_id = '{c1}'", Books },
        { "select from public.v_campaign_profitability where campaign_id = '{c1}' and margin_pct is not null", Costs },
        { "select from public.v_revenue_by_client where client_id = '{a1}'", Books },
        { "select from public.v_margin_trend where agency_id = '{a}'", Costs },
        { "select from public.get_recent_activity(200) where entity_id = '{draft}'", $"{Books} creative" },
        { "select from public.v_pending_approvals where kind = 'timesheet' and id = '{creative}'", $"{Costs} pm" },
        { "select from public.v_campaign_overview where id = '{cb}'", "stranger" },
        { "select from public.v_campaign_financials where campaign_id = '{cb}'", "stranger" },
        { "select atrium.recount_all_hours()", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_sees_it_and_nobody_else(string query, string allowed)
    {
        foreach (var person in FiguresDatabase.People)
        {
            var saw = await figures.GoesThroughAsync(person, query);

            Assert.True(allowed.Split(' ').Contains(person) == saw, $"{person}: {(saw ? "sees it" : "sees nothing")}");
        }
    }

    [Fact]
    public async Task Every_view_is_one_that_runs_as_its_caller()
    {
        var others = await figures.Database.ScalarAsync<string>(
            """
            select string_agg(c.relname, ', ') from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
              and coalesce(not 'security_invoker=true' = any (c.reloptions), true)
            """);

        Assert.Null(others);
    }
}
