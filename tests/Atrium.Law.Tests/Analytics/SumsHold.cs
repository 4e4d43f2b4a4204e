using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Analytics;

/// <summary>On the demo data, totals of the views are those of the base tables, whoever asks.</summary>
public sealed class SumsHold(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    public static TheoryData<string, string> Sums => new()
    {
        {
            """
            select coalesce(sum(hours), 0) from public.timesheet_entries
            where status = 'approved' and campaign_id is not null
            """,
            "select coalesce(sum(total_hours_logged), 0) from public.v_campaign_overview"
        },
        {
            "select coalesce(sum(hours), 0) from public.timesheet_entries where status = 'approved' and billable",
            "select coalesce(sum(billable_hours), 0) from public.v_timesheet_summary_by_campaign"
        },
        {
            "select coalesce(sum(hours), 0) from public.timesheet_entries where status = 'approved'",
            "select coalesce(sum(total_hours), 0) from public.v_employee_utilization"
        },
        {
            """
            select coalesce(sum(e.hours * r.internal_cost_rate), 0) from public.timesheet_entries e
              join public.timesheet_rates r on r.agency_id = e.agency_id and r.id = e.id and r.entry_date = e.entry_date
            where e.status = 'approved' and e.campaign_id in (select campaign_id
              from public.v_timesheet_summary_by_campaign where total_internal_cost is not null)
            """,
            "select coalesce(sum(total_internal_cost), 0) from public.v_timesheet_summary_by_campaign"
        },
        {
            "select count(*)::numeric from public.artifacts where campaign_id is not null",
            "select coalesce(sum(artifact_count), 0)::numeric from public.v_campaign_overview"
        },
        {
            "select count(*)::numeric from public.artifacts",
            "select count(distinct id)::numeric from public.v_artifact_library"
        },
        {
            "select count(*)::numeric from public.artifact_comments where deleted_at is null",
            "select coalesce(sum(comment_count), 0)::numeric from public.v_artifact_library"
        },
        {
            "select count(*)::numeric from public.campaign_phases",
            "select coalesce(sum(phase_count), 0)::numeric from public.v_campaign_overview"
        },
        {
            "select count(*)::numeric from public.brands",
            "select coalesce(sum(brand_count), 0)::numeric from public.v_client_360"
        },
        {
            "select count(*)::numeric from public.campaigns",
            "select coalesce(sum(total_campaigns), 0)::numeric from public.v_client_360"
        },
        {
            "select coalesce(sum(budget_amount), 0) from public.campaigns",
            "select coalesce(sum(b.value::numeric), 0) from public.v_client_360, jsonb_each_text(budgets) b"
        },
        {
            """
            select coalesce(sum(f.revenue), 0) from public.project_financials f join public.campaigns k
              on k.agency_id = f.agency_id and k.finance_ppm_project_id = f.project_id
            """,
            "select coalesce(sum(revenue), 0) from public.v_campaign_profitability"
        },
        {
            """
            select count(*)::numeric from public.tickets
            where not is_spam and deleted_at is null and merged_into is null
            """,
            "select coalesce(sum(total_tickets), 0)::numeric from public.ticket_metrics"
        },
        {
            """
            select count(resolved_at)::numeric from public.tickets where not is_spam and deleted_at is null
              and merged_into is null and assigned_agent_id is not null
            """,
            "select coalesce(sum(resolved_tickets), 0)::numeric from public.agent_performance"
        },
    };

    [Theory]
    [MemberData(nameof(Sums))]
    public async Task A_total_is_that_of_the_base_tables(string table, string view)
    {
        foreach (var agency in (string[])["northlight", "harbour"])
        {
            var owner = await demo.AsAsync($"owner@{agency}.test", agency);

            Assert.Equal(await owner.ScalarAsync<decimal>(table), await owner.ScalarAsync<decimal>(view));
        }
    }

    [Theory]
    [InlineData("v_campaign_overview", "campaigns")]
    [InlineData("v_timesheet_summary_by_campaign", "campaigns")]
    [InlineData("v_artifact_library", "artifacts")]
    public async Task A_view_has_each_row_of_its_table_once(string view, string table)
    {
        foreach (var role in (string[])["owner", "finance", "pm", "creative", "member"])
        {
            var person = await demo.AsAsync($"{role}@northlight.test");

            Assert.Equal(
                await person.ScalarAsync<long>($"select count(*) from public.{table}"),
                await person.ScalarAsync<long>($"select count(*) from public.{view}"));
        }
    }

    [Fact]
    public async Task All_staff_are_told_the_same_hours_and_counts_and_only_some_the_money()
    {
        const string Known =
            """
            select string_agg(concat_ws(' ', id, total_hours_logged, artifact_count, phase_count), ',' order by id)
            from public.v_campaign_overview
            """;
        var owner = await demo.AsAsync("owner@northlight.test");
        var expected = await owner.ScalarAsync<string>(Known);

        foreach (var role in (string[])["admin", "finance", "pm", "account", "creative", "agent"])
        {
            var person = await demo.AsAsync($"{role}@northlight.test");
            var costs = await person.ScalarAsync<long>(
                "select count(actual_cost) + count(margin_pct) + count(margin_health) from public.v_campaign_overview");

            Assert.Equal(expected, await person.ScalarAsync<string>(Known));
            Assert.True(role == "finance" || costs == 0, $"{role} sees {costs} costs");
        }
    }
}
