namespace Atrium.Law.Tests.Studio;

/// <summary>Full text search gives each person what row security gives, no more and no less.</summary>
public sealed class Searching(StudioDatabase studio) : IClassFixture<StudioDatabase>
{
    [Fact]
    public async Task Everybody_finds_what_he_may_read_and_nothing_else()
    {
        foreach (var person in StudioDatabase.People)
        {
            var caller = studio.As(person);

            var found = await caller.ColumnAsync<Guid>(
                "select id from public.search_artifacts('lemonade') order by id");
            var readable = await caller.ColumnAsync<Guid>("select id from public.artifacts order by id");

            Assert.Equal(readable, found);
        }
    }

    [Theory]
    [InlineData("lemonade", 5)]
    [InlineData("LEMONADE brief", 1)]
    [InlineData("\"lemonade deck\"", 1)]
    [InlineData("script or deck", 2)]
    [InlineData("lemonade -deck -script", 3)]
    [InlineData("elsewhere", 0)]
    [InlineData("lemon", 0)]
    [InlineData("", 0)]
    [InlineData("& | ! ( ) : * ' \\ \" <->", 0)]
    public async Task An_owner_finds(string query, long expected) =>
        Assert.Equal(expected, await studio.As("owner").ScalarAsync<long>(
            "select count(*) from public.search_artifacts($1)", query));

    [Fact]
    public async Task The_mark_of_an_agency_is_no_word_anybody_can_ask_for()
    {
        var mark = $"@{studio["b"]}";
        foreach (var query in (string[])[mark, mark[1..], $"'{mark}'", $"\"{mark}\""])
        {
            Assert.Equal(0, await studio.As("owner").ScalarAsync<long>(
                "select count(*) from public.search_artifacts($1)", query));
        }
    }

    [Fact]
    public async Task Nobody_and_anon_find_nothing()
    {
        Assert.Equal(0, await studio.Database.As("authenticated").ScalarAsync<long>(
            "select count(*) from public.search_artifacts('lemonade')"));
        Assert.Equal("42501", await studio.Database.As("anon").RefusalAsync(
            "select count(*) from public.search_artifacts('lemonade')"));
    }

    [Fact]
    public async Task The_words_are_nobody_s_to_read()
    {
        foreach (var person in StudioDatabase.People)
        {
            Assert.Equal("42501", await studio.As(person).RefusalAsync("select count(*) from atrium.artifact_words"));
        }
    }
}
