using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Knowledge;

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record DocumentRow(Guid Id, Guid AgencyId, Guid? ClientId, string Title, string Content)
{
    public required string DocType { get; init; }
    public required string Source { get; init; }
    public string? SourceId { get; init; }
    public required string ContentHash { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required string Category { get; init; }
    public required string Visibility { get; init; }
    public DateTimeOffset? LastSyncedAt { get; init; }
    public required Guid CreatedBy { get; init; }
    public required Guid UpdatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record ChunkRow(
    Guid Id, Guid AgencyId, Guid? DocumentId, Guid? ArtifactId, Guid? ArticleId, int ChunkIndex, string Title,
    string HeadingPath, string Content, int StartOffset, int EndOffset, DateTimeOffset CreatedAt);

sealed record ConversationRow(
    Guid Id, Guid AgencyId, Guid UserId, string UserRole, string ContextType, Guid? ContextId,
    string ConversationTitle, int MessageCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record MessageRow(
    Guid Id, Guid AgencyId, Guid ConversationId, int Seq, string Role, string Content, JsonNode Sources, string? Model,
    int? TokensUsed, DateTimeOffset CreatedAt);
