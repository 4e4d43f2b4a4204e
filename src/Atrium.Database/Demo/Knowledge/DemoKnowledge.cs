using Atrium.Database.Demo.HelpCentre;
using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Knowledge;

/// <summary>
/// What an agency knows: documents, the passages of these and of its articles and pieces, and what was asked about
/// them.
/// </summary>
sealed class DemoKnowledge
{
    public List<DemoDocument> Documents { get; } = [];
    public List<ChunkRow> Chunks { get; } = [];
    public List<ConversationRow> Conversations { get; } = [];
    public List<MessageRow> Messages { get; } = [];

    public static DemoKnowledge Make(DemoAgency agency, DemoStudio studio, DemoHelpCentre centre)
    {
        var knowledge = new DemoKnowledge();
        DemoShelf.Add(knowledge, agency);
        knowledge.Chunks.AddRange(
            from article in centre.Articles
            where article.Status == "published"
            from chunk in DemoPassages.Of(
                agency.Id, article.Id, article.Title, article.Content, article.UpdatedAt)
            select chunk with { ArticleId = article.Id });
        knowledge.Chunks.AddRange(
            from piece in studio.Artifacts
            where piece.Status is "review" or "approved" or "published"
            from chunk in DemoPassages.Of(agency.Id, piece.Id, piece.Title, piece.Content, piece.UpdatedAt)
            select chunk with { ArtifactId = piece.Id });
        DemoQuestions.Add(knowledge, agency);
        return knowledge;
    }

    public IReadOnlyList<DemoTable> Tables =>
    [
        DemoTable.Of("public.knowledge_documents", Documents.Select(document => document.Row)),
        DemoTable.Of("public.knowledge_chunks", Chunks),
        DemoTable.Of("public.ai_conversations", Conversations),
        DemoTable.Of("public.ai_messages", Messages),
    ];
}
