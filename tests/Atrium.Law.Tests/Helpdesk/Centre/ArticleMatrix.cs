namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>Who may what in the help centre. Everybody else, callers not signed in too, is refused.</summary>
public sealed class ArticleMatrix(ArticleScene centre) : IClassFixture<ArticleScene>
{
    const string Staff = "owner admin leadership finance pm account creative agent member writer";
    const string Keepers = "owner admin leadership agent";
    const string Writers = "owner admin leadership pm account creative agent";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.kb_categories where id = '{shelf}'", $"{Staff} customer" },
        { "select from public.kb_categories where id = '{back_room}'", Staff },
        { "select from public.kb_categories where id = '{far_shelf}'", "stranger" },
        { "insert into public.kb_categories (name) values ('x')", $"{Keepers} stranger" },
        { "insert into public.kb_categories (name, parent_id) values ('x', '{shelf}')", Keepers },
        { "update public.kb_categories set description = 'x' where id = '{shelf}'", Keepers },
        { "delete from public.kb_categories where id = '{back_room}'", "owner admin" },
        { "select from public.kb_articles where id = '{k_draft}'", Staff },
        { "select from public.kb_articles where id = '{k_internal}'", Staff },
        { "select from public.kb_articles where id = '{k_customers}'", $"{Staff} customer" },
        { "select from public.kb_articles where id = '{k_public}'", $"{Staff} customer" },
        { "insert into public.kb_articles (title, category_id) values ('x', '{shelf}')", Writers },
        { "insert into public.kb_articles (title, author_id) values ('x', '{agent}')", "" },
        { "insert into public.kb_articles (title, status) values ('x', 'published')", "" },
        { "update public.kb_articles set content = 'x' where id = '{k_draft}'", $"{Keepers} pm" },
        { "update public.kb_articles set content = 'x' where id = '{k_public}'", Keepers },
        { "update public.kb_articles set status = 'draft' where id = '{k_public}'", "" },
        { "update public.kb_articles set author_id = '{pm}' where id = '{k_public}'", "" },
        { "delete from public.kb_articles where id = '{k_draft}'", "owner admin" },
        { "delete from public.kb_articles where id = '{k_public}'", "" },
        { "select public.submit_article('{k_draft}')", $"{Keepers} pm" },
        { "select public.publish_article('{k_draft}')", Keepers },
        { "select public.unpublish_article('{k_public}')", Keepers },
        { "select public.archive_article('{k_draft}')", $"{Keepers} pm" },
        { "select public.archive_article('{k_public}')", Keepers },
        { "select public.assign_article('{k_draft}', '{creative}')", Keepers },
        { "select public.save_article('{k_draft}', 1, content => 'x')", $"{Keepers} pm" },
        { "delete from public.kb_article_versions", "" },
        {
            "insert into public.kb_redirects (agency_id, locale, slug, article_id)"
                + " values ('{a}', 'en', 'x', '{k_draft}')",
            ""
        },
        { "select public.vote_article('{k_customers}', true)", $"{Staff} customer" },
        { "select public.vote_article('{k_internal}', true)", Staff },
        { "select public.record_article_view('{k_public}')", $"{Staff} customer" },
        { "delete from public.kb_article_votes", "" },
        { "select from public.kb_article_stats()", $"{Staff} stranger" },
        { "select from public.help_articles('alpha')", $"{Staff} customer stranger anon" },
        { "select from public.search_articles('lemonade')", $"{Staff} customer stranger" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed) =>
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            (await centre.WhoMayAsync(attempt)).Order());

    [Fact]
    public async Task A_right_of_one_person_lets_an_author_publish()
    {
        await centre.Database.ExecuteAsync(
            "update public.memberships set permissions = '{kb_articles:publish}' where user_id = $1",
            centre["account"]);

        Assert.True(await centre.GoesThroughAsync("account", "select public.publish_article('{k_draft}')"));
        await centre.Database.ExecuteAsync(
            "update public.memberships set permissions = '{}' where user_id = $1", centre["account"]);
        Assert.False(await centre.GoesThroughAsync("account", "select public.publish_article('{k_draft}')"));
    }
}
