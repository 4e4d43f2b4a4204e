namespace Atrium.Law.Tests.Time;

/// <summary>
/// The part of the permission matrix about time and money: what is tried, and who may. Everybody else is refused or
/// touches nothing.
/// </summary>
public sealed class PermissionMatrix(TimeDatabase time) : IClassFixture<TimeDatabase>
{
    const string Books = "owner leadership finance";
    const string Sellers = "owner leadership finance pm account";
    const string Staff = "owner admin leadership finance pm account creative agent member writer";
    const string Wide = "owner admin leadership finance pm account creative agent";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.employees where user_id = '{creative}'", Staff },
        { New("employees", "user_id", "'{agent}'"), "owner admin" },
        { "update public.employees set weekly_capacity_hours = 32", "owner admin leadership" },
        { "delete from public.employees", "owner admin" },
        { "select from public.employee_rates where employee_id = '{creative}'", Books },
        {
            New("employee_rates", "employee_id, valid_from, valid_to, internal_cost_rate, client_billing_rate",
                "'{creative}', '2019-01-01', '2019-12-31', 1, 2"),
            "owner finance"
        },
        { "update public.employee_rates set internal_cost_rate = 1 where employee_id = '{pm}'", "owner finance" },
        { "delete from public.employee_rates", "" },
        { "select from public.timesheet_entries where id = '{mine}'", "owner leadership finance pm creative" },
        { "select from public.timesheet_entries where id = '{pms}'", "owner leadership finance pm" },
        { New("timesheet_entries", "campaign_id, entry_date, hours", "'{c1}', '2026-06-30', 1"), Staff },
        { New("timesheet_entries", "campaign_id, entry_date, hours", "'{c2}', '2026-06-30', 1"), Wide },
        { New("timesheet_entries", "entry_date, hours, billable", "'2026-06-30', 1, false"), $"{Staff} stranger" },
        { "update public.timesheet_entries set hours = 1 where id = '{mine}'", "creative" },
        { "update public.timesheet_entries set hours = 1 where id = '{asked}'", "" },
        { "delete from public.timesheet_entries where id = '{mine}'", "creative" },
        { "delete from public.timesheet_entries where id = '{done}'", "" },
        { "select from public.timesheet_rates where id = '{mine}'", Books },
        { "update public.timesheet_rates set internal_cost_rate = 1 where id = '{mine}'", "owner finance" },
        { "delete from public.timesheet_rates", "" },
        { "select public.submit_timesheet_week('2026-06-01')", "creative" },
        { "select public.withdraw_timesheet_week('2026-06-01')", "creative pm stranger" },
        { "select public.decide_timesheets(array['{asked}'::uuid], true)", "owner leadership finance pm" },
        { "select public.decide_timesheets(array['{other}'::uuid], true)", Books },
        { "select public.decide_timesheets(array['{inside}'::uuid], false, 'x')", Books },
        { "select public.decide_timesheets(array['{pms}'::uuid], true)", Books },
        { "select public.decide_timesheets(array['{far}'::uuid], true)", "" },
        { "select public.lock_timesheets('2026-06-30') where atrium.current_agency_id() = '{a}'", "owner finance" },
        { "select public.reopen_timesheets(array['{done}'::uuid], 'x')", "owner finance" },
        { "select from public.team_allocations where id = '{plan}'", Staff },
        {
            New("team_allocations",
                "employee_id, campaign_id, allocation_start_date, allocation_end_date, planned_hours",
                "'{agent}', '{c2}', '2026-06-01', '2026-06-02', 8"),
            "owner leadership pm"
        },
        { "update public.team_allocations set planned_hours = 8", "owner leadership pm" },
        { "update public.team_allocations set status = 'confirmed'", "" },
        { "delete from public.team_allocations", "owner leadership pm" },
        { "select public.confirm_allocation('{plan}')", "owner leadership pm account" },
        { "select public.cancel_allocation('{plan}')", "owner leadership pm" },
        { "select from public.rate_cards where id = '{card}'", Sellers },
        {
            New("rate_cards",
                "role_name, discipline, seniority_level, market, client_rate, effective_from",
                "'Writer', 'creative', 'mid', 'PH', 1, '2026-01-01'"),
            "owner finance stranger"
        },
        { "update public.rate_cards set client_rate = 1", "owner finance" },
        { "delete from public.rate_cards where id = '{card}'", "" },
        { "select from public.rate_card_costs", Books },
        { "update public.rate_card_costs set cost_rate = 1", "owner finance" },
        { "select from public.project_quotes where id = '{own}'", "owner leadership finance account" },
        { "select from public.project_quotes where id = '{sold}'", Sellers },
        { New("project_quotes", "client_id, quote_name", "'{a1}', 'x'"), "owner account" },
        { "update public.project_quotes set notes = 'x' where id = '{own}'", "owner finance account" },
        { "update public.project_quotes set notes = 'x' where id = '{sold}'", "" },
        { "delete from public.project_quotes where id = '{own}'", "owner account" },
        { "select from public.quote_lines where id = '{line}'", "owner leadership finance account" },
        {
            New("quote_lines", "quote_id, role_name, quantity, client_rate", "'{own}', 'x', 1, 1"),
            "owner finance account"
        },
        { New("quote_lines", "quote_id, role_name, quantity, client_rate", "'{sold}', 'x', 1, 1"), "" },
        { "update public.quote_lines set quantity = 3", "owner finance account" },
        { "delete from public.quote_lines", "owner finance account" },
        { "select from public.quote_line_costs", Books },
        { "update public.quote_line_costs set cost_rate = 1", "owner finance" },
        { "select public.submit_quote('{own}')", "owner finance account" },
        { "select public.decide_quote('{sold}', true)", "owner finance" },
        { "select public.attach_quote('{c1}', null)", "owner leadership pm account" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        foreach (var person in TimeDatabase.People)
        {
            var went = await time.GoesThroughAsync(person, attempt);

            Assert.True(allowed.Split(' ').Contains(person) == went, $"{person}: {(went ? "accepted" : "refused")}");
        }
    }

    [Fact]
    public async Task What_the_matrix_table_says_of_roles_is_of_tables_that_are_there() =>
        Assert.Null(await time.Database.ScalarAsync<string>(
            """
            select string_agg(distinct resource, ', ') from atrium.role_rights r
            where r.resource ~ '^(employee|timesheet|team_allocations|rate_card|project|quote|expense|equipment)'
              and not exists (select from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relname = r.resource)
            """));

    internal static string New(string table, string columns, string values) =>
        $"insert into public.{table} ({columns}) values ({values})";
}
