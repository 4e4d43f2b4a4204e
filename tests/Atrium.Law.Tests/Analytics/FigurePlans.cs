using Atrium.Testing;

namespace Atrium.Law.Tests.Analytics;

/// <summary>
/// The views over 30,000 rows of other agencies: none reads a whole table, whoever asks, and none takes longer for
/// what is not the caller's.
/// </summary>
public sealed class FigurePlans(FiguresDatabase figures)
    : CrowdedLists(figures.Database, figures.As, figures.Filled, Fill), IClassFixture<FiguresDatabase>
{
    const string Full = @"campaigns?(_phases)?|artifact\w+|project_[fc]\w+|timesheet_entries_earlier";

    public static TheoryData<string> Views =>
    [
        "select * from public.v_dashboard_kpis",
        "select * from public.v_campaign_overview",
        "select * from public.v_campaign_overview where id = '{c1}'",
        "select * from public.v_client_360",
        "select * from public.v_client_360 where id = '{a1}'",
        "select * from public.v_employee_utilization",
        "select * from public.v_artifact_library order by updated_at desc limit 25",
        "select * from public.v_timesheet_summary_by_campaign",
        "select * from public.v_campaign_financials where campaign_id = '{c1}'",
        "select * from public.v_timesheet_summary where week_start_date = '2026-06-01'",
        "select * from public.v_weekly_allocations",
        "select * from public.v_upcoming_deliverables",
        "select * from public.v_pending_approvals",
        "select * from public.ticket_metrics",
    ];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_view_reads_the_caller_s_rows_by_an_index(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "creative", "member"));

    static readonly string[] Fill =
    [
        """
        insert into public.campaigns (agency_id, client_id, campaign_code, campaign_name, campaign_type, start_date,
          finance_ppm_project_id)
        select agency_id, id, 'c' || n, 'Campaign', 'launch', '2026-01-01'::date + n, gen_random_uuid()
        from public.clients, generate_series(1, 30) n where code = 'far'
        """,
        """
        insert into public.projects (id, agency_id, client_id, project_code, project_name)
        select finance_ppm_project_id, agency_id, client_id, campaign_code, 'Far' from public.campaigns
        where campaign_name = 'Campaign'
        """,
        """
        insert into public.project_financials (agency_id, project_id, period_month)
        select agency_id, finance_ppm_project_id, '2026-01-01'::date + n * interval '1 month'
        from public.campaigns, generate_series(0, 9) n where campaign_name = 'Campaign'
        """,
        """
        insert into public.project_costs (agency_id, project_id, period_month)
        select agency_id, project_id, period_month from public.project_financials where agency_id in (
          select id from public.agencies where slug like 'far-%')
        """,
        """
        insert into public.campaign_phases (agency_id, campaign_id, phase_name, phase_order)
        select agency_id, id, 'Phase', n from public.campaigns, generate_series(10, 13) n
        where campaign_name = 'Campaign'
        """,
        """
        insert into public.artifacts (agency_id, client_id, campaign_id, title, artifact_type)
        select agency_id, client_id, id, 'Artifact ' || n, 'brief' from public.campaigns, generate_series(1, 10) n
        where campaign_name = 'Campaign'
        """,
        """
        insert into public.timesheet_entries (agency_id, employee_id, campaign_id, entry_date, hours)
        select agency_id, gen_random_uuid(), id, '2026-06-01'::date + n, 8 from public.campaigns,
          generate_series(0, 9) n where campaign_name = 'Campaign'
        """,
    ];
}
