using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Studio;

/// <summary>The demo agencies' creative work: enough of it, in every state and a believable order.</summary>
public sealed class DemoWork(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Theory]
    [InlineData("brands", 70, 90)]
    [InlineData("campaigns", 150, 190)]
    [InlineData("artifacts", 1_000, 1_400)]
    [InlineData("artifact_comments", 3_000, 5_500)]
    public async Task There_is_enough_of_it(string table, int least, int most) =>
        Assert.InRange(
            await demo.Database.ScalarAsync<long>($"select count(*) from public.{table}"), least, most);

    [Theory]
    [InlineData("select count(distinct status) from public.campaigns", 7)]
    [InlineData("select count(distinct campaign_type) from public.campaigns", 6)]
    [InlineData("select count(distinct status) from public.artifacts", 5)]
    [InlineData("select count(distinct artifact_type) from public.artifacts", 9)]
    [InlineData("select count(distinct status) from public.campaign_phases", 4)]
    public async Task Every_state_and_kind_occurs(string query, long expected) =>
        Assert.Equal(expected, await demo.Database.ScalarAsync<long>(query));

    [Theory]
    [InlineData("artifacts", "updated_at < created_at or created_at >= $1::date or updated_at >= $1::date")]
    [InlineData("campaigns", "updated_at < created_at or created_at >= $1::date or approved_by = submitted_by")]
    [InlineData("artifact_comments", "updated_at < created_at or created_at >= $1::date")]
    [InlineData("artifact_approvals", "created_at >= $1::date or step = 'approved' and created_by = (select owner_id"
        + " from public.artifacts a where a.id = artifact_id)")]
    [InlineData("artifact_versions", "created_at < changed_at")]
    [InlineData("artifacts", "version <> 1 + (select count(*) from public.artifact_versions v where v.artifact_id ="
        + " artifacts.id) and $1::date is not null")]
    public async Task Nothing_happens_before_its_time(string table, string odd) =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            $"select count(*) from public.{table} where ({odd}) and $1::date is not null", DemoDatabase.AsOf));

    [Fact]
    public async Task A_creative_finds_text_of_it() =>
        Assert.NotEqual(0, await (await demo.AsAsync("creative@northlight.test")).ScalarAsync<long>(
            "select count(*) from public.search_artifacts('shelf')"));
}
