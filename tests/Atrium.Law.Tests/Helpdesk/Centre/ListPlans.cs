using System.Text.RegularExpressions;
using Atrium.Database;

namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>Lists that screens make, beside 100,000 articles of other agencies: each is served by an index.</summary>
public sealed partial class ListPlans(ArticleScene centre) : IClassFixture<ArticleScene>, IAsyncLifetime
{
    // straight in, past triggers: what matters here is only how much of others there is
    static readonly string[] Fill =
    [
        "set session_replication_role = replica",
        "insert into public.agencies (name, slug) select 'Far ' || n, 'far-' || n from generate_series(1, 100) n",
        """
        insert into public.kb_articles (agency_id, title, slug, content, status, published_at)
        select id, 'Article ' || n, 'article-' || n, 'words', 'published', now()
        from public.agencies, generate_series(1, 1000) n where slug like 'far-%'
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
        "analyze public.kb_articles, public.kb_article_versions, public.response_templates",
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

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (await centre.Database.ScalarAsync<bool>("select exists (select from public.agencies where slug = 'far-1')"))
        {
            return;
        }

        await using var session = await SqlSession.OpenAsync(centre.Database.ConnectionString, default);
        foreach (var statement in Fill)
        {
            await session.ExecuteAsync(statement, default);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query)
    {
        foreach (var person in (string[])["owner", "creative", "member", "customer"])
        {
            var plan = string.Join('\n', await centre.As(person).ColumnAsync<string>(
                $"explain (costs off) {centre.Filled(query)}"));

            Assert.DoesNotMatch(WholeTable(), plan);
            Assert.DoesNotContain("hashed SubPlan", plan, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"Seq Scan on (kb_articles|kb_article_versions|response_templates)")]
    private static partial Regex WholeTable();
}
