using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Frontdesk;

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record ServiceRow(
    Guid Id, Guid AgencyId, string Name, string Description, int DurationMinutes, int BufferMinutes, decimal? Price,
    string Currency, bool IsPublic, int Position, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ResourceRow(
    Guid Id, Guid AgencyId, string Name, string Kind, Guid? StaffId, int Position, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ServiceResourceRow(
    Guid Id, Guid AgencyId, Guid ServiceId, Guid ResourceId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record HoursRow(
    Guid Id, Guid AgencyId, int Weekday, string Opens, string Closes, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record ClosureRow(
    Guid Id, Guid AgencyId, Guid? ResourceId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Reason,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record KeywordRow(
    Guid Id, Guid AgencyId, string Word, string Kind, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record LeadRow(
    Guid Id, Guid AgencyId, string Name, string? Phone, string? Email, IReadOnlyList<string> ServiceInterests,
    int Score, string LeadScore, JsonArray ScoreFactors, string LeadStatus, DateTimeOffset StatusChangedAt,
    DateTimeOffset? LastContactAt, string? Notes, string Source, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record AppointmentRow(
    Guid Id, Guid AgencyId, Guid ContactId, Guid ServiceId, Guid ResourceId, string ServiceType,
    DateTimeOffset ScheduledAt, int DurationMinutes, int BufferMinutes, DateTimeOffset EndsAt, string Status,
    DateTimeOffset StatusChangedAt, string? CancelReason, bool ConfirmationSent, DateTimeOffset? ReminderSentAt,
    string Source, string? Notes, Guid? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record HoldRow(
    Guid Id, Guid AgencyId, Guid ServiceId, Guid ResourceId, DateTimeOffset SlotTime, int DurationMinutes,
    int BufferMinutes, string Status, DateTimeOffset ExpiresAt, string Source, Guid? AppointmentId,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record CallRow(
    Guid Id, Guid AgencyId, string ExternalId, Guid ContactId, string Direction, string? PhoneNumber,
    string? CallerName, string Status, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int DurationSeconds,
    string? Transcript, string? SentimentLabel, decimal? SentimentScore, string? Outcome, string? OutcomeSummary,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record HotLeadRow(
    Guid Id, Guid AgencyId, Guid CallId, Guid ContactId, int LeadScore, string UrgencyLevel, string ServiceInterest,
    string Status, Guid? ClaimedBy, DateTimeOffset? ClaimedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record FollowUpRow(
    Guid Id, Guid AgencyId, Guid ContactId, Guid? CallId, string TaskType, string Priority, string Status,
    DateTimeOffset ScheduledFor, Guid? AssigneeId, string Notes, DateTimeOffset? FinishedAt, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
