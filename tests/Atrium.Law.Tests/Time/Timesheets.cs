namespace Atrium.Law.Tests.Time;

/// <summary>What hours are: a Monday, a cell, steps that follow one another, and rates that stand still.</summary>
public sealed class Timesheets(TimeDatabase time) : IClassFixture<TimeDatabase>
{
    [Theory]
    [InlineData("2026-11-16", "2026-11-16")]
    [InlineData("2026-11-19", "2026-11-16")]
    [InlineData("2026-11-22", "2026-11-16")]
    [InlineData("2026-01-01", "2025-12-29")]
    [InlineData("2024-02-29", "2024-02-26")]
    public async Task The_week_begins_on_the_monday_whatever_is_written(string day, string monday)
    {
        var person = time.As("leadership");
        var values = $"(entry_date, hours, billable, task_category) values ('{day}', 1, false, '{day}')";

        var found = await person.ScalarAsync<DateOnly>(
            $"insert into public.timesheet_entries {values} returning week_start_date");

        Assert.Equal(DateOnly.Parse(monday, null), found);
        Assert.Equal("428C9", await person.RefusalAsync(
            $"update public.timesheet_entries set week_start_date = '{day}'"));
    }

    [Theory]
    [InlineData("draft", "decide_timesheets(array[$1::uuid], true)", "ATSTA")]
    [InlineData("approved", "decide_timesheets(array[$1::uuid], true)", "ATSTA")]
    [InlineData("rejected", "decide_timesheets(array[$1::uuid], true)", "ATSTA")]
    [InlineData("submitted", "decide_timesheets(array[$1::uuid], false)", "ATVAL")]
    [InlineData("submitted", "decide_timesheets(array[$1::uuid], null)", "ATVAL")]
    [InlineData("draft", "reopen_timesheets(array[$1::uuid], 'x')", "ATSTA")]
    [InlineData("submitted", "reopen_timesheets(array[$1::uuid], 'x')", "ATSTA")]
    [InlineData("rejected", "reopen_timesheets(array[$1::uuid], 'x')", "ATSTA")]
    [InlineData("approved", "reopen_timesheets(array[$1::uuid], '')", "ATVAL")]
    public async Task A_step_out_of_order_is_refused(string status, string step, string refusal)
    {
        var entry = await time.MakeEntryAsync("creative", status);

        Assert.Equal(refusal, await time.As("finance").RefusalAsync($"select public.{step}", entry));
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("finance")]
    [InlineData("leadership")]
    [InlineData("pm")]
    public async Task Nobody_decides_on_hours_of_his_own_nor_writes_the_decision(string person)
    {
        var entry = await time.MakeEntryAsync(person, "submitted");

        Assert.Equal("ATNOM", await time.As(person).RefusalAsync(
            "select public.decide_timesheets(array[$1::uuid], true)", entry));
        Assert.Equal("42501", await time.As(person).RefusalAsync(
            "update public.timesheet_entries set status = 'approved', approved_by = $2 where id = $1", entry,
            time[person]));
        Assert.Null(await time.As(person == "owner" ? "finance" : "owner").RefusalAsync(
            "select public.decide_timesheets(array[$1::uuid], true)", entry));
    }

    [Theory]
    [InlineData("submitted")]
    [InlineData("approved")]
    public async Task What_was_handed_in_is_not_edited_deleted_nor_overwritten(string status)
    {
        var day = new DateOnly(2023, 1, status.Length);
        var entry = await time.MakeEntryAsync("creative", status, day);
        var creative = time.As("creative");

        Assert.Equal(0, await creative.ExecuteAsync(
            "update public.timesheet_entries set hours = 9 where id = $1", entry));
        Assert.Equal(0, await creative.ExecuteAsync("delete from public.timesheet_entries where id = $1", entry));
        Assert.Equal("42501", await creative.RefusalAsync(
            """
            insert into public.timesheet_entries (campaign_id, entry_date, hours) values ($1, $2, 9)
            on conflict (agency_id, employee_id, entry_date, campaign_id, phase_id, billable, task_category)
            do update set hours = excluded.hours
            """,
            time["c1"], day));
    }

    [Fact]
    public async Task Of_several_entries_all_are_decided_or_none()
    {
        var first = await time.MakeEntryAsync("creative", "submitted");
        var second = await time.MakeEntryAsync("creative", "draft");

        Assert.Equal("ATSTA", await time.As("finance").RefusalAsync(
            "select public.decide_timesheets(array[$1, $2]::uuid[], true)", first, second));
        Assert.Equal("ATNOF", await time.As("finance").RefusalAsync(
            "select public.decide_timesheets(array[$1, $2]::uuid[], true)", first, time["far"]));
        Assert.Equal("submitted", await time.Database.ScalarAsync<string>(
            "select status::text from public.timesheet_entries where id = $1", first));
    }

    [Fact]
    public async Task A_rate_is_frozen_with_the_entry_and_taken_late_only_where_none_was_known()
    {
        var early = await time.MakeEntryAsync("agent", "submitted", new DateOnly(2019, 5, 1));
        await time.Database.ExecuteAsync(
            """
            insert into public.employee_rates
              (agency_id, employee_id, valid_from, valid_to, internal_cost_rate, client_billing_rate)
            values ($1, $2, '2019-01-01', '2019-12-31', 11, 22)
            """,
            time["a"], time["agent"]);
        Assert.Equal(1, await time.Database.ScalarAsync<long>(
            "select count(*) from public.timesheet_rates where id = $1 and internal_cost_rate is null", early));

        await time.As("finance").ExecuteAsync("select public.decide_timesheets(array[$1::uuid], true)", early);
        await time.Database.ExecuteAsync(
            "update public.employee_rates set internal_cost_rate = 99 where employee_id = $1", time["agent"]);

        Assert.Equal(11, await time.As("finance").ScalarAsync<decimal>(
            "select internal_cost_rate from public.v_timesheet_entries where id = $1", early));
    }

    [Fact]
    public async Task A_pm_with_some_clients_sees_and_decides_hours_of_those_only()
    {
        await time.Database.ExecuteAsync(
            "select tests.add_member($1, tests.create_user('narrow@alpha.test'), 'pm')", time["a"]);
        var narrow = await time.Database.ScalarAsync<Guid>(
            "select id from public.users where email = 'narrow@alpha.test'");
        await time.Database.ExecuteAsync(
            "update public.memberships set client_scope = 'some' where user_id = $1", narrow);
        await time.Database.ExecuteAsync(
            """
            insert into public.client_access (agency_id, user_id, client_id, permission) values ($1, $2, $3, 'write')
            """,
            time["a"], narrow, time["a1"]);
        var person = time.Database.As(narrow, time["a"]);

        Assert.Equal(0, await person.ScalarAsync<long>(
            "select count(*) from public.timesheet_entries where id in ($1, $2)", time["other"], time["inside"]));
        Assert.Equal(1, await person.ScalarAsync<long>(
            "select count(*) from public.timesheet_entries where id = $1", time["asked"]));
        Assert.Equal("ATNOF", await person.RefusalAsync(
            "select public.decide_timesheets(array[$1::uuid], true)", time["other"]));
        Assert.Equal("ATNOM", await person.RefusalAsync(
            "select public.decide_timesheets(array[$1::uuid], true)", time["asked"]));
    }

    [Fact]
    public async Task Hours_outlive_the_membership()
    {
        var entry = await time.MakeEntryAsync("writer", "approved");
        await time.Database.ExecuteAsync("delete from public.memberships where user_id = $1", time["writer"]);

        Assert.Equal(1, await time.As("finance").ScalarAsync<long>(
            "select count(*) from public.v_timesheet_entries where id = $1 and internal_cost_rate = 40", entry));
    }
}
