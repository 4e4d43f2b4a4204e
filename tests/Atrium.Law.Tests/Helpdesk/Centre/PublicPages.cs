namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>What everybody sees of a help centre, and how readers answer.</summary>
public sealed class PublicPages(ArticleScene centre) : IClassFixture<ArticleScene>
{
    static readonly string[] Tables =
    [
        "kb_categories", "kb_articles", "kb_redirects", "kb_article_versions", "kb_article_votes",
        "response_templates", "macros", "saved_views", "ticket_tags", "custom_field_definitions",
        "ticket_staff_fields", "csat_ratings",
    ];

    [Fact]
    public async Task Who_is_not_signed_in_reads_no_table()
    {
        foreach (var table in Tables)
        {
            Assert.Equal("42501", await centre.As("anon").RefusalAsync($"select from public.{table}"));
        }
    }

    [Fact]
    public async Task Nothing_but_what_is_published_and_public_is_told()
    {
        var said = await centre.As("anon").ScalarAsync<string>(
            """
            select concat(public.help_center('alpha'),
              (select string_agg(a::text, '') from public.help_articles('alpha') a),
              (select string_agg(f::text, '') from unnest(array['making-lemonade', 'ordering-lemonade',
                'draft-of-lemonade', 'secret-of-lemonade']) s, public.help_article('alpha', s) f),
              (select string_agg(f::text, '') from public.search_help('alpha', 'lemonade') f),
              (select string_agg(f::text, '') from public.search_help('alpha', 'secret lemonadde') f))
            """);

        Assert.Contains("Making lemonade", said, StringComparison.Ordinal);
        Assert.DoesNotMatch("Draft|Ordering|Secret|Back room|elsewhere|owner@|agent@", said);
    }

    [Fact]
    public async Task An_article_goes_from_the_public_pages_the_moment_it_is_taken_down()
    {
        const string Found = "select count(*) from public.help_article('alpha', 'taken-down')";
        var made = await centre.As("agent").ScalarAsync<Guid>(
            "insert into public.kb_articles (title, content) values ('Taken down', 'text') returning id");
        Assert.Equal(0, await centre.As("anon").ScalarAsync<long>(Found));
        await centre.As("agent").ExecuteAsync("select public.publish_article($1)", made);
        Assert.Equal(1, await centre.As("anon").ScalarAsync<long>(Found));

        await centre.As("agent").ExecuteAsync(
            "update public.kb_articles set visibility = 'customers' where id = $1", made);

        Assert.Equal(0, await centre.As("anon").ScalarAsync<long>(Found));
    }

    [Fact]
    public async Task Of_20_votes_of_one_visitor_one_counts()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => centre.As("anon").ExecuteAsync(
            "select public.vote_help_article('alpha', 'making-lemonade', true, 'a mark of a visitor')")));

        Assert.Equal(1, await centre.As("agent").ScalarAsync<long>(
            "select helpful from public.kb_article_stats() where article_id = $1", centre["k_public"]));
    }

    [Fact]
    public async Task None_of_50_parallel_views_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => centre.As("anon").ExecuteAsync(
            "select public.record_help_view('alpha', 'making-lemonade')")));

        Assert.Equal(50, await centre.As("agent").ScalarAsync<long>(
            "select views from public.kb_article_stats() where article_id = $1", centre["k_public"]));
    }

    [Fact]
    public async Task Visitors_beyond_60_an_hour_wait()
    {
        var article = await centre.As("agent").ScalarAsync<Guid>(
            "insert into public.kb_articles (title, content) values ('Voted on', 'text') returning id");
        await centre.As("agent").ExecuteAsync("select public.publish_article($1)", article);
        await centre.Database.ExecuteAsync(
            """
            insert into public.kb_article_votes (agency_id, article_id, visitor_hash, helpful)
            select agency_id, id, sha256(n::text::bytea), true from public.kb_articles, generate_series(1, 60) n
            where id = $1
            """,
            article);

        Assert.Equal("ATWEE", await centre.As("anon").RefusalAsync(
            "select public.vote_help_article('alpha', 'voted-on', true, 'a mark of a visitor')"));
    }

    [Fact]
    public async Task Categories_never_stand_in_each_other_however_they_are_moved()
    {
        var agent = centre.As("agent");
        var shelves = new Guid[6];
        for (var number = 0; number < shelves.Length; number++)
        {
            shelves[number] = await agent.ScalarAsync<Guid>(
                "insert into public.kb_categories (name) values ($1) returning id", $"Moved {number}");
        }

        await Task.WhenAll(Enumerable.Range(0, shelves.Length).Select(number => centre.As("agent").RefusalAsync(
            "update public.kb_categories set parent_id = $2 where id = $1",
            shelves[number], shelves[(number + 1) % shelves.Length])));

        Assert.True(await centre.Database.ScalarAsync<bool>(
            """
            with recursive up (id, parent_id, level) as (
              select id, parent_id, 1 from public.kb_categories
              union all
              select u.id, c.parent_id, u.level + 1 from up u join public.kb_categories c on c.id = u.parent_id
              where u.level < 20)
            select max(level) <= 5 from up
            """));
    }
}
