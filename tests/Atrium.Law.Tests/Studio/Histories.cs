namespace Atrium.Law.Tests.Studio;

/// <summary>What is kept of artifacts that many people change.</summary>
public sealed class Histories(StudioDatabase studio) : IClassFixture<StudioDatabase>
{
    [Fact]
    public async Task Twenty_parallel_edits_get_twenty_numbers_and_none_is_lost()
    {
        var artifact = await studio.MakeArtifactAsync("creative");
        string[] team = ["pm", "account", "creative", "owner"];

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => studio.As(team[number % 4]).ExecuteAsync(
            "update public.artifacts set content = $2 where id = $1", artifact, $"edit {number}")));

        var numbers = await ColumnAsync<int>("version_number", artifact);
        var texts = await ColumnAsync<string>("content", artifact);
        var last = await studio.Database.ScalarAsync<string>(
            "select version || ' ' || content from public.artifacts where id = $1", artifact);
        Assert.Equal(Enumerable.Range(1, 20), numbers);
        Assert.StartsWith("21 edit", last, StringComparison.Ordinal);
        Assert.Equal(21, texts.Append(last?[3..]).Distinct().Count());
    }

    [Fact]
    public async Task Two_edits_leave_two_superseded_states_with_their_authors()
    {
        var artifact = await studio.MakeArtifactAsync("creative");

        await studio.As("pm").ExecuteAsync("update public.artifacts set content = 'second' where id = $1", artifact);
        await studio.As("account").ExecuteAsync(
            "update public.artifacts set content = 'third' where id = $1", artifact);

        Assert.Equal(["first", "second"], await ColumnAsync<string>("content", artifact));
        Assert.Equal([studio["creative"], studio["pm"]], await ColumnAsync<Guid>("changed_by", artifact));
    }

    [Fact]
    public async Task Of_parallel_saves_of_one_version_one_is_kept_and_the_others_are_stale()
    {
        var artifact = await studio.MakeArtifactAsync("creative");

        var refusals = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => studio.As("creative").RefusalAsync(
            "select public.save_artifact($1, 1, content => $2)", artifact, $"save {number}")));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATSTL"));
    }

    [Fact]
    public async Task A_restore_adds_a_version_and_loses_none()
    {
        var artifact = await studio.MakeArtifactAsync("creative");
        var creative = studio.As("creative");
        await creative.ExecuteAsync("update public.artifacts set content = 'second' where id = $1", artifact);

        await creative.ExecuteAsync("select public.restore_artifact_version($1, 1)", artifact);

        Assert.Equal(["first", "second"], await ColumnAsync<string>("content", artifact));
        Assert.Equal("first", await creative.ScalarAsync<string>(
            "select content from public.artifacts where id = $1 and version = 3", artifact));
    }

    [Theory]
    [InlineData("update public.artifact_versions set content = 'other' where artifact_id = $1")]
    [InlineData("delete from public.artifact_versions where artifact_id = $1")]
    [InlineData("insert into public.artifact_versions (artifact_id, version_number) values ($1, 9)")]
    public async Task Nobody_writes_history(string attempt)
    {
        foreach (var person in StudioDatabase.People)
        {
            Assert.Equal("42501", await studio.As(person).RefusalAsync(attempt, studio["draft"]));
        }
    }

    [Fact]
    public async Task Views_counted_in_parallel_are_all_counted()
    {
        var artifact = await studio.MakeArtifactAsync("creative");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            studio.As("pm").ExecuteAsync("select public.record_artifact_view($1)", artifact)));

        Assert.Equal(20, await studio.Database.ScalarAsync<int>(
            "select view_count from public.artifact_stats where artifact_id = $1", artifact));
    }

    Task<IReadOnlyList<T>> ColumnAsync<T>(string column, Guid artifact) => studio.As("owner").ColumnAsync<T>(
        $"select {column} from public.artifact_versions where artifact_id = $1 order by version_number", artifact);
}
