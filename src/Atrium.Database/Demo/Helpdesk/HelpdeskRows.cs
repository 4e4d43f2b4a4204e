using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Helpdesk;

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record TeamRow(
    Guid Id, Guid AgencyId, string Name, string Description, string AssignmentMethod, bool IsSticky, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record TeamMemberRow(
    Guid Id, Guid AgencyId, Guid TeamId, Guid UserId, string Role, DateTimeOffset JoinedAt, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record AgentStateRow(
    Guid Id, Guid AgencyId, Guid UserId, bool IsAvailable, DateTimeOffset? AwayUntil, int? Capacity,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record CalendarRow(
    Guid Id, Guid AgencyId, string Name, string Timezone, Guid CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record HoursRow(
    Guid Id, Guid AgencyId, Guid CalendarId, int Weekday, string OpensAt, string ClosesAt, DateTimeOffset CreatedAt);

sealed record HolidayRow(
    Guid Id, Guid AgencyId, Guid CalendarId, DateOnly Holiday, string Name, bool IsYearly, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record PolicyRow(
    Guid Id, Guid AgencyId, string Name, Guid CalendarId, int Position, JsonNode Conditions, bool IsDefault,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record TargetRow(
    Guid Id, Guid AgencyId, Guid PolicyId, string Priority, int FirstResponseMinutes, int NextResponseMinutes,
    int ResolutionMinutes, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record CounterRow(Guid AgencyId, long LastNumber, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record TicketRow(Guid Id, Guid ClientId, string Title, string Description)
{
    public long Number { get; init; }
    public required string Status { get; init; }
    public required string Priority { get; init; }
    public required string Channel { get; init; }
    public required string TicketType { get; init; }
    public Guid? RequesterId { get; init; }
    public Guid? AssignedAgentId { get; init; }
    public required Guid AssignedTeamId { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required JsonNode Metadata { get; init; }
    public DateTimeOffset? SnoozedUntil { get; init; }
    public DateTimeOffset? FirstResponseAt { get; init; }
    public DateTimeOffset? LastAgentMessageAt { get; init; }
    public DateTimeOffset? LastCustomerMessageAt { get; init; }
    public DateTimeOffset? WaitingSince { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public required int ReopenedCount { get; init; }
    public Guid? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record MessageRow(
    Guid Id, Guid ClientId, Guid TicketId, Guid? SenderId, string MessageType, bool IsInternal, string Content,
    string? SenderName, string? SenderEmail, Guid? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record EventRow(
    Guid Id, Guid ClientId, Guid TicketId, string Kind, string? Field, string? FromValue, string? ToValue,
    string ActorKind, Guid? ActorId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ClockRow(Guid Id, Guid ClientId, Guid TicketId, string Target, Guid PolicyId, Guid CalendarId)
{
    public required int TargetMinutes { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? PausedAt { get; init; }
    public required string PausedFor { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required int Level { get; init; }
    public DateTimeOffset? NextCheckAt { get; init; }
    public DateTimeOffset? MetAt { get; init; }
    public DateTimeOffset? BreachedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record FollowerRow(
    Guid Id, Guid ClientId, Guid TicketId, Guid UserId, string Kind, Guid? CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record LinkRow(
    Guid Id, Guid ClientId, Guid TicketId, string Kind, Guid OtherClientId, Guid OtherTicketId, Guid? CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record RatingRow(Guid Id, Guid ClientId, Guid TicketId, int Round)
{
    public required Guid? AgentId { get; init; }
    public required Guid? TeamId { get; init; }
    public required int? Rating { get; init; }
    public string? Comment { get; init; }
    public required DateTimeOffset? RatedAt { get; init; }
    public Guid? RatedBy { get; init; }
    public required DateTimeOffset? SentAt { get; init; }
    public required DateTimeOffset? RemindedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record TagRow(
    Guid Id, Guid AgencyId, string Name, string Color, string Description, Guid CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
