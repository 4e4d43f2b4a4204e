using Atrium.Testing;

namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>Lists that screens make, beside 25,000 articles of other agencies: each is served by an index.</summary>
public sealed class ListPlans(ArticleScene centre)
    : CrowdedLists(centre.Database, centre.As, centre.Filled, Fill), IClassFixture<ArticleScene>
{
    const string Full = @"kb_articles|kb_article_versions|response_templates";

    static readonly string[] Fill =
    [
        """
        insert into public.kb_articles (agency_id, title, slug, content, status, published_at)
        select id, 'Article ' || n, 'article-' || n, 'words', 'published', now()
        from public.agencies, generate_series(1, 250) n where slug like 'far-%'
        """,
        """
        insert into public.kb_article_versions (agency_id, article_id, version_number, title, content, status,
          changed_at)
        select agency_id, id, 1, 'before', 'before', 'draft', now() from public.kb_articles where slug ~ '[13579]$'
        """,
        """
        insert into public.response_templates (agency_id, title, content, visibility)
        select id, 'Template ' || n, 'words', 'shared' from public.agencies, generate_series(1, 200) n
        where slug like 'far-%'
        """,
    ];

    public static TheoryData<string> Lists =>
    [
        "select * from public.kb_articles order by updated_at desc limit 25",
        "select * from public.kb_articles where status = 'in_review' order by updated_at desc limit 25",
        "select * from public.kb_articles where category_id = '{shelf}' order by title",
        "select * from public.kb_articles where author_id = '{agent}'",
        "select * from public.kb_articles where locale = 'en' and slug = 'making-lemonade'",
        "select count(*) from public.kb_articles",
        "select * from public.kb_article_versions where article_id = '{k_draft}' order by version_number desc",
        "select * from public.response_templates order by title limit 50",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "creative", "member", "customer"));
}
