namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>No text of an article is lost, however many write, and steps are taken once.</summary>
public sealed class Histories(ArticleScene centre) : IClassFixture<ArticleScene>
{
    [Fact]
    public async Task Each_of_30_parallel_edits_leaves_the_text_before_it()
    {
        var article = await MakeAsync("Edited by many");

        var refusals = await Task.WhenAll(Enumerable.Range(1, 30).Select(number => centre.As("agent").RefusalAsync(
            "update public.kb_articles set content = $2 where id = $1", article, $"text {number}")));

        Assert.All(refusals, Assert.Null);
        Assert.Equal(31, await centre.Database.ScalarAsync<int>(
            "select version from public.kb_articles where id = $1", article));
        Assert.Equal("31 31", await centre.Database.ScalarAsync<string>(
            """
            select concat_ws(' ', count(distinct content), max(number)) from (
              select content, version_number as number from public.kb_article_versions where article_id = $1
              union all select content, version from public.kb_articles where id = $1) texts
            """,
            article));
    }

    [Fact]
    public async Task Of_20_who_save_the_same_version_one_does()
    {
        var article = await MakeAsync("Saved by many");

        var (through, codes) = await Scene.AtOnceAsync(20, number => centre.As("agent").RefusalAsync(
            "select public.save_article($1, 1, content => $2)", article, $"text {number}"));

        Assert.Equal(1, through);
        Assert.Equal(["ATSTL"], codes);
    }

    [Fact]
    public async Task Of_20_who_publish_one_does()
    {
        var article = await MakeAsync("Published by many");

        var (through, codes) = await Scene.AtOnceAsync(20, _ => centre.As("admin").RefusalAsync(
            "select public.publish_article($1)", article));

        Assert.Equal(1, through);
        Assert.Equal(["ATSTA"], codes);
    }

    [Fact]
    public async Task A_restored_text_is_a_new_version_and_the_way_there_stays()
    {
        var article = await MakeAsync("Restored");
        var agent = centre.As("agent");
        await agent.ExecuteAsync("update public.kb_articles set content = 'second' where id = $1", article);
        await agent.ExecuteAsync("update public.kb_articles set content = 'third' where id = $1", article);

        await agent.ExecuteAsync("select public.restore_article_version($1, 1)", article);

        Assert.Equal("first,second,third", await agent.ScalarAsync<string>(
            """
            select string_agg(content, ',' order by version_number) from public.kb_article_versions
            where article_id = $1
            """,
            article));
        Assert.Equal("first", await agent.ScalarAsync<string>(
            "select content from public.kb_articles where id = $1", article));
    }

    [Fact]
    public async Task A_change_of_tags_or_shelf_makes_no_version()
    {
        var article = await MakeAsync("Moved about");

        await centre.As("agent").ExecuteAsync(
            "update public.kb_articles set tags = '{x}', category_id = $2 where id = $1", article, centre["shelf"]);

        Assert.Equal(0, await centre.Database.ScalarAsync<long>(
            "select count(*) from public.kb_article_versions where article_id = $1", article));
    }

    async Task<Guid> MakeAsync(string title) => await centre.As("agent").ScalarAsync<Guid>(
        "insert into public.kb_articles (title, content) values ($1, 'first') returning id", title);
}
