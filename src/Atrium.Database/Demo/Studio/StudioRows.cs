using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Studio;

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record BrandRow(
    Guid Id, Guid AgencyId, Guid ClientId, string BrandCode, string BrandName, string Category, string TargetSegment,
    string Tagline, JsonNode BrandColors, DateOnly? LaunchDate, string Status, Guid CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record CampaignRow(Guid Id, Guid AgencyId, Guid ClientId, Guid? BrandId, string CampaignCode)
{
    public required string CampaignName { get; init; }
    public required string CampaignType { get; init; }
    public required string ServiceLine { get; init; }
    public required IReadOnlyList<string> ChannelMix { get; init; }
    public required DateOnly StartDate { get; init; }
    public required DateOnly? EndDate { get; init; }
    public required string BudgetCurrency { get; init; }
    public required decimal BudgetAmount { get; init; }
    public required string Status { get; init; }
    public string? StatusNote { get; init; }
    public required DateTimeOffset StatusChangedAt { get; init; }
    public string? HeldStatus { get; init; }
    public required string WorkflowStage { get; init; }
    public string? ApprovalStatus { get; init; }
    public Guid? SubmittedBy { get; init; }
    public Guid? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public required Guid AccountDirectorId { get; init; }
    public required Guid ProjectManagerId { get; init; }
    public required Guid CreativeDirectorId { get; init; }
    public required JsonNode DeliverablesSummary { get; init; }
    public required string Description { get; init; }
    public required string Objectives { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record CampaignMemberRow(
    Guid Id, Guid AgencyId, Guid CampaignId, Guid UserId, string RoleOnCampaign, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record PhaseRow(
    Guid Id, Guid AgencyId, Guid CampaignId, string PhaseCode, string PhaseName, int PhaseOrder,
    DateOnly PlannedStartDate, DateOnly PlannedEndDate, DateOnly? ActualStartDate, DateOnly? ActualEndDate,
    decimal PlannedHours, decimal PhaseBudgetAmount, string Status, string? StatusNote, int CompletionPct,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record PhaseCostRow(
    Guid Id, Guid PhaseId, Guid AgencyId, Guid CampaignId, decimal PhaseActualCost, string Currency, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ArtifactRow(Guid Id, Guid AgencyId, Guid? CampaignId, Guid? ClientId, Guid? BrandId, Guid? PhaseId)
{
    public required string ArtifactCode { get; init; }
    public required string Title { get; init; }
    public required string ArtifactType { get; init; }
    public required string Format { get; init; }
    public required string Content { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public DateOnly? DueDate { get; init; }
    public required Guid OwnerId { get; init; }
    public required string Status { get; init; }
    public required string Visibility { get; init; }
    public required int Version { get; init; }
    public string? ChangeSummary { get; init; }
    public required Guid ContentBy { get; init; }
    public required DateTimeOffset ContentAt { get; init; }
    public Guid? ApproverId { get; init; }
    public Guid? SubmittedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ApprovalNotes { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record VersionRow(
    Guid Id, Guid AgencyId, Guid ArtifactId, int VersionNumber, string Title, string Content,
    IReadOnlyList<string> Tags, string Status, Guid ChangedBy, DateTimeOffset ChangedAt, string? ChangeSummary,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record CommentRow(
    Guid Id, Guid AgencyId, Guid ArtifactId, Guid? ParentCommentId, string CommentText, Guid CommenterId,
    string Visibility, IReadOnlyList<Guid> Mentions, bool IsResolved, Guid? ResolvedBy, DateTimeOffset? ResolvedAt,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ApprovalRow(
    Guid Id, Guid AgencyId, Guid ArtifactId, int Version, string Step, Guid? ApproverId, string? Note, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record StatsRow(
    Guid Id, Guid ArtifactId, Guid AgencyId, int ViewCount, int DownloadCount, DateTimeOffset LastViewedAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
