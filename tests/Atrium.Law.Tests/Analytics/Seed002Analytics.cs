using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Analytics;

/// <summary>
/// What the document "Agency Creative Workroom" promises of figures and of its demo: success criteria, the checklist
/// after deployment and the targets of its fourth phase, item by item. That a thousand campaigns are fast is measured
/// by bench/figures.
/// </summary>
public sealed class Seed002Analytics(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    public static TheoryData<string> Views =>
    [
        "v_dashboard_kpis", "v_campaign_overview", "v_client_360", "v_employee_utilization", "v_artifact_library",
        "v_timesheet_summary_by_campaign",
    ];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task All_views_return_data_after_seed(string view)
    {
        foreach (var role in (string[])["owner", "leadership", "finance", "pm", "account", "creative"])
        {
            var caller = await demo.AsAsync($"{role}@northlight.test");

            Assert.True(await caller.ScalarAsync<long>($"select count(*) from public.{view}") > 0, role);
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Views_run_as_whoever_asks(string view) =>
        Assert.True(await demo.Database.ScalarAsync<bool>(
            "select 'security_invoker=true' = any (reloptions) from pg_class where oid = ('public.' || $1)::regclass",
            view));

    [Theory]
    [InlineData("owner", true)]
    [InlineData("leadership", true)]
    [InlineData("finance", true)]
    [InlineData("pm", false)]
    [InlineData("account", false)]
    [InlineData("creative", false)]
    [InlineData("admin", false)]
    public async Task Costs_and_margins_are_for_finance_and_leadership(string role, bool seen)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        Assert.Equal(seen, await caller.ScalarAsync<long>(
            """
            select (select count(total_internal_cost) from public.v_timesheet_summary_by_campaign)
              + (select count(margin_pct) from public.v_campaign_overview)
            """) > 0);
    }

    [Theory]
    [InlineData("select count(*) from public.get_recent_activity(20)")]
    [InlineData("select count(*) from public.v_dashboard_kpis")]
    public async Task Functions_execute_without_errors(string query)
    {
        foreach (var role in (string[])["owner", "admin", "agent", "member", "customer"])
        {
            Assert.Null(await (await demo.AsAsync($"{role}@northlight.test")).RefusalAsync(query));
        }
    }

    [Theory]
    [InlineData("select count(*) from public.clients where not is_house", 30, 60)]
    [InlineData("select count(*) from public.brands", 60, 90)]
    [InlineData("select count(*) from public.campaigns", 150, 190)]
    [InlineData("select count(*) from public.artifacts", 800, 1_400)]
    [InlineData("select count(distinct user_id) from public.memberships where client_id is null", 50, 90)]
    [InlineData("select count(*) from public.timesheet_entries", 50_000, 60_000)]
    [InlineData("select count(*) from public.knowledge_documents", 60, 120)]
    public async Task Demo_data_of_phase_four(string query, long least, long most) =>
        Assert.InRange(await demo.Database.ScalarAsync<long>(query), least, most);

    [Fact]
    public async Task Campaigns_lie_in_the_past_18_months() => Assert.True(await demo.Database.ScalarAsync<bool>(
        "select min(start_date) > $1::date - 760 and count(*) filter (where start_date > $1::date - 550) > 140"
        + " from public.campaigns", DemoDatabase.AsOf));
}
