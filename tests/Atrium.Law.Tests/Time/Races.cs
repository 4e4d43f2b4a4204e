using System.Globalization;

namespace Atrium.Law.Tests.Time;

/// <summary>Many at once: exactly one effect, and none lost.</summary>
public sealed class Races(TimeDatabase time) : IClassFixture<TimeDatabase>
{
    [Fact]
    public async Task Of_40_parallel_decisions_on_a_timesheet_one_is_taken()
    {
        var entry = await time.MakeEntryAsync("creative", "submitted");
        string[] deciders = ["finance", "leadership", "owner", "pm"];

        var refusals = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            time.As(deciders[number % 4]).RefusalAsync(
                "select public.decide_timesheets(array[$1::uuid], $2, 'because')", entry, number % 3 != 0)));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(39, refusals.Count(refusal => refusal == "ATSTA"));
        Assert.Equal(1, await time.Database.ScalarAsync<long>(
            """
            select count(*) from public.audit_logs
            where record_id = $1::text and table_name = 'timesheet_entries' and action = 'update'
            """,
            entry));
    }

    [Fact]
    public async Task An_approval_and_a_withdrawal_at_once_leave_one_of_them()
    {
        for (var round = 0; round < 5; round++)
        {
            var monday = new DateOnly(2024, 1, 1).AddDays(round * 7);
            var entry = await time.MakeEntryAsync("creative", "submitted", monday);

            var refusals = await Task.WhenAll(
                time.As("finance").RefusalAsync("select public.decide_timesheets(array[$1::uuid], true)", entry),
                time.As("creative").RefusalAsync("select public.withdraw_timesheet_week($1)", monday));

            Assert.Single(refusals, refusal => refusal is null);
            Assert.Single(refusals, "ATSTA");
        }
    }

    [Fact]
    public async Task Of_40_people_who_want_a_camera_one_gets_it()
    {
        string[] people = ["creative", "pm", "account", "agent", "member", "finance"];

        var refusals = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            time.As(people[number % 6]).RefusalAsync(
                "select public.check_out_equipment($1, now() + interval '2 days', 'Shoot')", time["cam"])));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(39, refusals.Count(refusal => refusal == "ATSTA"));
    }

    [Fact]
    public async Task Reservations_that_overlap_are_given_once_and_others_all()
    {
        var item = await time.Database.ScalarAsync<Guid>(
            "insert into public.equipment (agency_id, name) values ($1, 'Lens') returning id", time["a"]);

        // 30 wishes for 10 days, three for each
        var refusals = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => time.As("pm").RefusalAsync(
            """
            select public.check_out_equipment($1, current_date + ($2 + 1) + interval '1 day', 'Shoot', null, null,
              (current_date + ($2 + 1))::timestamptz)
            """,
            item, (number % 10) + 1)));

        Assert.Equal(10, refusals.Count(refusal => refusal is null));
        Assert.Equal(20, refusals.Count(refusal => refusal == "ATSTA"));
    }

    [Fact]
    public async Task A_day_has_24_hours_however_many_write_at_once()
    {
        const string Sql =
            """
            insert into public.timesheet_entries (campaign_id, entry_date, hours, task_category)
            values ($1, '2026-03-02', 3, $2)
            """;

        var refusals = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => time.As("creative").RefusalAsync(
            Sql, time["c1"], number.ToString(CultureInfo.InvariantCulture))));

        Assert.Equal(8, refusals.Count(refusal => refusal is null));
        Assert.Equal(22, refusals.Count(refusal => refusal == "ATVAL"));
    }

    [Fact]
    public async Task Growing_entries_of_a_day_do_not_pass_24_hours_together()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => time.As("account").ExecuteAsync(
            """
            insert into public.timesheet_entries (campaign_id, entry_date, hours, task_category) values ($1, $2, 1, $3)
            """,
            time["c1"], new DateOnly(2026, 3, 3), number.ToString(CultureInfo.InvariantCulture))));

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => time.As("account").RefusalAsync(
            "update public.timesheet_entries set hours = 2 where entry_date = '2026-03-03' and task_category = $1",
            number.ToString(CultureInfo.InvariantCulture))));

        Assert.Equal(4, refusals.Count(refusal => refusal is null));
        Assert.Equal(16, refusals.Count(refusal => refusal == "ATVAL"));
    }

    [Fact]
    public async Task A_cell_that_20_save_at_once_is_there_once()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => time.As("agent").ExecuteAsync(
            """
            insert into public.timesheet_entries (campaign_id, entry_date, hours) values ($1, '2026-03-04', $2)
            on conflict (agency_id, employee_id, entry_date, campaign_id, phase_id, billable, task_category)
            do update set hours = excluded.hours
            """,
            time["c1"], number * 0.25m)));

        Assert.Equal(1, await time.Database.ScalarAsync<long>(
            "select count(*) from public.timesheet_entries where employee_id = $1 and entry_date = '2026-03-04'",
            time["agent"]));
    }

    [Fact]
    public async Task The_total_of_a_quote_counts_every_line_that_20_add_at_once()
    {
        var quote = await time.Database.ScalarAsync<Guid>(
            """
            insert into public.project_quotes (agency_id, client_id, quote_name, created_by)
            values ($1, $2, 'Race', $3) returning id
            """,
            time["a"], time["a1"], time["account"]);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => time.As("account").ExecuteAsync(
            """
            insert into public.quote_lines (quote_id, role_name, quantity, client_rate)
            values ($1, 'Writer', 1, $2)
            """,
            quote, number)));

        Assert.Equal(210, await time.Database.ScalarAsync<decimal>(
            "select total_client_amount from public.project_quotes where id = $1", quote));
        Assert.True(await time.Database.ScalarAsync<bool>(
            "select max(line_number) = 20 and count(*) = 20 from public.quote_lines where quote_id = $1", quote));
    }

    [Fact]
    public async Task Of_parallel_decisions_on_quote_and_expenses_one_each_is_taken()
    {
        var quotes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            time.As(number % 2 == 0 ? "finance" : "owner").RefusalAsync(
                "select public.decide_quote($1, $2, 'because')", time["sold"], number % 3 != 0)));
        var expenses = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            time.As(number % 2 == 0 ? "finance" : "owner").RefusalAsync(
                "select public.decide_expenses($1, $2, 'because')", time["asked2"], number % 3 != 0)));

        Assert.All([quotes, expenses], refusals =>
        {
            Assert.Single(refusals, refusal => refusal is null);
            Assert.Equal(19, refusals.Count(refusal => refusal == "ATSTA"));
        });
    }
}
