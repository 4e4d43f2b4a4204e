using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Time;

/// <summary>The demo agencies' hours and money: enough of it, in every state, and believable.</summary>
public sealed class DemoHoursAndMoney(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Theory]
    [InlineData("timesheet_entries", 45_000, 62_000)]
    [InlineData("employees", 50, 60)]
    [InlineData("team_allocations", 500, 1_500)]
    [InlineData("project_quotes", 120, 180)]
    [InlineData("project_financials", 250, 700)]
    [InlineData("expense_lines", 100, 500)]
    [InlineData("equipment_checkouts", 100, 500)]
    public async Task There_is_enough_of_it(string table, int least, int most) =>
        Assert.InRange(
            await demo.Database.ScalarAsync<long>($"select count(*) from public.{table}"), least, most);

    [Theory]
    [InlineData("timesheet_entries", 4)]
    [InlineData("team_allocations", 3)]
    [InlineData("project_quotes", 7)]
    [InlineData("equipment", 5)]
    [InlineData("projects", 3)]
    public async Task Every_state_occurs(string table, int least) =>
        Assert.InRange(
            await demo.Database.ScalarAsync<long>($"select count(distinct status) from public.{table}"), least, 7);

    [Theory]
    [InlineData("timesheet_entries", "entry_date >= $1 or updated_at < created_at or updated_at >= $1::date")]
    [InlineData("timesheet_entries", "approved_by = employee_id or extract(isodow from entry_date) > 5")]
    [InlineData("timesheet_entries e", "not exists (select from public.timesheet_rates r where r.entry_date ="
        + " e.entry_date and r.agency_id = e.agency_id and r.id = e.id and r.internal_cost_rate > 0)")]
    [InlineData("project_quotes q", "total_client_amount <> (select sum(client_amount) from public.quote_lines l where"
        + " l.quote_id = q.id) or updated_at >= $1::date")]
    [InlineData("expense_reports", "updated_at < created_at or updated_at >= $1::date")]
    [InlineData("equipment e", "(status = 'checked_out') <> exists (select from public.equipment_checkouts c where"
        + " c.equipment_id = e.id and c.status in ('active', 'overdue'))")]
    public async Task Nothing_is_odd(string table, string odd) =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            $"select count(*) from public.{table} where ({odd}) and $1::date is not null", DemoDatabase.AsOf));

    [Fact]
    public async Task A_person_s_day_is_a_working_day() =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            """
            select count(*) from (select sum(hours) as worked from public.timesheet_entries
              group by agency_id, employee_id, entry_date) day where worked > 10
            """));

    [Fact]
    public async Task Some_campaigns_earn_little_and_most_earn_well() =>
        Assert.True(await demo.Database.ScalarAsync<bool>(
            """
            select count(*) filter (where margin < 15) between 3 and count(*) / 3
              and count(*) filter (where margin >= 20) > count(*) / 2
            from (select sum(margin_amount) / nullif(sum(revenue), 0) * 100 as margin
              from public.v_project_financials group by project_id) p
            """));
}
