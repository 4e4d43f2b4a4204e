namespace Atrium.Law.Tests.Studio;

/// <summary>
/// The studio's part of the permission matrix: what is tried, and who may. Everybody else is refused or touches
/// nothing.
/// </summary>
public sealed class PermissionMatrix(StudioDatabase studio) : IClassFixture<StudioDatabase>
{
    const string Staff = "owner admin leadership finance pm account creative agent";
    const string Home = "member writer customer";
    const string Leads = "owner leadership pm account";
    const string Team = "owner leadership finance pm account creative";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.brands where id = '{brand1}'", $"{Staff} {Home}" },
        { "select from public.brands where id = '{brand2}'", Staff },
        { "insert into public.brands (client_id, brand_name) values ('{a1}', 'x')", "owner admin leadership account" },
        { "update public.brands set tagline = 'x' where id = '{brand1}'", "owner admin leadership account" },
        { "delete from public.brands where id = '{brand1}'", "owner leadership" },
        { "select from public.campaigns where id = '{c1}'", $"{Staff} {Home}" },
        { "select from public.campaigns where id = '{c2}'", Staff },
        { "select from public.campaigns where id = '{lead}'", $"{Staff} member writer" },
        {
            New("campaigns", "client_id, campaign_name, campaign_type, start_date", "'{a1}', 'x', 'pitch', now()"),
            Leads
        },
        { "update public.campaigns set objectives = 'x' where id = '{c1}'", Leads },
        { "update public.campaigns set objectives = 'x' where id = '{c2}'", "owner leadership" },
        { "delete from public.campaigns where id = '{lead}'", "owner leadership" },
        { "select from public.campaign_members", $"{Staff} member writer" },
        { New("campaign_members", "campaign_id, user_id", "'{c1}', '{agent}'"), Leads },
        { "delete from public.campaign_members where campaign_id = '{c1}'", Leads },
        { "select from public.campaign_phases where id = '{p1}'", $"{Staff} {Home}" },
        { "select from public.campaign_phases where id = '{p2}'", Staff },
        { New("campaign_phases", "campaign_id, phase_name, phase_order", "'{c1}', 'x', 9"), Leads },
        { "update public.campaign_phases set planned_hours = 1 where id = '{p1}'", Leads },
        { "delete from public.campaign_phases where id = '{p1}'", "owner leadership pm" },
        { "select from public.phase_costs where phase_id = '{p1}'", "owner leadership finance" },
        { "update public.phase_costs set phase_actual_cost = 1 where phase_id = '{p1}'", "owner finance" },
        { "delete from public.phase_costs", "" },
        { "select from public.artifacts where id = '{draft}'", Team },
        { "select from public.artifacts where id = '{secret}'", "owner leadership finance" },
        { "select from public.artifacts where id = '{public}'", Staff },
        { "select from public.artifacts where id = '{shared}'", $"{Team} customer" },
        { "select from public.artifacts where id = '{house}'", "owner leadership finance admin" },
        { New("artifacts", "campaign_id, title, artifact_type", "'{c1}', 'x', 'brief'"), $"{Team} admin" },
        { "update public.artifacts set title = 'x' where id = '{draft}'", "owner pm account creative" },
        { "update public.artifacts set title = 'x' where id = '{house}'", "owner admin" },
        { "update public.artifacts set title = 'x' where id = '{public}'", "owner" },
        { "update public.artifacts set status = 'approved' where id = '{draft}'", "" },
        { "update public.artifacts set owner_id = '{pm}' where id = '{draft}'", "" },
        { "delete from public.artifacts where id = '{draft}'", "owner creative" },
        { "delete from public.artifacts where id = '{shared}'", "" },
        { New("artifact_comments", "artifact_id, comment_text", "'{draft}', 'x'"), Team },
        { New("artifact_comments", "artifact_id, comment_text", "'{shared}', 'x'"), $"{Team} customer" },
        { New("artifact_comments", "artifact_id, comment_text", "'{public}', 'x'"), Staff },
        { "delete from public.artifact_comments", "" },
        { "select public.move_campaign('{c1}', 'review')", Leads },
        { "select public.shift_campaign('{c1}', 7)", Leads },
        { "select public.move_phase('{p1}', 'in_progress')", Leads },
        { "select public.submit_budget('{lead}')", "" },
        { "select public.submit_for_review('{draft}')", "owner pm account creative" },
        { "select public.approve_artifact('{shared}')", "owner leadership pm" },
        { "select public.request_changes('{shared}', 'x')", "owner leadership pm" },
        { "select public.archive_artifact('{draft}')", "owner creative" },
        { "select public.hand_over_artifact('{draft}', '{agent}')", "owner leadership pm account creative" },
        { "select public.share_artifact('{draft}')", Leads },
        { "select public.sign_off_artifact('{shared}', 1, true)", "customer" },
        { "select public.record_artifact_view('{draft}')", Team },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        foreach (var person in StudioDatabase.People)
        {
            var went = await studio.GoesThroughAsync(person, attempt);

            Assert.True(allowed.Split(' ').Contains(person) == went, $"{person}: {(went ? "accepted" : "refused")}");
        }
    }

    [Theory]
    [InlineData("select from public.v_campaign_phases where id = '{p1}' and phase_actual_cost is not null")]
    public async Task Money_is_null_for_all_but_owner_finance_and_leadership(string query)
    {
        string[] money = ["owner", "finance", "leadership"];
        foreach (var person in StudioDatabase.People)
        {
            Assert.Equal(money.Contains(person), await studio.GoesThroughAsync(person, query));
        }
    }

    [Fact]
    public async Task What_the_matrix_table_says_of_roles_is_what_was_tried()
    {
        var unnamed = await studio.Database.ScalarAsync<string>(
            """
            select string_agg(distinct resource, ', ') from atrium.role_rights r
            where r.resource ~ '^(brands|campaign|phase|artifact)' and not exists (select from pg_class c
              where c.relnamespace = 'public'::regnamespace and c.relname = r.resource)
            """);

        Assert.Null(unnamed);
    }

    static string New(string table, string columns, string values) =>
        $"insert into public.{table} ({columns}) values ({values})";
}
