using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Knowledge;

/// <summary>What the demo agencies know and asked: enough, worth searching, and only what each may read.</summary>
public sealed class DemoKnowledge(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    const string Northlight = "agency_id in (select id from public.agencies where slug = 'northlight')";

    [Theory]
    [InlineData($"select (select count(*) from public.kb_articles where {Northlight})"
        + $" + (select count(*) from public.knowledge_documents where {Northlight})", 160, 260)]
    [InlineData($"select count(*) from public.knowledge_chunks where {Northlight}", 1_500, 3_500)]
    [InlineData($"select count(*) from public.ai_conversations where {Northlight}", 35, 80)]
    [InlineData("select count(distinct doc_type) from public.knowledge_documents", 7, 7)]
    [InlineData("select count(distinct visibility) from public.knowledge_documents", 5, 5)]
    [InlineData("select min(c) from (select count(*) c from public.knowledge_documents group by agency_id) t", 12, 30)]
    public async Task It_has_what_the_screens_need(string query, long least, long most) =>
        Assert.InRange(await demo.Database.ScalarAsync<long>(query), least, most);

    [Fact]
    public async Task No_two_documents_read_alike() => Assert.Equal(0, await demo.Database.ScalarAsync<long>(
        """
        select count(*) - count(distinct (agency_id, content)) + count(*) filter (where length(content) < 300
          or concat(title, content) ~ '\{[a-z]+\}|lorem') from public.knowledge_documents
        """));

    /// <summary>Passages are the very characters that they say; so the server would cut, so the screen marks.</summary>
    [Theory]
    [InlineData("knowledge_documents", "document_id")]
    [InlineData("artifacts", "artifact_id")]
    [InlineData("kb_articles", "article_id")]
    public async Task Passages_are_what_stands_in_their_text(string table, string parent) =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            $"""
            select count(*) from public.knowledge_chunks c join public.{table} t on t.id = c.{parent}
            where substr(t.content, c.start_offset + 1, c.end_offset - c.start_offset) <> c.content
              or c.title <> t.title or c.created_at > $1
            """, DemoDatabase.AsOf));

    [Fact]
    public async Task Every_text_waits_for_its_vectors() => Assert.Equal(0, await demo.Database.ScalarAsync<long>(
        """
        select count(*) from atrium.embeddable e where not exists (select from atrium.embedding_jobs j
          where j.agency_id = e.agency_id and coalesce(j.document_id, j.artifact_id, j.article_id) = e.id)
        """));

    [Theory]
    [InlineData("pm", "raw footage kept", "Playbook: shoot days")]
    [InlineData("creative", "pictures stock licence", "Policy: fonts, pictures and music")]
    [InlineData("finance", "reminder unpaid invoice", "Policy: invoices and reminders")]
    [InlineData("leadership", "margin below 20 percent", "Policy: margins and discounts")]
    [InlineData("agent", "second factor recovery codes", "Turning on the second factor")]
    public async Task A_question_finds_its_text(string role, string query, string title)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        Assert.Contains(title, await caller.ColumnAsync<string>(
            "select title from public.search_knowledge($1, match_count => 5)", query));
    }

    [Theory]
    [InlineData("pm", "Policy: invoices and reminders")]
    [InlineData("creative", "Policy: margins and discounts")]
    [InlineData("finance", "Policy: fonts, pictures and music")]
    [InlineData("customer", "Playbook: shoot days")]
    public async Task Nobody_finds_what_is_for_others(string role, string title)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        Assert.DoesNotContain(title, await caller.ColumnAsync<string>(
            "select title from public.search_knowledge($1, match_count => 50)", title));
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("finance")]
    [InlineData("agent")]
    [InlineData("member")]
    [InlineData("customer")]
    public async Task Everybody_has_asked_and_reads_what_was_quoted(string role)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        Assert.True(await caller.ScalarAsync<long>("select count(*) from public.ai_conversations") > 0);
        Assert.Equal(0, await caller.ScalarAsync<long>(
            """
            select count(*) from public.ai_messages m, jsonb_array_elements(m.sources) s
            where not exists (select from public.knowledge_chunks c where c.id = (s ->> 'chunk_id')::uuid
              and c.document_id = (s ->> 'id')::uuid and starts_with(c.content, s ->> 'excerpt'))
            """));
    }

    [Fact]
    public async Task Conversations_are_as_the_law_would_keep_them() =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            """
            select count(*) from public.ai_conversations c where c.updated_at >= $1
              or c.message_count <> (select count(*) from public.ai_messages m where m.conversation_id = c.id)
              or c.updated_at <> (select max(m.created_at) from public.ai_messages m where m.conversation_id = c.id)
              or c.created_at < (select x.created_at from public.memberships x
                where x.agency_id = c.agency_id and x.user_id = c.user_id)
            """, DemoDatabase.AsOf));
}
