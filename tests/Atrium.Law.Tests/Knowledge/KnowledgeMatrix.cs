namespace Atrium.Law.Tests.Knowledge;

/// <summary>
/// The knowledge module's part of the permission matrix: what is tried, and who may. Everybody else is refused or
/// touches nothing.
/// </summary>
public sealed class KnowledgeMatrix(KnowledgeDatabase knowledge) : IClassFixture<KnowledgeDatabase>
{
    const string Keepers = "owner admin leadership";
    const string Staff = $"{Keepers} finance pm account creative agent";
    const string Home = "member writer";

    public static TheoryData<string, string> Rows => new()
    {
        { "select from public.knowledge_documents where id = '{general}'", $"{Staff} {Home}" },
        { "select from public.knowledge_documents where id = '{craft}'", $"{Keepers} creative" },
        { "select from public.knowledge_documents where id = '{rates}'", $"{Keepers} finance" },
        { "select from public.knowledge_documents where id = '{board}'", Keepers },
        { "select from public.knowledge_documents where id = '{acme}'", $"{Staff} {Home} customer" },
        { "select from public.knowledge_documents where id = '{apex}'", Staff },
        { "select from public.knowledge_documents where id = '{far}'", "stranger" },
        { New("knowledge_documents", "doc_type, title, content", "'faq', 'x', 'y'"), $"{Keepers} stranger" },
        { New("knowledge_documents", "client_id, doc_type, title, content", "'{a1}', 'faq', 'x', 'y'"), Keepers },
        { "update public.knowledge_documents set title = 'x' where id = '{general}'", Keepers },
        { "update public.knowledge_documents set visibility = 'all_staff' where id = '{board}'", Keepers },
        { "update public.knowledge_documents set embedding_status = 'completed' where id = '{general}'", "" },
        { "update public.knowledge_documents set client_id = '{a1}' where id = '{general}'", "" },
        { "delete from public.knowledge_documents where id = '{apex}'", Keepers },
        { "select from public.knowledge_chunks where document_id = '{board}'", Keepers },
        { "select from public.knowledge_chunks where document_id = '{acme}'", $"{Staff} {Home} customer" },
        { "select from public.knowledge_chunks where article_id = '{open}'", $"{Staff} {Home} customer" },
        { "select from public.knowledge_chunks where article_id = '{inside}'", $"{Staff} {Home}" },
        {
            "select from public.knowledge_chunks where artifact_id = '{draft}'",
            "owner leadership finance pm account creative"
        },
        { "select from public.knowledge_chunks where artifact_id = '{secret}'", "owner leadership finance" },
        { "delete from public.knowledge_chunks", "" },
        { "update public.knowledge_chunks set content = 'x'", "" },
        {
            New("ai_conversations", "context_type", "'general'"),
            $"{Staff} {Home} customer stranger"
        },
        { New("ai_conversations", "user_id, context_type", "'{pm}', 'general'"), "pm" },
        { New("ai_messages", "conversation_id, role, content", "gen_random_uuid(), 'assistant', 'x'"), "" },
        { "update public.ai_messages set content = 'x'", "" },
        { "delete from public.ai_messages", "" },
        { "select public.merge_cartridges()", $"{Staff} {Home} stranger" },
        { "select public.preview_prompt()", $"{Staff} {Home} stranger" },
        { "select atrium.claim_embedding()", "" },
        { "select atrium.queue_unindexed()", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        foreach (var person in KnowledgeDatabase.People)
        {
            var went = await knowledge.GoesThroughAsync(person, attempt);

            Assert.True(allowed.Split(' ').Contains(person) == went, $"{person}: {(went ? "accepted" : "refused")}");
        }
    }

    [Fact]
    public async Task A_right_of_one_person_opens_what_a_role_does_not()
    {
        const string Rates = "select from public.knowledge_documents where id = '{rates}'";
        await knowledge.As("owner").ExecuteAsync(
            "select public.set_member_permissions($1, array['knowledge_documents:select_finance'])",
            knowledge["agent"]);

        Assert.True(await knowledge.GoesThroughAsync("agent", Rates));
        Assert.Equal(1, await knowledge.As("agent").ScalarAsync<long>(
            "select count(*) from public.search_knowledge('lemonade rates') where title = 'Rates'"));
        await knowledge.As("owner").ExecuteAsync(
            "select public.set_member_permissions($1, array[]::text[])", knowledge["agent"]);
    }

    static string New(string table, string columns, string values) =>
        $"insert into public.{table} ({columns}) values ({values})";
}
