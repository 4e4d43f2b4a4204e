namespace Atrium.Law.Tests.Time;

/// <summary>
/// The part of the permission matrix about expenses, equipment and the books; and money, which is null for others and
/// never a partial sum.
/// </summary>
public sealed class SpendingMatrix(TimeDatabase time) : IClassFixture<TimeDatabase>
{
    const string Books = "owner leadership finance";
    const string Staff = "owner admin leadership finance pm account creative agent member writer";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.expense_reports where id = '{report}'", $"{Books} creative" },
        { "insert into public.expense_reports (purpose) values ('x')", $"{Staff} stranger" },
        { "update public.expense_reports set purpose = 'x' where id = '{report}'", "creative" },
        { "update public.expense_reports set purpose = 'x' where id = '{asked2}'", "" },
        { "delete from public.expense_reports where id = '{report}'", "creative" },
        { "select from public.expense_lines where id = '{spent}'", $"{Books} pm account creative" },
        { "select from public.expense_lines where id = '{spent2}'", $"{Books} creative" },
        {
            PermissionMatrix.New("expense_lines", "report_id, tx_date, amount", "'{report}', '2026-06-01', 1"),
            "creative"
        },
        { "update public.expense_lines set amount = 1 where id = '{spent}'", "creative" },
        { "update public.expense_lines set amount = 1 where id = '{spent2}'", "" },
        { "delete from public.expense_lines where id = '{spent}'", "creative" },
        { "select public.submit_expenses('{report}')", "creative" },
        { "select public.decide_expenses('{asked2}', true)", "owner finance" },
        { "select public.pay_expenses('{asked2}')", "" },
        {
            "select from public.get_campaign_expenses('{c1}') where total_expenses is not null",
            $"{Books} pm account"
        },
        { "select from public.get_campaign_expenses('{c2}') where total_expenses is not null", Books },
        { "select from public.get_campaign_expenses('{cb}')", "stranger" },
        { "select from public.equipment where id = '{cam}'", Staff },
        { "insert into public.equipment (name) values ('Lamp')", "owner admin pm stranger" },
        { "update public.equipment set location = 'x' where id = '{cam}'", "owner admin pm" },
        { "update public.equipment set status = 'retired' where id = '{cam}'", "" },
        { "delete from public.equipment where id = '{cam}'", "owner admin pm" },
        { "delete from public.equipment where id = '{gone}'", "" },
        { "select from public.equipment_checkouts where id = '{loan}'", $"{Books} admin pm account creative" },
        { "update public.equipment_checkouts set purpose = 'x'", "" },
        { "delete from public.equipment_checkouts", "" },
        { "select public.check_out_equipment('{cam}', now() + interval '1 day', 'x')", Staff },
        { "select public.check_out_equipment('{farcam}', now() + interval '1 day', 'x')", "stranger" },
        { "select public.check_out_equipment('{gone}', now() + interval '1 day', 'x')", "" },
        {
            "select public.check_out_equipment('{cam}', now() + interval '1 day', 'x', null, '{writer}')",
            "owner admin finance pm writer"
        },
        { "select public.return_equipment('{loan}', 'good')", "owner admin finance pm creative" },
        { "select public.set_equipment_status('{cam}', 'retired')", "owner admin pm" },
        { "select from public.busy_equipment(now(), now() + interval '1 day')", Staff },
        { "select from public.get_campaign_equipment('{c1}')", $"{Books} admin pm account creative" },
        { "select from public.projects where id = '{project}'", $"{Books} pm account" },
        { PermissionMatrix.New("projects", "client_id, project_name", "'{a1}', 'x'"), "owner finance" },
        { "update public.projects set status = 'active' where id = '{project}'", "owner finance" },
        { "delete from public.projects", "" },
        { "select from public.project_financials", $"{Books} pm account" },
        {
            PermissionMatrix.New("project_financials", "project_id, period_month", "'{project}', '2026-07-01'"),
            "owner finance"
        },
        { "update public.project_financials set revenue = 1", "owner finance" },
        { "select from public.project_costs", Books },
        { "update public.project_costs set wip_amount = 1", "owner finance" },
        { "select public.attach_project('{c1}', null)", "owner finance" },
        { "select public.attach_project('{c1}', '{farproject}')", "" },
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

    [Theory]
    [InlineData("v_timesheet_entries", "internal_cost_rate, client_billing_rate")]
    [InlineData("v_rate_cards", "cost_rate, margin_pct")]
    [InlineData("v_quote_lines", "cost_rate, margin_pct")]
    [InlineData("v_project_quotes", "total_cost_amount, total_margin_pct")]
    [InlineData("v_project_financials",
        "actual_cost, wip_amount, ar_amount, margin_amount, margin_pct, variance_amount, variance_pct")]
    public async Task Money_is_null_for_all_but_owner_finance_and_leadership(string view, string columns)
    {
        foreach (var person in TimeDatabase.People.Where(person => person != "stranger"))
        {
            Assert.Equal(Books.Split(' ').Contains(person), await time.GoesThroughAsync(
                person, $"select from public.{view} where agency_id = '{{a}}' and coalesce({columns}) is not null"));
        }
    }

    [Theory]
    [InlineData("timesheet_entries", "rate|cost|margin")]
    [InlineData("rate_cards", "cost|vendor|margin")]
    [InlineData("project_quotes", "cost|margin")]
    [InlineData("quote_lines", "cost|vendor|margin")]
    [InlineData("project_financials", "cost|margin|wip|^ar_")]
    public async Task No_cost_stands_in_a_table_that_others_read(string table, string pattern) =>
        Assert.Null(await time.Database.ScalarAsync<string>(
            """
            select string_agg(attname, ', ') from pg_attribute
            where attrelid = ('public.' || $1)::regclass and attnum > 0 and attname ~ $2 and attname <> 'rate_card_id'
            """,
            table, pattern));
}
