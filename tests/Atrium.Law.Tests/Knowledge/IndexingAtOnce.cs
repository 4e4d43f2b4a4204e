namespace Atrium.Law.Tests.Knowledge;

/// <summary>Many servers, writers and speakers at once: each text once, each number once, never half a text.</summary>
public sealed class IndexingAtOnce(KnowledgeDatabase knowledge) : IClassFixture<KnowledgeDatabase>
{
    const string Insert =
        """
        insert into public.knowledge_documents (agency_id, doc_type, title, content)
        select $1, 'guide', 'Text ' || n, 'first' from generate_series(1, $2) n returning id
        """;

    [Fact]
    public async Task Twenty_servers_claim_each_text_once()
    {
        await DrainAsync();
        await knowledge.Database.ExecuteAsync(Insert, knowledge["a"], 40);

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            knowledge.Server.ColumnAsync<Guid>("select parent_id from atrium.claim_embedding(3)")));

        var rest = await knowledge.Server.ColumnAsync<Guid>("select parent_id from atrium.claim_embedding(100)");
        Guid[] all = [.. claims.SelectMany(ids => ids), .. rest];
        Assert.Equal(40, all.Length);
        Assert.Equal(40, all.Distinct().Count());
    }

    [Fact]
    public async Task Edits_and_swaps_at_once_leave_the_passages_of_the_last_text_or_let_it_wait()
    {
        await DrainAsync();
        for (var round = 0; round < 10; round++)
        {
            var document = await knowledge.Database.ScalarAsync<Guid>(Insert, knowledge["a"], 1);

            var swapped = await Task.WhenAll(
                knowledge.Server.RefusalAsync(Swap("first")),
                knowledge.As("owner").RefusalAsync(
                    "update public.knowledge_documents set content = 'second' where id = $1", document));

            Assert.Contains(swapped[0], (string?[])[null, "ATSTL"]);
            Assert.Null(swapped[1]);
            Assert.Null(await knowledge.Server.RefusalAsync(Swap("second")));
            Assert.Equal("second", await knowledge.Database.ScalarAsync<string>(
                "select string_agg(content, ',') from public.knowledge_chunks where document_id = $1", document));
        }
    }

    [Fact]
    public async Task A_search_during_swaps_sees_the_old_text_or_the_new_and_never_half()
    {
        await DrainAsync();
        var document = await knowledge.Database.ScalarAsync<Guid>(Insert, knowledge["a"], 1);
        await knowledge.Server.ExecuteAsync(Swap("quince"));

        for (var round = 0; round < 10; round++)
        {
            await knowledge.Database.ExecuteAsync(
                "update public.knowledge_documents set content = $2 where id = $1", document, $"round {round}");
            var seen = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => number == 0
                ? SwapAndCountAsync()
                : knowledge.As("pm").ScalarAsync<long>("select count(*) from public.search_knowledge('quince')")));

            Assert.All(seen, count => Assert.Equal(2, count));
        }
    }

    [Fact]
    public async Task Twenty_messages_at_once_are_numbered_without_gap_or_twin()
    {
        var talk = await knowledge.As("pm").ScalarAsync<Guid>(
            "insert into public.ai_conversations default values returning id");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => knowledge.As("pm").ExecuteAsync(
            "insert into public.ai_messages (conversation_id, content) values ($1, $2)", talk, $"Question {number}")));

        Assert.Equal(Enumerable.Range(1, 20), await knowledge.As("pm").ColumnAsync<int>(
            "select seq from public.ai_messages where conversation_id = $1 order by seq", talk));
    }

    async Task<long> SwapAndCountAsync()
    {
        await knowledge.Server.ExecuteAsync(Swap("quince"));
        return 2;
    }

    // claims one text and answers with two passages, of which each has the word; the hash is that of the claim
    static string Swap(string word) =>
        $$"""
        select atrium.swap_chunks(c.job_id, c.content_hash, 'm', jsonb_build_array(
          jsonb_build_object('content', {{(word == "quince" ? "'quince one'" : "c.content")}}, 'start', 0, 'end', 1)
          ){{(word == "quince" ? """ || '[{"content": "quince two", "start": 1, "end": 2}]'""" : "")}})
        from atrium.claim_embedding(1) c
        """;

    Task DrainAsync() => knowledge.Database.ExecuteAsync("delete from atrium.embedding_jobs");
}
