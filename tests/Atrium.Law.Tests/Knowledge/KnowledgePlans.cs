using Atrium.Testing;

namespace Atrium.Law.Tests.Knowledge;

/// <summary>
/// The lists that screens make, over 25,000 documents, passages and conversations of others: each is served by an
/// index, and no policy reads a whole table or hashes one.
/// </summary>
public sealed class KnowledgePlans(KnowledgeDatabase knowledge)
    : CrowdedLists(knowledge.Database, knowledge.As, knowledge.Filled, Fill), IClassFixture<KnowledgeDatabase>
{
    const string Full = @"knowledge_\w+|ai_\w+";

    public static TheoryData<string> Lists =>
    [
        "select id, title from public.knowledge_documents order by updated_at desc limit 25",
        "select id, title from public.knowledge_documents where doc_type = 'faq' order by updated_at desc limit 25",
        "select id, title from public.knowledge_documents where client_id = '{a1}' order by updated_at desc limit 25",
        "select id, title from public.knowledge_documents where category = 'x' order by updated_at desc limit 25",
        "select count(*) from public.knowledge_documents",
        "select id, content from public.knowledge_chunks where document_id = '{general}' order by chunk_index",
        "select id, content from public.knowledge_chunks where article_id = '{open}' order by chunk_index",
        "select * from public.ai_conversations order by updated_at desc limit 25",
        "select * from public.ai_messages where conversation_id = '{general}' order by seq",
        "select * from public.ai_messages where conversation_id = '{general}' order by seq desc limit 10",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "creative", "member", "customer"));

    static readonly string[] Fill =
    [
        """
        insert into public.knowledge_documents (agency_id, doc_type, title, content)
        select id, 'faq', 'Document ' || n, 'x' from public.agencies, generate_series(1, 250) n where slug like 'far-%'
        """,
        "drop index public.knowledge_chunks_words",
        """
        insert into public.knowledge_chunks (agency_id, document_id, chunk_index, title, content, start_offset,
          end_offset)
        select agency_id, id, 0, 'x', 'x', 0, 1 from public.knowledge_documents where title like 'Document %'
        """,
        """
        insert into public.ai_conversations (agency_id, user_id, user_role)
        select id, gen_random_uuid(), 'pm' from public.agencies, generate_series(1, 250) n where slug like 'far-%'
        """,
        """
        insert into public.ai_messages (agency_id, conversation_id, seq, content)
        select agency_id, id, 1, 'x' from public.ai_conversations
        """,
    ];
}
