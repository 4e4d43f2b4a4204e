using Atrium.Testing;

namespace Atrium.Law.Tests.Time;

/// <summary>
/// The lists that screens make, over 50,000 hours of other agencies: each is served by an index of its table, and no
/// policy reads a whole table or hashes one.
/// </summary>
public sealed class QueryPlans(TimeDatabase time)
    : CrowdedLists(time.Database, time.As, time.Filled, Fill), IClassFixture<TimeDatabase>
{
    // a month that nobody has written into is read whole, whatever the plan: only the full one tells
    const string Full = @"timesheet_entries_earlier|timesheet_rates|employee|team_|rate_|project|quote_|expense_|equip";

    public static TheoryData<string> Lists =>
    [
        "select * from public.timesheet_entries order by entry_date desc limit 50",
        "select * from public.timesheet_entries where employee_id = '{creative}' and week_start_date = '2026-06-01'",
        "select * from public.timesheet_entries where campaign_id = '{c1}' order by entry_date desc limit 50",
        "select * from public.timesheet_entries where status = 'submitted' order by week_start_date limit 50",
        "select week_start_date, sum(hours) from public.timesheet_entries where week_start_date >= '2026-05-01'"
            + " group by 1",
        "select * from public.v_timesheet_entries where employee_id = '{creative}' order by entry_date desc limit 50",
        "select * from public.timesheet_rates where id = '{mine}'",
        "select * from public.employees",
        "select * from public.employee_rates where employee_id = '{creative}' order by valid_from desc",
        "select * from public.team_allocations order by allocation_start_date desc limit 50",
        "select * from public.team_allocations where employee_id = '{agent}' and allocation_start_date > '2026-05-01'",
        "select * from public.team_allocations where campaign_id = '{c1}'",
        "select * from public.rate_cards where state = 'active' order by role_name limit 50",
        "select * from public.v_rate_cards where discipline = 'post'",
        "select * from public.project_quotes order by created_at desc limit 25",
        "select * from public.project_quotes where status = 'submitted' order by created_at desc",
        "select * from public.v_project_quotes where id = '{own}'",
        "select * from public.quote_lines where quote_id = '{own}' order by line_number",
        "select * from public.expense_reports order by created_at desc limit 25",
        "select * from public.expense_lines where campaign_id = '{c1}' order by tx_date desc limit 25",
        "select * from public.get_campaign_expenses('{c1}')",
        "select * from public.equipment order by name limit 50",
        "select * from public.equipment_checkouts order by checked_out_at desc limit 25",
        "select * from public.equipment_checkouts where equipment_id = '{gone}' order by checked_out_at desc",
        "select * from public.get_campaign_equipment('{c1}')",
        "select * from public.projects order by start_date desc limit 25",
        "select * from public.v_project_financials where project_id = '{project}' order by period_month",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "finance", "pm", "creative", "member"));

    static readonly string[] Fill =
    [
        """
        insert into public.campaigns (agency_id, client_id, campaign_code, campaign_name, campaign_type, start_date)
        select agency_id, id, 'c' || n, 'Campaign', 'launch', '2026-01-01'::date + n
        from public.clients, generate_series(1, 20) n where code = 'far'
        """,
        """
        insert into public.timesheet_entries (agency_id, employee_id, campaign_id, entry_date, hours)
        select agency_id, id, id, '2025-01-01'::date + n, 1 from public.campaigns, generate_series(1, 25) n
        """,
        """
        insert into public.timesheet_rates (id, agency_id, entry_date)
        select e.id, e.agency_id, e.entry_date from public.timesheet_entries e
        where not exists (select from public.timesheet_rates r where r.id = e.id)
        """,
        """
        insert into public.employees (agency_id, user_id) select agency_id, id from public.campaigns
        """,
        """
        insert into public.employee_rates (agency_id, employee_id, valid_from, internal_cost_rate, client_billing_rate)
        select agency_id, id, '2026-01-01', 1, 2 from public.campaigns
        """,
        """
        insert into public.team_allocations (agency_id, employee_id, campaign_id, allocation_start_date,
          allocation_end_date, planned_hours)
        select agency_id, id, id, start_date + n, start_date + n, 1 from public.campaigns, generate_series(1, 5) n
        """,
        """
        insert into public.rate_cards (agency_id, role_name, discipline, seniority_level, market, client_rate,
          effective_from)
        select agency_id, 'Writer', 'post', 'mid', 'PH', 1, '2026-01-01'::date + n
        from public.clients, generate_series(1, 50) n
        """,
        """
        insert into public.rate_card_costs (agency_id, rate_card_id, cost_rate)
        select agency_id, id, 1 from public.rate_cards on conflict do nothing
        """,
        """
        insert into public.project_quotes (id, agency_id, client_id, quote_code, quote_name)
        select id, agency_id, client_id, campaign_code, 'Quote' from public.campaigns
        """,
        """
        insert into public.quote_lines (agency_id, quote_id, line_number, role_name, quantity, client_rate)
        select agency_id, id, n, 'Writer', 1, 1 from public.campaigns, generate_series(1, 5) n
        """,
        """
        insert into public.quote_line_costs (agency_id, quote_line_id, cost_rate)
        select agency_id, id, 1 from public.quote_lines on conflict do nothing
        """,
        """
        insert into public.expense_reports (id, agency_id, employee_id, purpose)
        select id, agency_id, id, 'Shoot' from public.campaigns
        """,
        """
        insert into public.expense_lines (agency_id, employee_id, report_id, line_number, tx_date, amount, campaign_id)
        select agency_id, id, id, n, '2026-01-01', 1, id from public.campaigns, generate_series(1, 5) n
        """,
        """
        insert into public.equipment (id, agency_id, item_code, name)
        select id, agency_id, campaign_code, 'Camera' from public.campaigns
        """,
        """
        insert into public.equipment_checkouts (agency_id, equipment_id, user_id, campaign_id, purpose, checked_out_at,
          due_at, status)
        select agency_id, id, id, id, 'Shoot', '2026-01-01'::timestamptz + make_interval(days => n),
          '2026-01-01 12:00'::timestamptz + make_interval(days => n), 'reserved'
        from public.campaigns, generate_series(1, 3) n
        """,
        """
        insert into public.projects (id, agency_id, client_id, project_code, project_name, start_date)
        select id, agency_id, client_id, campaign_code, 'Project', start_date from public.campaigns
        """,
        """
        insert into public.project_financials (agency_id, project_id, period_month)
        select agency_id, id, '2026-01-01'::date + make_interval(months => n)
        from public.campaigns, generate_series(1, 6) n
        """,
        """
        insert into public.project_costs (agency_id, project_id, period_month)
        select agency_id, project_id, period_month from public.project_financials where revenue = 0
        """,
    ];
}
