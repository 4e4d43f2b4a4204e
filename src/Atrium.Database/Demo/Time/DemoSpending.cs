using System.Globalization;
using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Time;

/// <summary>What people laid out on two of five campaigns: handed in, decided on, paid back.</summary>
static class DemoSpending
{
    static readonly (string Category, int From, int To, string[] Merchants)[] Kinds =
    [
        ("Travel", 38, 420, ["Railway", "Airline desk", "City taxi", "Car rental"]),
        ("Meals", 14, 160, ["Café Anker", "Canteen at the studio", "Trattoria Lume"]),
        ("Lodging", 89, 310, ["Hotel Speicher", "Pension am Wall"]),
        ("Props", 9, 540, ["Prop house", "Flea market", "Florist Wieland", "Hardware store"]),
        ("Stock and fonts", 29, 390, ["Picture agency", "Type foundry", "Music library"]),
    ];

    public static void Add(DemoTime time, DemoAgency agency)
    {
        foreach (var campaign in time.Campaigns.Where(campaign => campaign.Started))
        {
            var chance = new DemoChance($"spending:{campaign.Row.Id}");
            for (var report = chance.Percent(40) ? chance.Between(1, 2) : 0; report > 0; report--)
            {
                AddReport(time, agency, chance, campaign, report);
            }
        }
    }

    static void AddReport(DemoTime time, DemoAgency agency, DemoChance chance, DemoCampaign campaign, int number)
    {
        var person = chance.Pick(campaign.Team);
        var last = campaign.End < agency.Today ? campaign.End : agency.Today.AddDays(-1);
        var from = campaign.Row.StartDate.AddDays(chance.Between(0, Math.Max(0, last.DayNumber
            - campaign.Row.StartDate.DayNumber - 3)));
        var until = from.AddDays(3) < last ? from.AddDays(3) : last;
        if (from > until)
        {
            return;
        }

        var made = DemoTime.At(agency, until, 18, 40);
        var age = agency.Today.DayNumber - until.DayNumber;
        var status = age < 4 ? "draft" : age < 12 ? chance.Pick(["submitted", "submitted", "draft"])
            : age < 25 ? chance.Pick(["approved", "rejected", "submitted"]) : "paid";
        var id = DemoChance.Id(string.Create(CultureInfo.InvariantCulture, $"report:{campaign.Row.Id}:{number}"));
        var finance = agency.People.With("finance").Concat(agency.People.With("owner"))
            .First(decider => decider.Id != person.Id).Id;
        var handed = status == "draft" ? (DateTimeOffset?)null : DemoTime.At(agency, until.AddDays(2), 9, 30);
        var decided = status is "approved" or "rejected" or "paid" ? DemoTime.At(agency, until.AddDays(8), 11, 20)
            : (DateTimeOffset?)null;
        var paid = status == "paid" ? DemoTime.At(agency, until.AddDays(15), 6, 0) : (DateTimeOffset?)null;
        var touched = paid ?? decided ?? handed ?? made;
        time.Reports.Add(new(id, agency.Id, person.Id, $"{campaign.Client.Row.NameShort}: {campaign.Row.CampaignName}",
            from, until, DemoTime.Currency(agency), status)
        {
            SubmittedAt = handed,
            ApprovedBy = decided is null ? null : finance,
            ApprovedAt = decided,
            RejectionReason = status == "rejected" ? "The hotel's invoice is missing." : null,
            PaidAt = paid,
            CreatedBy = person.Id,
            CreatedAt = made,
            UpdatedAt = touched > made ? touched : made,
        });
        for (var line = chance.Between(2, 5); line > 0; line--)
        {
            var kind = chance.Pick(Kinds);
            time.Expenses.Add(new(
                DemoChance.Id(string.Create(CultureInfo.InvariantCulture, $"expense:{id}:{line}")), agency.Id, id,
                person.Id, line, from.AddDays(chance.Between(0, until.DayNumber - from.DayNumber)), kind.Category,
                chance.Pick(kind.Merchants), chance.Between(kind.From * 100, kind.To * 100) / 100m,
                DemoTime.Currency(agency), chance.Percent(60), campaign.Row.Id, status, person.Id, made,
                touched > made ? touched : made));
        }
    }
}
