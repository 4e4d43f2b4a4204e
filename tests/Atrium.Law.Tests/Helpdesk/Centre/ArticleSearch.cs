namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>The search gives each person what row security gives, no more and no less.</summary>
public sealed class ArticleSearch(ArticleScene centre) : IClassFixture<ArticleScene>
{
    [Fact]
    public async Task Everybody_finds_what_he_may_read_and_nothing_else()
    {
        foreach (var person in Scene.People)
        {
            var caller = centre.As(person);

            var found = await caller.ColumnAsync<Guid>(
                "select id from public.search_articles('lemonade') order by id");
            var readable = await caller.ColumnAsync<Guid>(
                "select id from public.kb_articles where locale = 'en' order by id");

            Assert.Equal(readable, found);
        }
    }

    [Theory]
    [InlineData("lemonade", 4)]
    [InlineData("LEMON", 1)]
    [InlineData("\"made of lemons\"", 1)]
    [InlineData("secret or ordering", 2)]
    [InlineData("lemonade -draft -secret", 2)]
    [InlineData("lémonàde", 4)]
    [InlineData("elsewhere", 0)]
    [InlineData("", 0)]
    [InlineData("& | ! ( ) : * ' \\ \" <->", 0)]
    public async Task An_owner_finds(string query, long expected) =>
        Assert.Equal(expected, await centre.As("owner").ScalarAsync<long>(
            "select count(*) from public.search_articles($1)", query));

    [Theory]
    [InlineData("orderng lemonade", "Ordering lemonade")]
    [InlineData("secrt of lemonad", "Secret of lemonade")]
    public async Task What_is_nearly_written_so_is_found(string query, string title) =>
        Assert.Equal(title, await centre.As("owner").ScalarAsync<string>(
            "select title from public.search_articles($1)", query));

    [Fact]
    public async Task A_customer_finds_no_draft_by_a_guessed_title()
    {
        Assert.Equal(0, await centre.As("customer").ScalarAsync<long>(
            "select count(*) from public.search_articles('secrt of lemonad') where title ~ 'Secret|Draft'"));
        Assert.Equal(0, await centre.As("anon").ScalarAsync<long>(
            "select count(*) from public.search_help('alpha', 'secrt of lemonad') where title ~ 'Secret|Draft'"));
    }

    [Fact]
    public async Task The_mark_of_an_agency_is_no_word_anybody_can_ask_for()
    {
        var mark = $"@{centre["b"]}";
        foreach (var query in (string[])[mark, mark[1..], $"'{mark}'", $"\"{mark}\""])
        {
            Assert.Equal(0, await centre.As("owner").ScalarAsync<long>(
                "select count(*) from public.search_articles($1)", query));
        }
    }

    [Fact]
    public async Task The_words_are_nobody_s_to_read()
    {
        foreach (var person in Scene.People.Append("anon"))
        {
            Assert.Equal("42501", await centre.As(person).RefusalAsync("select count(*) from atrium.article_words"));
        }
    }

    [Fact]
    public async Task Word_forms_of_the_article_s_language_are_found()
    {
        await centre.As("agent").ExecuteAsync(
            "insert into public.kb_articles (title, content, locale) values ('Rechnungen', 'Jede Rechnung', 'de')");

        Assert.Equal(1, await centre.As("agent").ScalarAsync<long>(
            "select count(*) from public.search_articles('Rechnung', 'de')"));
    }
}
