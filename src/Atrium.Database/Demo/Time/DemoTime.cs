using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Time;

/// <summary>
/// What an agency's work takes and brings: hours of 18 months, plans of the coming weeks, quotes, expenses, equipment
/// and the books.
/// </summary>
sealed class DemoTime
{
    // hours before the database was made have a partition of their own, and none of the demo is later than today
    const string Sold = "on conflict (id) do update set procure_quote_id = excluded.procure_quote_id,"
        + " finance_ppm_project_id = excluded.finance_ppm_project_id";

    public List<EmployeeRow> Employees { get; } = [];
    public List<EmployeeRateRow> Rates { get; } = [];
    public List<EntryRow> Entries { get; } = [];
    public List<EntryRateRow> EntryRates { get; } = [];
    public List<AllocationRow> Allocations { get; } = [];
    public List<RateCardRow> Cards { get; } = [];
    public List<RateCardCostRow> CardCosts { get; } = [];
    public List<QuoteRow> Quotes { get; } = [];
    public List<QuoteLineRow> Lines { get; } = [];
    public List<QuoteLineCostRow> LineCosts { get; } = [];
    public List<ProjectRow> Projects { get; } = [];
    public List<FinancialRow> Financials { get; } = [];
    public List<ProjectCostRow> Costs { get; } = [];
    public List<ReportRow> Reports { get; } = [];
    public List<ExpenseRow> Expenses { get; } = [];
    public List<ItemRow> Items { get; } = [];
    public List<LoanRow> Loans { get; } = [];

    /// <summary>Quote and project of each campaign that has one.</summary>
    public Dictionary<Guid, (Guid? Quote, Guid? Project)> Of { get; } = [];

    public required IReadOnlyList<DemoCampaign> Campaigns { get; init; }

    public static DemoTime Make(DemoAgency agency, DemoStudio studio)
    {
        var time = new DemoTime { Campaigns = studio.Campaigns };
        DemoStaff.Add(time, agency);
        DemoHours.Add(time, agency);
        DemoPlans.Add(time, agency);
        DemoQuotes.Add(time, agency);
        DemoBooks.Add(time, agency);
        DemoSpending.Add(time, agency);
        DemoLoans.Add(time, agency);
        return time;
    }

    /// <summary>What the agency reckons in.</summary>
    public static string Currency(DemoAgency agency) => agency.Cast.Part == 0 ? "EUR" : "GBP";

    /// <summary>Somebody of the first of these roles that the agency has; a small one has its owner only.</summary>
    public static DemoPerson With(DemoAgency agency, params string[] roles) => roles
        .Select(role => agency.People.Staff.FirstOrDefault(person => person.Role == role))
        .FirstOrDefault(person => person is not null) ?? agency.People.Staff[0];

    /// <summary>A moment of a day, or one shortly before now where that day isn't over.</summary>
    public static DateTimeOffset At(DemoAgency agency, DateOnly day, int hour, int minute)
    {
        var at = new DateTimeOffset(day.ToDateTime(new(hour, minute)), TimeSpan.Zero);
        return at < agency.Now ? at : agency.Now.AddMinutes(minute - 200);
    }

    public IReadOnlyList<DemoTable> Tables =>
    [
        DemoTable.Of("public.employees", Employees),
        DemoTable.Of("public.employee_rates", Rates),
        DemoTable.Of("public.timesheet_entries", Entries),
        DemoTable.Of("public.timesheet_rates", EntryRates),
        DemoTable.Of("public.team_allocations", Allocations),
        DemoTable.Of("public.rate_cards", Cards),
        DemoTable.Of("public.rate_card_costs", CardCosts),
        DemoTable.Of("public.project_quotes", Quotes),
        DemoTable.Of("public.quote_lines", Lines),
        DemoTable.Of("public.quote_line_costs", LineCosts),
        DemoTable.Of("public.projects", Projects),
        DemoTable.Of(
            "public.campaigns",
            Campaigns.Where(campaign => Of.ContainsKey(campaign.Row.Id)).Select(campaign => new SoldRow(
                campaign.Row.Id, campaign.Row.AgencyId, campaign.Row.ClientId, campaign.Row.CampaignCode,
                campaign.Row.CampaignName, campaign.Row.CampaignType, campaign.Row.StartDate,
                Of[campaign.Row.Id].Quote, Of[campaign.Row.Id].Project)),
            Sold),
        DemoTable.Of("public.project_financials", Financials),
        DemoTable.Of("public.project_costs", Costs),
        DemoTable.Of("public.expense_reports", Reports),
        DemoTable.Of("public.expense_lines", Expenses),
        DemoTable.Of("public.equipment", Items),
        DemoTable.Of("public.equipment_checkouts", Loans),
    ];
}
