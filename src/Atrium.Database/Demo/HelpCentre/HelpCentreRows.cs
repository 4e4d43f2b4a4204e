using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.HelpCentre;

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record CategoryRow(
    Guid Id, Guid AgencyId, Guid? ParentId, string Name, string Slug, string Description, string Icon, int Position,
    string Visibility, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ArticleRow(Guid Id, Guid AgencyId, Guid CategoryId, string Title, string Slug)
{
    public required string Summary { get; init; }
    public required string Content { get; init; }
    public required string Status { get; init; }
    public required string Visibility { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required Guid AuthorId { get; init; }
    public required int Version { get; init; }
    public string? ChangeSummary { get; init; }
    public required Guid ContentBy { get; init; }
    public required DateTimeOffset ContentAt { get; init; }
    public string? ReviewNote { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public required Guid CreatedBy { get; init; }
    public required Guid UpdatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record ArticleVersionRow(
    Guid Id, Guid AgencyId, Guid ArticleId, int VersionNumber, string Title, string Summary, string Content,
    string Status, Guid ChangedBy, DateTimeOffset ChangedAt, string? ChangeSummary, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record RedirectRow(
    Guid Id, Guid AgencyId, string Locale, string Slug, Guid ArticleId, Guid CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record VoteRow(
    Guid Id, Guid AgencyId, Guid ArticleId, Guid? VoterId, string? VisitorHash, bool Helpful, string? Comment,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ViewsRow(
    Guid ArticleId, Guid AgencyId, DateOnly Day, int Views, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record TemplateRow(
    Guid Id, Guid AgencyId, string Title, string Content, string Shortcut, string Visibility, Guid AuthorId,
    IReadOnlyList<string> Tags, int UsageCount, DateTimeOffset? LastUsedAt, Guid CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record MacroRow(
    Guid Id, Guid AgencyId, string Name, string Description, JsonNode Actions, string Visibility, Guid AuthorId,
    int UsageCount, DateTimeOffset? LastUsedAt, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record SavedViewRow(
    Guid Id, Guid AgencyId, string Name, JsonNode Filter, string SortBy, bool Descending, bool IsPinned, int Position,
    string Visibility, Guid? AuthorId, Guid? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record FieldRow(
    Guid Id, Guid AgencyId, string Key, string Label, string Description, string FieldType,
    IReadOnlyList<string> Options, string? Pattern, bool ForStaff, bool EditableByCustomer, int Position,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
