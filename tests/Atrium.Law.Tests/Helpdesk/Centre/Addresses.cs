namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>An address leads to one article, and goes on leading there.</summary>
public sealed class Addresses(ArticleScene centre) : IClassFixture<ArticleScene>
{
    [Fact]
    public async Task Of_30_articles_with_one_title_each_gets_an_address_of_its_own()
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => centre.As("agent").RefusalAsync(
            "insert into public.kb_articles (title) values ('How do I pay?')")));

        Assert.All(refusals, Assert.Null);
        var slugs = await centre.As("agent").ColumnAsync<string>(
            "select slug from public.kb_articles where title = 'How do I pay?' order by length(slug), slug");
        Assert.Equal(Enumerable.Range(1, 30).Select(n => n == 1 ? "how-do-i-pay" : $"how-do-i-pay-{n}"), slugs);
    }

    [Fact]
    public async Task Of_20_who_want_the_same_address_one_gets_it()
    {
        var (through, codes) = await Scene.AtOnceAsync(20, number => centre.As("agent").RefusalAsync(
            "insert into public.kb_articles (title, slug) values ($1, 'wanted')", $"Article {number}"));

        Assert.Equal(1, through);
        Assert.Equal(["23505"], codes);
    }

    [Fact]
    public async Task Two_articles_that_change_addresses_at_once_never_share_one()
    {
        var first = await PublishAsync("Swap one", "swap-one");
        var second = await PublishAsync("Swap two", "swap-two");

        await Task.WhenAll(
            centre.As("agent").RefusalAsync("update public.kb_articles set slug = 'swap-two' where id = $1", first),
            centre.As("agent").RefusalAsync("update public.kb_articles set slug = 'swap-one' where id = $1", second));

        Assert.Equal(2, await centre.Database.ScalarAsync<long>(
            "select count(distinct slug) from public.kb_articles where id in ($1, $2)", first, second));
    }

    [Fact]
    public async Task Every_address_an_article_had_leads_to_it_and_none_of_them_is_given_away()
    {
        var article = await PublishAsync("Wandering", "first-place");
        foreach (var slug in (string[])["second-place", "third-place"])
        {
            await centre.As("agent").ExecuteAsync(
                "update public.kb_articles set slug = $2 where id = $1", article, slug);
        }

        foreach (var slug in (string[])["first-place", "second-place", "third-place"])
        {
            Assert.Equal("third-place", await centre.As("anon").ScalarAsync<string>(
                "select slug from public.help_article('alpha', $1)", slug));
        }

        Assert.Equal("ATVAL", await centre.As("agent").RefusalAsync(
            "insert into public.kb_articles (title, slug) values ('Taker', 'first-place')"));
        Assert.Equal("first-place-2", await centre.As("agent").ScalarAsync<string>(
            "insert into public.kb_articles (title) values ('First place') returning slug"));
    }

    [Theory]
    [InlineData("Wie zahle ich? Überweisung & Lastschrift", "wie-zahle-ich-uberweisung-lastschrift")]
    [InlineData("Crème brûlée, façade, señor", "creme-brulee-facade-senor")]
    [InlineData("  --- 42 ---  ", "42")]
    [InlineData("こんにちは", "article")]
    public async Task A_title_becomes_an_address(string title, string slug) =>
        Assert.Equal(slug, await centre.Database.ScalarAsync<string>("select atrium.slug_of($1, 'article')", title));

    [Fact]
    public async Task Another_agency_has_the_same_address_beside()
    {
        var before = await centre.As("anon").ScalarAsync<string>(
            "select content from public.help_article('beta', 'making-lemonade')");

        Assert.Equal("Lemonade elsewhere", before);
        Assert.Equal("Lemonade is made of lemons", await centre.As("anon").ScalarAsync<string>(
            "select content from public.help_article('alpha', 'making-lemonade')"));
    }

    async Task<Guid> PublishAsync(string title, string slug)
    {
        var agent = centre.As("agent");
        var made = await agent.ScalarAsync<Guid>(
            "insert into public.kb_articles (title, slug, content) values ($1, $2, 'text') returning id", title, slug);
        await agent.ExecuteAsync("select public.publish_article($1)", made);
        return made;
    }
}
