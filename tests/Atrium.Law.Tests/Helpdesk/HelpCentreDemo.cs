using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Helpdesk;

/// <summary>The help centre of the demo agencies: enough of it, worth searching, and as the law has it.</summary>
public sealed class HelpCentreDemo(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Theory]
    [InlineData("select max(c) from (select count(*) c from public.kb_articles group by agency_id) t", 120)]
    [InlineData("select min(c) from (select count(*) c from public.kb_articles group by agency_id) t", 24)]
    [InlineData("select max(c) from (select count(*) c from public.kb_categories group by agency_id) t", 13)]
    [InlineData("select max(c) from (select count(*) c from public.response_templates group by agency_id) t", 14)]
    [InlineData("select max(c) from (select count(*) c from public.macros group by agency_id) t", 8)]
    [InlineData("select max(c) from (select count(*) c from public.saved_views group by agency_id) t", 13)]
    [InlineData("select count(distinct status) from public.kb_articles", 4)]
    [InlineData("select count(distinct visibility) from public.kb_articles", 3)]
    public async Task It_has_what_the_screens_need(string query, long expected) =>
        Assert.Equal(expected, await demo.Database.ScalarAsync<long>(query));

    [Theory]
    [InlineData("logo vector", "Which logo for which purpose")]
    [InlineData("packaging weeks", "How long packaging takes")]
    [InlineData("\"second factor\" forgotten password", "I cannot sign in")]
    [InlineData("font licence", "Fonts and licences")]
    [InlineData("podcst brief", "How to brief a podcast")]
    public async Task A_visitor_finds_what_was_looked_for(string query, string title) =>
        Assert.Contains(title, await demo.Database.As("anon").ColumnAsync<string>(
            "select title from public.search_help('northlight', $1, max_rows => 5)", query));

    [Fact]
    public async Task No_two_articles_read_alike()
    {
        const string Count = "select count(*) from public.kb_articles where agency_id in "
            + "(select id from public.agencies where slug = 'northlight')";

        Assert.Equal(120, await demo.Database.ScalarAsync<long>(Count.Replace(
            "count(*)", "count(distinct content)", StringComparison.Ordinal)));
        Assert.Equal(0, await demo.Database.ScalarAsync<long>($"{Count} and length(content) < 150"));
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            $$"""{{Count}} and concat(title, summary, content) ~ '\{[a-zA-Z ]+\}|lorem'"""));
    }

    [Fact]
    public async Task What_is_internal_stays_inside_and_nothing_is_of_tomorrow()
    {
        Assert.Equal(0, await demo.Database.As("anon").ScalarAsync<long>(
            "select count(*) from public.search_help('northlight', 'runbook or discount or freelancers')"
            + " where title ~ 'Runbook|Discounts|Booking'"));
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            """
            select count(*) from public.kb_articles a join public.kb_categories c on c.id = a.category_id
            where atrium.openness(a.visibility) > atrium.openness(c.visibility)
              or greatest(a.created_at, a.updated_at, a.published_at) >= $1
            """,
            DemoDatabase.AsOf));
    }

    [Fact]
    public async Task Templates_macros_views_and_fields_are_what_the_law_would_keep() =>
        await demo.Database.ExecuteAsync(
            """
            do $$ begin
              update public.response_templates set content = content;
              update public.macros set actions = actions;
              update public.saved_views set filter = filter;
              update public.custom_field_definitions set pattern = pattern;
              update public.kb_articles set category_id = category_id;
              raise exception using errcode = 'XX002';
            exception when sqlstate 'XX002' then
              null; -- nothing of it stays
            end $$
            """);

    [Fact]
    public async Task Readers_have_read_and_voted()
    {
        Assert.InRange(await demo.Database.ScalarAsync<long>(
            "select sum(views)::bigint from atrium.article_views"), 5_000, 90_000);
        Assert.InRange(await demo.Database.ScalarAsync<long>(
            "select count(*) from public.kb_article_votes where comment is not null"), 20, 400);
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            """
            select count(*) from public.kb_article_votes v join public.kb_articles a on a.id = v.article_id
            where v.created_at < a.published_at or a.visibility = 'internal' and v.voter_id is null
            """));
    }
}
