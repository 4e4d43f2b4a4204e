using System.Globalization;
using Atrium.Database.Demo.Studio;

namespace Atrium.Database.Demo.Time;

/// <summary>What roles are sold at, and the quotes behind four of five campaigns, made of those rates.</summary>
static class DemoQuotes
{
    // role, discipline, level, what a day costs, what the client pays for it
    static readonly (string Role, string Discipline, string Level, int Cost, int Price)[] Roles =
    [
        ("Strategist", "strategy", "senior", 620, 880), ("Strategist", "strategy", "mid", 470, 690),
        ("Creative director", "creative", "director", 840, 1_180), ("Art director", "creative", "senior", 560, 790),
        ("Copywriter", "creative", "senior", 540, 760), ("Designer", "creative", "mid", 390, 590),
        ("Producer", "production", "senior", 520, 720), ("Film director", "production", "director", 1_250, 1_490),
        ("Camera operator", "production", "mid", 610, 740), ("Editor", "post", "senior", 480, 690),
        ("Motion designer", "post", "mid", 420, 620), ("Sound designer", "post", "mid", 450, 560),
        ("Web developer", "digital", "senior", 600, 820), ("Social media manager", "social", "mid", 360, 540),
        ("Media planner", "media", "senior", 500, 710), ("Account director", "other", "director", 640, 930),
    ];

    static readonly string[] Bought = ["Film director", "Camera operator", "Sound designer"];
    static readonly string[] Houses = ["Lighthouse Films", "Kiosk Sound", "Blue Room Post"];
    static readonly string[] Phases = ["Strategy", "Creative development", "Production", "Post-production"];

    static readonly string[] Notes =
        ["Margin below 15 %: please check the film crew.", "Rates of last year; take the new card.",
            "The client has a framework for two more rounds."];

    public static void Add(DemoTime time, DemoAgency agency)
    {
        AddCards(time, agency);
        foreach (var campaign in time.Campaigns)
        {
            var chance = new DemoChance($"quote:{campaign.Row.Id}");
            if (chance.Percent(80))
            {
                AddQuote(time, agency, chance, campaign);
            }
        }
    }

    static void AddCards(DemoTime time, DemoAgency agency)
    {
        var finance = DemoTime.With(agency, "finance").Id;
        foreach (var (market, factor) in new[] { ("DACH", 100), ("UK", 108), ("Global", 125) })
        {
            foreach (var role in Roles)
            {
                // last year's rates are kept beside this year's
                for (var back = 1; back >= 0; back--)
                {
                    var year = agency.Today.Year - back;
                    var entered = DemoTime.At(agency, new(year, 1, 3), 10, 15);
                    var price = Math.Round(role.Price * factor / 100m * (back == 0 ? 1 : 0.96m));
                    var id = DemoChance.Id($"card:{agency.Cast.Slug}:{market}:{role.Role}:{role.Level}:{year}");
                    var house = Bought.Contains(role.Role);
                    time.Cards.Add(new(id, agency.Id, role.Role, role.Discipline, role.Level, market, "day", price,
                        DemoTime.Currency(agency), back == 0 ? "active" : "archived", new(year, 1, 1),
                        back == 0 ? null : new(year, 12, 31), finance, entered, entered));
                    time.CardCosts.Add(new(DemoChance.Id($"cost:{id}"), agency.Id, id,
                        Math.Round(role.Cost * factor / 100m * (back == 0 ? 1 : 0.97m)),
                        house ? Houses[Array.IndexOf(Bought, role.Role)] : null, finance, entered, entered));
                }
            }
        }
    }

    static void AddQuote(DemoTime time, DemoAgency agency, DemoChance chance, DemoCampaign campaign)
    {
        var row = campaign.Row;
        var id = DemoChance.Id($"quote:{row.Id}");
        var made = row.CreatedAt;
        var total = AddLines(time, agency, chance, campaign, id);
        var status = row.Status switch
        {
            "pipeline" => chance.Pick(["draft", "draft", "submitted", "rejected", "sent"]),
            "planning" => chance.Pick(["submitted", "approved", "sent"]),
            "cancelled" => "lost",
            _ => "won",
        };
        var submitted = status == "draft" ? (DateTimeOffset?)null : Later(agency, made, 1);
        var decided = status is "draft" or "submitted" ? (DateTimeOffset?)null : Later(agency, made, 3);
        var sent = status is "sent" or "won" or "lost" ? Later(agency, made, 4) : (DateTimeOffset?)null;
        var closed = status is "won" or "lost" ? Later(agency, made, 11) : (DateTimeOffset?)null;
        time.Quotes.Add(new(
            id, agency.Id, row.ClientId, $"Q-{row.CampaignCode}", row.CampaignName, row.CampaignType,
            chance.Some(["Germany", "Austria", "Switzerland", "United Kingdom", "Benelux"], chance.Between(1, 3)),
            chance.Some(["Key visual", "Film, 30 s", "Cut-downs", "Social kit", "Landing page", "Print ads"],
                chance.Between(2, 4)),
            Math.Max(1, (campaign.End.DayNumber - row.StartDate.DayNumber + 7) / 7), row.BudgetCurrency, total, status)
        {
            StatusNote = status switch
            {
                "rejected" => chance.Pick(Notes),
                "lost" => "Went to the incumbent.",
                _ => null,
            },
            SubmittedBy = submitted is null ? null : row.AccountDirectorId,
            SubmittedAt = submitted,
            ApprovedBy = decided is null ? null : DemoTime.With(agency, "finance").Id,
            ApprovedAt = decided,
            SentToClientAt = sent,
            ClosedAt = closed,
            CreatedBy = row.AccountDirectorId,
            CreatedAt = made,
            UpdatedAt = closed ?? sent ?? decided ?? submitted ?? made,
        });
        time.Of[row.Id] = (id, null);
    }

    /// <summary>Lines that come to about the budget of the campaign; their sum.</summary>
    static decimal AddLines(DemoTime time, DemoAgency agency, DemoChance chance, DemoCampaign campaign, Guid quote)
    {
        var own = campaign.Row.BudgetCurrency == DemoTime.Currency(agency);
        var market = agency.Cast.Part == 0 ? "DACH" : "UK";
        var cards = time.Cards.Where(card => card.State == "active" && card.Market == market).ToArray();
        var chosen = chance.Some(cards, chance.Between(4, 8));
        var total = 0m;
        foreach (var (card, index) in chosen.Select((card, index) => (card, index)))
        {
            var wanted = campaign.Row.BudgetAmount / chosen.Count * chance.Between(80, 110) / 100m;
            var quantity = Math.Max(0.5m, Math.Round(wanted / card.ClientRate * 2) / 2);
            var line = DemoChance.Id(string.Create(CultureInfo.InvariantCulture, $"line:{quote}:{index}"));
            var cost = time.CardCosts.First(cost => cost.RateCardId == card.Id);
            time.Lines.Add(new(line, agency.Id, quote, index + 1, Phases[Math.Min(3, index * 4 / chosen.Count)],
                own ? card.Id : null, card.RoleName, card.Discipline, card.SeniorityLevel, "day", quantity,
                card.ClientRate, campaign.Row.AccountDirectorId, campaign.Row.CreatedAt, campaign.Row.CreatedAt));
            time.LineCosts.Add(new(DemoChance.Id($"cost:{line}"), agency.Id, line, cost.CostRate, cost.VendorName,
                campaign.Row.AccountDirectorId, campaign.Row.CreatedAt, campaign.Row.CreatedAt));
            total += Math.Round(quantity * card.ClientRate, 2);
        }

        return total;
    }

    static DateTimeOffset Later(DemoAgency agency, DateTimeOffset made, int days)
    {
        var at = made.AddDays(days);
        return at < agency.Now ? at : agency.Now.AddMinutes(days - 60) > made ? agency.Now.AddMinutes(days - 60) : made;
    }
}
