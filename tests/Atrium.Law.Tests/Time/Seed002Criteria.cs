namespace Atrium.Law.Tests.Time;

/// <summary>What the document "Agency Creative Workroom" promises of time and money, item by item.</summary>
public sealed class Seed002Criteria(TimeDatabase time) : IClassFixture<TimeDatabase>
{
    [Theory]
    [InlineData("timesheet_entries", "employee_id")]
    [InlineData("timesheet_entries", "campaign_id")]
    [InlineData("timesheet_entries", "week_start_date")]
    [InlineData("timesheet_entries", "status")]
    [InlineData("team_allocations", "employee_id")]
    [InlineData("team_allocations", "campaign_id")]
    [InlineData("team_allocations", "status")]
    public async Task Indexes_on_foreign_keys_and_frequently_filtered_columns(string table, string column) =>
        Assert.True(await time.Database.ScalarAsync<bool>(
            """
            select exists (
              select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attname = $2
              where i.indrelid = ('public.' || $1)::regclass and (a.attnum = any (i.indkey::int2[])
                or pg_get_expr(i.indpred, i.indrelid) ~ ('\m' || $2 || '\M')))
            """,
            table, column));

    [Fact]
    public async Task Timesheet_entries_are_partitioned_by_month_of_their_day() =>
        Assert.True(await time.Database.ScalarAsync<bool>(
            """
            select pg_get_partkeydef('public.timesheet_entries'::regclass) = 'RANGE (entry_date)'
              and count(*) filter (where strpos(pg_get_expr(c.relpartbound, c.oid),
                to_char(now() at time zone 'UTC', '"FROM (''"YYYY-MM-"01'')"')) > 0) = 1
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'public.timesheet_entries'::regclass
            """));

    // campaigns name quote and project; lines and loans name the campaign; each within the agency and client
    [Theory]
    [InlineData("campaigns_quote", "campaigns", "project_quotes")]
    [InlineData("campaigns_project", "campaigns", "projects")]
    [InlineData("expense_lines_campaign", "expense_lines", "campaigns")]
    [InlineData("equipment_checkouts_campaign", "equipment_checkouts", "campaigns")]
    public async Task Four_integrations_are_keys_that_carry_the_agency(string key, string table, string target) =>
        Assert.True(await time.Database.ScalarAsync<bool>(
            """
            select exists (select from pg_constraint k
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname = 'agency_id'
              where k.conname = $1 and k.conrelid = ('public.' || $2)::regclass
                and k.confrelid = ('public.' || $3)::regclass)
            """,
            key, table, target));

    [Theory]
    [InlineData("select * from public.get_campaign_expenses('{c1}')")]
    [InlineData("select * from public.get_campaign_equipment('{c1}')")]
    [InlineData("select * from public.busy_equipment(now(), now() + interval '1 year')")]
    [InlineData("select * from public.v_timesheet_entries")]
    [InlineData("select * from public.v_rate_cards")]
    [InlineData("select * from public.v_project_quotes")]
    [InlineData("select * from public.v_quote_lines")]
    [InlineData("select * from public.v_expense_reports")]
    [InlineData("select * from public.v_campaign_equipment")]
    [InlineData("select * from public.v_project_financials")]
    public async Task Every_function_and_view_answers_every_role(string query)
    {
        foreach (var person in TimeDatabase.People)
        {
            Assert.Null(await time.As(person).RefusalAsync(time.Filled(query)));
        }
    }

    [Fact]
    public async Task Expenses_of_a_campaign_are_summed_by_category_once_approved()
    {
        var report = await time.Database.ScalarAsync<Guid>(
            """
            insert into public.expense_reports
              (agency_id, employee_id, purpose, status, submitted_at, approved_at, currency)
            values ($1, $2, 'Shoot', 'approved', now(), now(), 'PHP') returning id
            """,
            time["a"], time["agent"]);
        await time.Database.ExecuteAsync(
            """
            insert into public.expense_lines
              (agency_id, employee_id, report_id, tx_date, amount, category, campaign_id)
            select $1, $2, $3, '2026-06-01', n, case when n < 3 then 'Props' end, $4 from generate_series(1, 4) n
            """,
            time["a"], time["agent"], report, time["c1"]);

        var sums = await time.As("finance").ScalarAsync<string>(
            """
            select concat_ws(' ', total_expenses, expense_count, categories, currency)
            from public.get_campaign_expenses($1) where currency = 'PHP'
            """,
            time["c1"]);

        Assert.Equal("10.00 4 {\"Props\": 3.00, \"uncategorized\": 7.00} PHP", sums);
    }

    [Fact]
    public async Task A_confirmed_allocation_lets_a_creative_read_the_drafts_of_a_campaign()
    {
        const string Drafts = "select count(*) from public.artifacts where campaign_id = $1 and status = 'draft'";
        var plan = await time.As("pm").ScalarAsync<Guid>(
            """
            insert into public.team_allocations
              (employee_id, campaign_id, allocation_start_date, allocation_end_date, planned_hours)
            values ($1, $2, '2026-06-01', '2026-06-14', 8) returning id
            """,
            time["creative"], time["c2"]);
        Assert.Equal(0, await time.As("creative").ScalarAsync<long>(Drafts, time["c2"]));
        Assert.Equal("ATNOM", await time.As("pm").RefusalAsync("select public.confirm_allocation($1)", plan));

        await time.As("leadership").ExecuteAsync("select public.confirm_allocation($1)", plan);

        Assert.Equal(1, await time.As("creative").ScalarAsync<long>(Drafts, time["c2"]));
    }

    [Theory]
    [InlineData("select public.decide_timesheets(array[$1::uuid], true)", "far")]
    [InlineData("select public.reopen_timesheets(array[$1::uuid], 'x')", "far")]
    [InlineData("select public.submit_quote($1)", "farquote")]
    [InlineData("select public.decide_quote($1, true)", "farquote")]
    [InlineData("select public.return_equipment($1)", "farcam")]
    [InlineData("select public.set_equipment_status($1, 'retired')", "farcam")]
    [InlineData("select public.check_out_equipment($1, now() + interval '1 day', 'x')", "farcam")]
    public async Task What_belongs_to_another_agency_is_not_there(string attempt, string name) =>
        Assert.Equal("ATNOF", await time.As("owner").RefusalAsync(attempt, time[name]));

    [Fact]
    public async Task A_code_of_another_agency_can_be_used_here()
    {
        await time.Database.ExecuteAsync(
            "update public.project_quotes set quote_code = 'SHARED' where id = $1", time["farquote"]);

        Assert.Null(await time.As("owner").RefusalAsync(
            "insert into public.project_quotes (client_id, quote_name, quote_code) values ($1, 'x', 'shared')",
            time["a1"]));
        Assert.Equal("23505", await time.As("owner").RefusalAsync(
            "insert into public.project_quotes (client_id, quote_name, quote_code) values ($1, 'x', 'Shared')",
            time["a1"]));
    }
}
