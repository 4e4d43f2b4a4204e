using System.Text.Json.Nodes;

namespace Atrium.Database.Demo;

/// <summary>Everything to put in: a list a table, in the order in which they refer to each other.</summary>
sealed class DemoRows
{
    public List<AccountRow> Accounts { get; } = [];
    public List<IdentityRow> Identities { get; } = [];
    public List<UserRow> Users { get; } = [];
    public List<AgencyRow> Agencies { get; } = [];
    public List<MembershipRow> Memberships { get; } = [];
    public List<StageRow> Stages { get; } = [];
    public List<ClientRow> Clients { get; } = [];
    public List<AccessRow> Access { get; } = [];
    public List<TermsRow> Terms { get; } = [];
    public List<ContactRow> Contacts { get; } = [];
    public List<StageEventRow> StageEvents { get; } = [];
    public List<StateEventRow> StateEvents { get; } = [];
    public List<CommunicationRow> Communications { get; } = [];
    public List<AlertRow> Alerts { get; } = [];
    public List<DocumentRow> Documents { get; } = [];
    public List<InvitationRow> Invitations { get; } = [];
    public List<AgencyCartridgeRow> AgencyCartridges { get; } = [];
    public List<StyleCartridgeRow> StyleCartridges { get; } = [];
    public List<PreferenceCartridgeRow> PreferenceCartridges { get; } = [];
    public List<AuditRow> Audit { get; } = [];

    /// <summary>A table each, so ordered that what is referred to is there.</summary>
    public IReadOnlyList<DemoTable> Tables() =>
    [
        DemoTable.Of("auth.users", Accounts),
        DemoTable.Of("auth.identities", Identities),
        // the trigger on auth.users has made them already, as of now
        DemoTable.Of("public.users", Users,
            "on conflict (id) do update set full_name = excluded.full_name, locale = excluded.locale,"
                + " created_at = excluded.created_at, updated_at = excluded.updated_at"),
        DemoTable.Of("public.agencies", Agencies) with { Kept = ["agencies_default_buckets", "agencies_no_bytes"] },
        DemoTable.Of("public.client_stages", Stages),
        DemoTable.Of("public.memberships", Memberships.Where(row => row.ClientId is null)),
        DemoTable.Of("public.clients", Clients),
        DemoTable.Of("public.memberships", Memberships.Where(row => row.ClientId is not null)),
        DemoTable.Of("public.client_access", Access),
        DemoTable.Of("public.client_terms", Terms),
        DemoTable.Of("public.client_contacts", Contacts),
        DemoTable.Of("public.client_stage_events", StageEvents),
        DemoTable.Of("public.client_state_events", StateEvents),
        DemoTable.Of("public.communications", Communications),
        DemoTable.Of("public.alerts", Alerts),
        DemoTable.Of("public.documents", Documents),
        DemoTable.Of("public.invitations", Invitations),
        DemoTable.Of("public.agency_cartridges", AgencyCartridges),
        DemoTable.Of("public.style_cartridges", StyleCartridges),
        DemoTable.Of("public.preference_cartridges", PreferenceCartridges),
        DemoTable.Of("public.audit_logs", Audit),
    ];
}

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record AccountRow(
    Guid Id, string Email, string EncryptedPassword, DateTimeOffset EmailConfirmedAt, DateTimeOffset? LastSignInAt,
    JsonNode RawAppMetaData, JsonNode RawUserMetaData, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string Aud { get; } = "authenticated";
    public string Role { get; } = "authenticated";
}

sealed record IdentityRow(
    Guid Id, Guid UserId, string ProviderId, string Provider, JsonNode IdentityData, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record UserRow(
    Guid Id, string Email, string FullName, string Locale, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record AgencyRow(
    Guid Id, string Name, string Slug, JsonNode Settings, string Timezone, string Currency, string Accent,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record MembershipRow(
    Guid Id, Guid AgencyId, Guid UserId, string Role, string ClientScope, Guid? ClientId, string JobTitle,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record StageRow(
    Guid Id, Guid AgencyId, string Name, int Position, string Purpose, bool IsFinal, bool NeedsConfirmation,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ClientRow(Guid Id, Guid AgencyId, string Code, string Name)
{
    public string? NameShort { get; init; }
    public required string Sector { get; init; }
    public required string Industry { get; init; }
    public required string Region { get; init; }
    public required string MarketSegment { get; init; }
    public required string Website { get; init; }
    public required string RetentionType { get; init; }
    public DateOnly? ContractStartDate { get; init; }
    public DateOnly? ContractEndDate { get; init; }
    public required string PrimaryContactName { get; init; }
    public required string PrimaryContactEmail { get; init; }
    public required string PrimaryContactPhone { get; init; }
    public string? BillingContactName { get; init; }
    public string? BillingContactEmail { get; init; }
    public required string PreferredCurrency { get; init; }
    public required string PaymentTerms { get; init; }
    public required string InvoicingFrequency { get; init; }
    public required JsonNode BrandColors { get; init; }
    public required string Status { get; init; }
    public DateOnly? ChurnDate { get; init; }
    public string? ChurnReason { get; init; }
    public required Guid StageId { get; init; }
    public required DateTimeOffset StageEnteredAt { get; init; }
    public required string HealthStatus { get; init; }
    public string? HealthReason { get; init; }
    public required bool HealthIsManual { get; init; }
    public Guid? OwnerId { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public string? Notes { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record AccessRow(
    Guid Id, Guid AgencyId, Guid UserId, Guid ClientId, string Permission, Guid CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record TermsRow(
    Guid ClientId, Guid AgencyId, decimal ContractValue, string Currency, Guid CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

sealed record ContactRow(
    Guid Id, Guid ClientId, string Name, string Email, string Phone, string Title, bool IsPrimary, bool IsBilling,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record StageEventRow(
    Guid Id, Guid ClientId, Guid? FromStageId, Guid ToStageId, Guid MovedBy, DateTimeOffset MovedAt, string? Note,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record StateEventRow(
    Guid Id, Guid ClientId, string Kind, string? OldValue, string NewValue, string? Reason, Guid? ChangedBy,
    DateTimeOffset ChangedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record CommunicationRow(
    Guid Id, Guid ClientId, string Type, string? Direction, string? Subject, string Body, DateTimeOffset Timestamp,
    string? Channel, string ThreadKey, string? ExternalId, string SenderName, string SenderEmail, bool NeedsReply,
    DateTimeOffset? RepliedAt, Guid? RepliedBy, Guid? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record AlertRow(
    Guid Id, Guid ClientId, string Type, string Severity, string Status, string Title, string Description,
    string SuggestedAction, decimal Confidence, Guid? AssigneeId, DateTimeOffset? SnoozedUntil, string? Resolution,
    DateTimeOffset? ResolvedAt, Guid? ResolvedBy, string DedupeKey, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record DocumentRow(
    Guid Id, Guid ClientId, string Name, string Type, string Url, string Visibility, long SizeBytes, string MimeType,
    IReadOnlyList<string> Tags, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record InvitationRow(
    Guid Id, Guid AgencyId, string Email, string Role, string FullName, DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record AgencyCartridgeRow(
    Guid Id, Guid AgencyId, string Type, string Name, JsonNode Data, bool IsDefault, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record StyleCartridgeRow(
    Guid Id, Guid UserId, string Name, string Tone, string VocabularyLevel, string CallToActionStyle, bool UseEmojis,
    bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record PreferenceCartridgeRow(
    Guid Id, Guid UserId, string Name, string Language, string Tone, string ContentLength, bool IsActive,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record AuditRow(
    Guid Id, Guid AgencyId, Guid? ClientId, string Action, string? TableName, string? RecordId, string? EventType,
    string? ResourceType, string? ResourceId, string? Result, JsonNode? OldValues, JsonNode? NewValues,
    IReadOnlyList<string>? ChangedColumns, Guid? ActorId, string? ActorRole, DateTimeOffset CreatedAt);
