using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Events;

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record NotificationRow(Guid Id, Guid AgencyId, Guid UserId, Guid? ClientId, string Type, string Title)
{
    public required string Message { get; init; }
    public Guid? RelatedEntityId { get; init; }
    public string? RelatedEntityType { get; init; }
    public required string Status { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
    public required string ActionUrl { get; init; }
    public required string Priority { get; init; }
    public required IReadOnlyList<string> Channels { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record DeliveryRow(
    Guid Id, Guid AgencyId, Guid UserId, Guid NotificationId, string Channel, string Status, bool IsDigest,
    int Attempts, DateTimeOffset NextAttemptAt, DateTimeOffset? DeliveredAt, string? ProviderId, string? Error,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record PreferenceRow(
    Guid Id, Guid AgencyId, Guid UserId, string Type, string Channel, bool IsEnabled, string Timing,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record SettingsRow(
    Guid Id, Guid AgencyId, Guid UserId, TimeOnly QuietFrom, TimeOnly QuietUntil, TimeOnly DigestAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record EndpointRow(Guid Id, Guid AgencyId, string Direction, string Name)
{
    public string? Url { get; init; }
    public IReadOnlyList<string> Topics { get; init; } = [];
    public string? Provider { get; init; }
    public string? EndpointKey { get; init; }
    public bool IsEnabled { get; init; } = true;
    public int Failures { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public string? DisabledReason { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record SecretRow(Guid EndpointId, string Secret, DateTimeOffset CreatedAt);

sealed record WebhookDeliveryRow(Guid Id, Guid AgencyId, Guid EndpointId, Guid MessageId, string Topic, Guid RecordId)
{
    public required JsonNode Payload { get; init; }
    public required string Status { get; init; }
    public required int Attempts { get; init; }
    public required DateTimeOffset NextAttemptAt { get; init; }
    public int? ResponseStatus { get; init; }
    public int? DurationMs { get; init; }
    public string? Error { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record WebhookEventRow(Guid Id, Guid AgencyId, string Provider, string EventId, string EventType)
{
    public required string CallId { get; init; }
    public required JsonNode Payload { get; init; }
    public required string Status { get; init; }
    public required int Attempts { get; init; }
    public required DateTimeOffset NextAttemptAt { get; init; }
    public string? LastError { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? ProcessedAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}
