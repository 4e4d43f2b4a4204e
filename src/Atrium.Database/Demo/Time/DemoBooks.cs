using System.Globalization;
using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Time;

/// <summary>The books of every campaign that has begun, month by month; some earn little, a few lose.</summary>
static class DemoBooks
{
    public static void Add(DemoTime time, DemoAgency agency)
    {
        foreach (var campaign in time.Campaigns.Where(campaign => campaign.Started))
        {
            Add(time, agency, campaign, new($"books:{campaign.Row.Id}"));
        }
    }

    static void Add(DemoTime time, DemoAgency agency, DemoCampaign campaign, DemoChance chance)
    {
        var row = campaign.Row;
        var finance = DemoTime.With(agency, "finance").Id;
        var id = DemoChance.Id($"project:{row.Id}");
        var closed = row.Status is "completed" && campaign.End.AddDays(45) < agency.Today;
        time.Projects.Add(new(id, agency.Id, row.ClientId, $"P-{row.CampaignCode}", row.CampaignName,
            string.Create(CultureInfo.InvariantCulture, $"E{row.StartDate.Year}-{campaign.Client.Row.Code}"),
            row.StartDate, row.EndDate, row.CampaignType == "retainer" ? "retainer" : chance.Pick(
                ["fixed_fee", "fixed_fee", "time_materials", "milestone"]), row.ServiceLine,
            row.Status switch { "cancelled" => "cancelled", "on_hold" => "on_hold", _ => closed ? "closed" : "active" },
            row.ProjectManagerId, row.BudgetCurrency, finance, row.CreatedAt, row.UpdatedAt));
        time.Of[row.Id] = (time.Of.TryGetValue(row.Id, out var sold) ? sold.Quote : null, id);

        // what the campaign earns in all is its budget; what of it is spent differs from campaign to campaign
        var spent = chance.Percent(8) ? chance.Between(96, 112) : chance.Percent(18) ? chance.Between(81, 90)
            : chance.Between(58, 79);
        DateOnly[] months = [.. Months(row.StartDate, campaign.End)];
        foreach (var month in months.Where(month => month < agency.Today))
        {
            AddMonth(time, agency, chance, campaign, id, month, row.BudgetAmount / months.Length, spent / 100m);
        }
    }

    static void AddMonth(
        DemoTime time, DemoAgency agency, DemoChance chance, DemoCampaign campaign, Guid project, DateOnly month,
        decimal share, decimal spent)
    {
        var finance = DemoTime.With(agency, "finance").Id;
        var closing = DemoTime.At(agency, month.AddMonths(1).AddDays(7), 9, 45);
        var made = closing > campaign.Row.CreatedAt ? closing : campaign.Row.CreatedAt;
        var current = month.AddMonths(1) > agency.Today;
        var part = current ? agency.Today.Day / 31m : 1;
        var revenue = Math.Round(share * part * chance.Between(85, 115) / 100m, 2);
        var cost = Math.Round(revenue * spent * chance.Between(93, 107) / 100m, 2);
        var deferred = current ? Math.Round(revenue * 0.2m, 2) : 0;
        var recent = month.AddMonths(3) > agency.Today;
        var budget = Math.Round(share * 0.72m, 2);
        time.Financials.Add(new(DemoChance.Id(Name("figures", project, month)), agency.Id, project, month,
            campaign.Row.BudgetCurrency, budget, Math.Round(budget * chance.Between(94, 108) / 100m, 2), revenue,
            revenue - deferred, deferred, finance, made, made));
        time.Costs.Add(new(DemoChance.Id(Name("costs", project, month)), agency.Id, project, month, cost,
            current ? Math.Round(cost * 0.35m, 2) : 0,
            recent ? Math.Round(revenue * chance.Between(10, 60) / 100m, 2) : 0, finance, made, made));
    }

    static string Name(string what, Guid project, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}:{project}:{month:yyyy-MM}");

    static IEnumerable<DateOnly> Months(DateOnly first, DateOnly last)
    {
        for (var month = new DateOnly(first.Year, first.Month, 1); month <= last; month = month.AddMonths(1))
        {
            yield return month;
        }
    }
}
