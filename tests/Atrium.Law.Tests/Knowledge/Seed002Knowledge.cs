namespace Atrium.Law.Tests.Knowledge;

/// <summary>
/// What the document "Agency Creative Workroom" promises of knowledge and the assistant: its success criteria and its
/// checklist after deployment, item by item.
/// </summary>
public sealed class Seed002Knowledge(KnowledgeDatabase knowledge) : IClassFixture<KnowledgeDatabase>
{
    [Theory]
    [InlineData("knowledge_documents")]
    [InlineData("knowledge_chunks")]
    [InlineData("ai_conversations")]
    [InlineData("ai_messages")]
    public async Task All_tables_have_row_security_enabled(string table) =>
        Assert.True(await knowledge.Database.ScalarAsync<bool>(
            "select relrowsecurity and relforcerowsecurity from pg_class where oid = ('public.' || $1)::regclass",
            table));

    [Theory]
    [InlineData("knowledge_documents", "btree", "doc_type")]
    [InlineData("knowledge_documents", "btree", "client_id")]
    [InlineData("knowledge_documents", "gin", "tags")]
    [InlineData("knowledge_chunks", "btree", "document_id")]
    [InlineData("knowledge_chunks", "gin", "words")]
    [InlineData("knowledge_chunks", "hnsw", "embedding")]
    [InlineData("ai_conversations", "btree", "user_id")]
    [InlineData("ai_conversations", "btree", "context_id")]
    [InlineData("ai_messages", "btree", "conversation_id")]
    public async Task All_indexes_created(string table, string method, string column) =>
        Assert.True(await knowledge.Database.ScalarAsync<bool>(
            """
            select exists (select from pg_index i join pg_class c on c.oid = i.indexrelid
              join pg_am m on m.oid = c.relam
              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
              where i.indrelid = ('public.' || $1)::regclass and m.amname = $2 and a.attname = $3)
            """,
            table, method, column));

    [Fact]
    public async Task Vector_search_function_works()
    {
        await knowledge.Database.ExecuteAsync(
            """
            insert into public.knowledge_chunks (agency_id, document_id, chunk_index, title, content, start_offset,
              end_offset, embedding, embedding_model)
            select $1, $2, 900 + n, 'x', case n when 1 then 'near' else 'far' end, 0, 1,
              atrium.padded(case n when 1 then '[1, 0.1]' else '[0.1, 1]' end::extensions.vector), 'criteria'
            from generate_series(1, 2) n
            """,
            knowledge["a"], knowledge["general"]);

        var found = await knowledge.As("pm").ColumnAsync<string>(
            "select content from public.search_knowledge(null, '[1, 0]', 'criteria')");

        Assert.Equal(["near", "far"], found);
        Assert.Empty(await knowledge.As("stranger").ColumnAsync<string>(
            "select content from public.search_knowledge(null, '[1, 0]', 'criteria')"));
    }

    [Fact]
    public async Task Embeddings_have_1536_dimensions() =>
        Assert.Equal("extensions.vector(1536)", await knowledge.Database.ScalarAsync<string>(
            """
            select format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = 'public.knowledge_chunks'::regclass and attname = 'embedding'
            """));

    [Theory]
    [InlineData("admin", true)]
    [InlineData("leadership", true)]
    [InlineData("pm", false)]
    [InlineData("creative", false)]
    [InlineData("finance", false)]
    [InlineData("account", false)]
    public async Task Admin_can_manage_knowledge_documents(string person, bool may)
    {
        var refused = await knowledge.As(person).RefusalAsync(
            "insert into public.knowledge_documents (doc_type, title, content) values ('faq', 'Asked', 'Answered')");

        Assert.Equal(may ? null : "42501", refused);
    }

    [Fact]
    public async Task Users_can_only_see_their_own_conversations()
    {
        var own = await knowledge.As("pm").ScalarAsync<Guid>(
            "insert into public.ai_conversations (conversation_title) values ('Mine') returning id");
        const string Seen = "select count(*) from public.ai_conversations where id = $1";

        Assert.Equal(1, await knowledge.As("pm").ScalarAsync<long>(Seen, own));
        foreach (var other in (string[])["owner", "admin", "leadership", "creative", "stranger"])
        {
            Assert.Equal(0, await knowledge.As(other).ScalarAsync<long>(Seen, own));
        }
    }

    [Theory]
    [InlineData("select count(*) from public.search_knowledge('approval')")]
    [InlineData("select count(*) from public.knowledge_documents")]
    [InlineData("select count(*) from public.knowledge_chunks")]
    [InlineData("select count(*) from public.ai_messages")]
    public async Task Functions_execute_without_errors_for_every_role(string query)
    {
        foreach (var person in KnowledgeDatabase.People)
        {
            Assert.Null(await knowledge.As(person).RefusalAsync(query));
        }
    }
}
