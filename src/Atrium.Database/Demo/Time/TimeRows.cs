namespace Atrium.Database.Demo.Time;

// Rows as their tables have them: a property is the column of the same name in snake case.
sealed record EmployeeRow(
    Guid Id, Guid AgencyId, Guid UserId, string Department, decimal WeeklyCapacityHours, DateOnly HiredOn,
    Guid? ManagerId, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record EmployeeRateRow(
    Guid Id, Guid AgencyId, Guid EmployeeId, DateOnly ValidFrom, DateOnly? ValidTo, decimal InternalCostRate,
    decimal ClientBillingRate, string Currency, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record EntryRow(
    Guid Id, Guid AgencyId, Guid EmployeeId, Guid? CampaignId, Guid? PhaseId, DateOnly EntryDate, decimal Hours,
    bool Billable, string? TaskDescription, string TaskCategory)
{
    public required string Status { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public Guid? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? RejectionReason { get; init; }
    public DateTimeOffset? LockedAt { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record EntryRateRow(
    Guid Id, Guid AgencyId, DateOnly EntryDate, decimal InternalCostRate, decimal ClientBillingRate, string Currency,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record AllocationRow(
    Guid Id, Guid AgencyId, Guid EmployeeId, Guid CampaignId, Guid? PhaseId, DateOnly AllocationStartDate,
    DateOnly AllocationEndDate, decimal PlannedHours, decimal PctOfCapacity, string RoleOnCampaign, string Status,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record RateCardRow(
    Guid Id, Guid AgencyId, string RoleName, string Discipline, string SeniorityLevel, string Market,
    string UnitOfMeasure, decimal ClientRate, string Currency, string State, DateOnly EffectiveFrom,
    DateOnly? EffectiveTo, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record RateCardCostRow(
    Guid Id, Guid AgencyId, Guid RateCardId, decimal CostRate, string? VendorName, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record QuoteRow(
    Guid Id, Guid AgencyId, Guid ClientId, string QuoteCode, string QuoteName, string CampaignType,
    IReadOnlyList<string> Markets, IReadOnlyList<string> Deliverables, int DurationWeeks, string Currency,
    decimal TotalClientAmount, string Status)
{
    public string? StatusNote { get; init; }
    public Guid? SubmittedBy { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public Guid? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public DateTimeOffset? SentToClientAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record QuoteLineRow(
    Guid Id, Guid AgencyId, Guid QuoteId, int LineNumber, string Phase, Guid? RateCardId, string RoleName,
    string Discipline, string SeniorityLevel, string UnitOfMeasure, decimal Quantity, decimal ClientRate,
    Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record QuoteLineCostRow(
    Guid Id, Guid AgencyId, Guid QuoteLineId, decimal CostRate, string? VendorName, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A campaign that is there, with what it was sold by and is booked on.</summary>
sealed record SoldRow(
    Guid Id, Guid AgencyId, Guid ClientId, string CampaignCode, string CampaignName, string CampaignType,
    DateOnly StartDate, Guid? ProcureQuoteId, Guid? FinancePpmProjectId);

sealed record ProjectRow(
    Guid Id, Guid AgencyId, Guid ClientId, string ProjectCode, string ProjectName, string EngagementId,
    DateOnly StartDate, DateOnly? EndDate, string BillingType, string ServiceLine, string Status, Guid OwnerId,
    string Currency, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record FinancialRow(
    Guid Id, Guid AgencyId, Guid ProjectId, DateOnly PeriodMonth, string Currency, decimal BudgetAmount,
    decimal ForecastAmount, decimal Revenue, decimal RevenueRecognized, decimal DeferredRevenue, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ProjectCostRow(
    Guid Id, Guid AgencyId, Guid ProjectId, DateOnly PeriodMonth, decimal ActualCost, decimal WipAmount,
    decimal ArAmount, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ReportRow(
    Guid Id, Guid AgencyId, Guid EmployeeId, string Purpose, DateOnly PeriodStart, DateOnly PeriodEnd, string Currency,
    string Status)
{
    public DateTimeOffset? SubmittedAt { get; init; }
    public Guid? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? RejectionReason { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

sealed record ExpenseRow(
    Guid Id, Guid AgencyId, Guid ReportId, Guid EmployeeId, int LineNumber, DateOnly TxDate, string Category,
    string Merchant, decimal Amount, string Currency, bool IsBillable, Guid CampaignId, string Status, Guid CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record ItemRow(
    Guid Id, Guid AgencyId, string ItemCode, string Name, string Category, string SerialNumber, string Location,
    string Status, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record LoanRow(
    Guid Id, Guid AgencyId, Guid EquipmentId, Guid UserId, Guid? CheckedOutBy, Guid CampaignId, string Purpose,
    DateTimeOffset CheckedOutAt, DateTimeOffset DueAt, DateTimeOffset? ReturnedAt, string Status, string? ConditionOut,
    string? ConditionIn, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
