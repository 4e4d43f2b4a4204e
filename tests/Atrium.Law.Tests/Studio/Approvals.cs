namespace Atrium.Law.Tests.Studio;

/// <summary>Decisions: one at a time, never one's own, and every forbidden step refused.</summary>
public sealed class Approvals(StudioDatabase studio) : IClassFixture<StudioDatabase>
{
    [Fact]
    public async Task Of_twenty_parallel_decisions_one_is_taken()
    {
        var artifact = await studio.MakeArtifactAsync("creative", "review");
        string[] deciders = ["pm", "leadership", "owner"];

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            studio.As(deciders[number % 3]).RefusalAsync(
                number % 2 == 0 ? "select public.approve_artifact($1)" : "select public.request_changes($1, 'warmer')",
                artifact)));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATSTA"));
        Assert.Equal(1, await studio.Database.ScalarAsync<long>(
            "select count(*) from public.artifact_approvals where artifact_id = $1", artifact));
    }

    [Fact]
    public async Task An_edit_and_an_approval_at_once_never_approve_what_nobody_read()
    {
        for (var round = 0; round < 10; round++)
        {
            var artifact = await studio.MakeArtifactAsync("creative", "review");

            await Task.WhenAll(
                studio.As("creative").ExecuteAsync(
                    "update public.artifacts set content = 'new' where id = $1", artifact),
                studio.As("pm").RefusalAsync("select public.approve_artifact($1, null, 1)", artifact));

            Assert.False(await studio.Database.ScalarAsync<bool>(
                "select status = 'approved' and content = 'new' from public.artifacts where id = $1", artifact));
        }
    }

    [Theory]
    [InlineData("pm", "owner_id")]
    [InlineData("pm", "submitted_by")]
    [InlineData("pm", "content_by")]
    [InlineData("owner", "owner_id")]
    [InlineData("leadership", "submitted_by")]
    public async Task Nobody_approves_what_he_owns_submitted_or_wrote(string person, string column)
    {
        var artifact = await studio.MakeArtifactAsync("creative", "review");
        await studio.Database.ExecuteAsync(
            $"update public.artifacts set {column} = $2 where id = $1", artifact, studio[person]);

        Assert.Equal("ATNOM", await studio.As(person).RefusalAsync("select public.approve_artifact($1)", artifact));
        Assert.Null(await studio.As(person == "owner" ? "leadership" : "owner")
            .RefusalAsync("select public.approve_artifact($1)", artifact));
    }

    [Theory]
    [InlineData("draft", "approve_artifact")]
    [InlineData("draft", "publish_artifact")]
    [InlineData("draft", "restore_artifact")]
    [InlineData("draft", "withdraw_from_review")]
    [InlineData("review", "submit_for_review")]
    [InlineData("review", "publish_artifact")]
    [InlineData("approved", "approve_artifact")]
    [InlineData("approved", "submit_for_review")]
    [InlineData("published", "approve_artifact")]
    [InlineData("published", "publish_artifact")]
    [InlineData("published", "submit_for_review")]
    [InlineData("archived", "approve_artifact")]
    [InlineData("archived", "submit_for_review")]
    [InlineData("archived", "publish_artifact")]
    [InlineData("archived", "archive_artifact")]
    public async Task A_step_out_of_order_is_refused(string status, string step)
    {
        var artifact = await studio.MakeArtifactAsync("creative");
        await studio.Database.ExecuteAsync(
            """
            update public.artifacts set status = $2,
              approved_at = case when $2 in ('approved', 'published') then now() end
            where id = $1
            """,
            artifact, status);

        Assert.Equal("ATSTA", await studio.As("owner").RefusalAsync($"select public.{step}($1)", artifact));
    }

    [Fact]
    public async Task Of_parallel_decisions_on_a_budget_one_is_taken()
    {
        var campaign = await studio.Database.ScalarAsync<Guid>(
            """
            insert into public.campaigns (agency_id, client_id, campaign_name, campaign_type, start_date, status,
              budget_amount, approval_status, submitted_by)
            values ($1, $2, 'Budget', 'launch', '2026-01-01', 'planning', 10, 'pending', $3) returning id
            """,
            studio["a"], studio["a1"], studio["pm"]);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            studio.As(number % 2 == 0 ? "finance" : "owner").RefusalAsync(
                "select public.decide_budget($1, $2, 'because')", campaign, number % 3 != 0)));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATSTA"));
    }
}
