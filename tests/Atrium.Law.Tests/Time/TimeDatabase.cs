using Atrium.Testing;

namespace Atrium.Law.Tests.Time;

/// <summary>
/// A database with the people of <c>tests.time()</c> and their hours, and beside them a rate, quotes, expenses, a
/// camera and a project's month. Names in braces stand for ids: own and sold are quotes (own account's draft, sold by
/// the campaign c1), line a line of own; report and asked2 are creative's expenses, spent and spent2 their lines;
/// cam and gone things, loan creative's of gone for c1; project c1's, with figures of one month; plan an allocation.
/// </summary>
public sealed class TimeDatabase() : CastDatabase(
    "time",
    [
        "a1", "a2", "b1", "c1", "c2", "cb", "p1", "p2", "mine", "asked", "other", "inside", "done", "pms", "far",
        "card", "own", "sold", "farquote", "line", "report", "asked2", "spent", "spent2", "cam", "gone", "farcam",
        "loan", "project", "farproject", "plan",
    ],
    Money)
{
    /// <summary>An entry of somebody in a state; each has a day of its own unless one is named.</summary>
    public Task<Guid> MakeEntryAsync(string employee, string status, DateOnly? day = null, string? campaign = "c1") =>
        Database.ScalarAsync<Guid>(
            """
            insert into public.timesheet_entries (agency_id, employee_id, campaign_id, entry_date, hours, billable,
              status, submitted_at, approved_at, approved_by, rejection_reason)
            values ($1, $2, $3, coalesce($5, (select max(entry_date) + 1 from public.timesheet_entries
                where employee_id = $2 and entry_date < '2026-05-01'), '2025-01-01'), 1, $3 is not null, $4,
              case when $4 <> 'draft' then now() end, case when $4 in ('approved', 'rejected') then now() end,
              case when $4 in ('approved', 'rejected') then gen_random_uuid() end,
              case when $4 = 'rejected' then 'Which phase?' end)
            returning id
            """,
            this["a"], this[employee], campaign is null ? DBNull.Value : this[campaign], status,
            day is null ? DBNull.Value : day.Value);

    static readonly string[] Money =
    [
        """
        insert into public.rate_cards (id, agency_id, role_name, discipline, seniority_level, market, client_rate,
          effective_from, state)
        values (tests.named('card', gen_random_uuid()), tests.id('a'), 'Editor', 'post', 'senior', 'PH', 200,
          '2026-01-01', 'active')
        """,
        """
        insert into public.rate_card_costs (agency_id, rate_card_id, cost_rate)
        values (tests.id('a'), tests.id('card'), 150)
        """,
        """
        insert into public.project_quotes (id, agency_id, client_id, quote_name, created_by, status, submitted_at)
        values
          (tests.named('own', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Own', tests.id('account'), 'draft',
            null),
          (tests.named('sold', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Sold', tests.id('admin'),
            'submitted', now()),
          (tests.named('farquote', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Far', null, 'draft', null)
        """,
        "update public.campaigns set procure_quote_id = tests.id('sold') where id = tests.id('c1')",
        """
        insert into public.quote_lines (id, agency_id, quote_id, rate_card_id, quantity)
        values (tests.named('line', gen_random_uuid()), tests.id('a'), tests.id('own'), tests.id('card'), 2)
        """,
        """
        insert into public.expense_reports (id, agency_id, employee_id, purpose, status, submitted_at) values
          (tests.named('report', gen_random_uuid()), tests.id('a'), tests.id('creative'), 'Shoot', 'draft', null),
          (tests.named('asked2', gen_random_uuid()), tests.id('a'), tests.id('creative'), 'Travel', 'submitted', now())
        """,
        """
        insert into public.expense_lines (id, agency_id, employee_id, report_id, tx_date, amount, campaign_id) values
          (tests.named('spent', gen_random_uuid()), tests.id('a'), tests.id('creative'), tests.id('report'),
            '2026-06-01', 5, tests.id('c1')),
          (tests.named('spent2', gen_random_uuid()), tests.id('a'), tests.id('creative'), tests.id('asked2'),
            '2026-06-01', 7, null)
        """,
        """
        insert into public.equipment (id, agency_id, name) values
          (tests.named('cam', gen_random_uuid()), tests.id('a'), 'Camera'),
          (tests.named('gone', gen_random_uuid()), tests.id('a'), 'Drone'),
          (tests.named('farcam', gen_random_uuid()), tests.id('b'), 'Camera')
        """,
        """
        insert into public.equipment_checkouts (id, agency_id, equipment_id, user_id, campaign_id, purpose,
          checked_out_at, due_at)
        values (tests.named('loan', gen_random_uuid()), tests.id('a'), tests.id('gone'), tests.id('creative'),
          tests.id('c1'), 'Shoot', now(), now() + interval '1 day')
        """,
        """
        insert into public.projects (id, agency_id, client_id, project_name) values
          (tests.named('project', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film'),
          (tests.named('farproject', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Far')
        """,
        "update public.campaigns set finance_ppm_project_id = tests.id('project') where id = tests.id('c1')",
        """
        insert into public.project_financials (agency_id, project_id, period_month, budget_amount, revenue)
        values (tests.id('a'), tests.id('project'), '2026-06-01', 80, 100)
        """,
        """
        insert into public.project_costs (agency_id, project_id, period_month, actual_cost)
        values (tests.id('a'), tests.id('project'), '2026-06-01', 60)
        """,
        """
        insert into public.team_allocations (id, agency_id, employee_id, campaign_id, allocation_start_date,
          allocation_end_date, planned_hours)
        values (tests.named('plan', gen_random_uuid()), tests.id('a'), tests.id('agent'), tests.id('c1'), '2026-06-01',
          '2026-06-14', 40)
        """,
        "insert into public.employees (agency_id, user_id) values (tests.id('a'), tests.id('creative'))",
    ];
}
