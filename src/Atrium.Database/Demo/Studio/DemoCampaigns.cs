using System.Globalization;
using System.Text.Json.Nodes;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Studio;

/// <summary>Campaigns over 18 months and some ahead: more for large clients, as their dates suggest.</summary>
static class DemoCampaigns
{
    static readonly int[] Weeks = [4, 5, 6, 6, 7, 8, 8, 8, 9, 10, 10, 11, 12, 12, 14, 16, 20, 26];

    static readonly string[] Types =
    [
        .. Enumerable.Repeat("sustain", 25), .. Enumerable.Repeat("tactical", 25), .. Enumerable.Repeat("launch", 20),
        .. Enumerable.Repeat("activation", 15), .. Enumerable.Repeat("retainer", 10), .. Enumerable.Repeat("pitch", 5),
    ];

    static readonly string[] Services = ["Strategy", "Creative", "Production", "Digital", "Media", "Social"];
    static readonly string[] Channels = ["TVC", "Digital", "Print", "OOH", "Social", "Radio", "In store"];

    static readonly string[] Tags =
        ["seasonal", "launch", "always on", "retail", "social first", "tv", "print", "loyalty", "employer brand",
            "sustainability", "b2b", "test market"];

    static readonly (string Type, string Format)[] Deliverables =
        [("key visual", "layered"), ("film", "30 s"), ("banner", "12 sizes"), ("poster", "A1"),
            ("post", "1080 × 1350"), ("landing page", "responsive"), ("shelf wobbler", "print")];

    public static void Add(DemoStudio studio, DemoAgency agency)
    {
        var wanted = agency.Cast.Part == 0 ? 150 : 30;
        var total = agency.Clients.Sum(client => Math.Sqrt(client.Share));
        var owed = 0.0;
        foreach (var client in agency.Clients)
        {
            owed += Math.Sqrt(client.Share) / total * wanted;
            for (; Math.Round(owed) >= 1; owed--)
            {
                Add(studio, agency, client);
            }
        }
    }

    static void Add(DemoStudio studio, DemoAgency agency, DemoClient client)
    {
        var number = studio.Campaigns.Count + 1;
        var chance = agency.Chance($"campaign:{number}");
        var (start, end) = Span(chance, client, agency);
        var status = client.Row.ContractStartDate is null ? "pipeline" : Status(chance, start, end, agency.Today);
        var name = chance.Pick(DemoTexts.Table("campaigns", 0))[0];
        var brand = chance.Percent(80)
            ? chance.Pick([.. studio.Brands.Where(brand => brand.ClientId == client.Row.Id)]) : null;
        var leads = Leads(chance, agency, client);
        var budget = Math.Round((decimal)((0.4 + (Math.Sqrt(client.Share) * 4)) * chance.Between(9, 60))) * 2_500;
        var created = new DateTimeOffset(start.AddDays(-chance.Between(20, 60)).ToDateTime(new(9, 20)), TimeSpan.Zero);
        var made = created < agency.Now ? created : agency.Now.AddDays(-chance.Between(1, 20)).AddHours(9);
        var touched = Touched(status, start, end, made, agency.Now);
        var row = new CampaignRow(DemoChance.Id($"campaign:{agency.Cast.Slug}:{number}"), agency.Id, client.Row.Id,
            brand?.Id, string.Create(CultureInfo.InvariantCulture, $"C{start.Year % 100}-{number:000}"))
        {
            CampaignName = $"{name} {start.Year}",
            CampaignType = status == "pipeline" && chance.Percent(50) ? "pitch" : chance.Pick(Types),
            ServiceLine = chance.Pick(Services),
            ChannelMix = chance.Some(Channels, chance.Between(1, 4)),
            StartDate = start,
            EndDate = end,
            BudgetCurrency = client.Row.PreferredCurrency,
            BudgetAmount = budget,
            Status = status,
            StatusNote = status switch
            {
                "on_hold" => $"{client.Row.NameShort} waits for the new budget year.",
                "cancelled" => "The launch was called off.",
                _ => null,
            },
            StatusChangedAt = touched,
            HeldStatus = status == "on_hold" ? "active" : null,
            WorkflowStage = Stage(status, start, end, agency.Today),
            ApprovalStatus = status == "planning" && chance.Percent(60) ? "pending"
                : status is "pipeline" or "planning" ? null : "approved",
            SubmittedBy = leads[1].Id,
            ApprovedBy = status is "pipeline" or "planning" ? null : agency.People.First("finance").Id,
            ApprovedAt = status is "pipeline" or "planning" ? null : made.AddDays(2) < agency.Now
                ? made.AddDays(2) : made.AddMinutes(50),
            AccountDirectorId = leads[0].Id,
            ProjectManagerId = leads[1].Id,
            CreativeDirectorId = leads[2].Id,
            DeliverablesSummary = new JsonArray([.. chance.Some(Deliverables, chance.Between(2, 4)).Select(piece =>
                new JsonObject
                {
                    ["type"] = piece.Type,
                    ["quantity"] = chance.Between(1, 6),
                    ["format"] = piece.Format,
                })]),
            Description = $"{name} for {client.Product}: {chance.Pick(DemoTexts.Table("campaigns", 1))[0]}",
            Objectives = chance.Pick(DemoTexts.Table("campaigns", 2))[0],
            Tags = chance.Some(Tags, chance.Between(1, 3)),
            CreatedBy = leads[0].Id,
            CreatedAt = made,
            UpdatedAt = touched,
        };
        if (row.ApprovalStatus is null)
        {
            row = row with { SubmittedBy = null };
        }

        var workers = chance.Some(agency.People.With("creative", "pm", "agent"), chance.Between(2, 4))
            .Except(leads).ToArray();
        studio.Members.AddRange(workers.Select(worker => new CampaignMemberRow(
            DemoChance.Id($"on:{row.Id}:{worker.Id}"), agency.Id, row.Id, worker.Id, worker.JobTitle, leads[1].Id, made,
            made)));
        var phases = DemoPhases.Of(studio, agency, row);
        studio.Campaigns.Add(new(row, client, [.. leads, .. workers], phases));
    }

    /// <summary>Within the time that the client has been with the agency.</summary>
    static (DateOnly Start, DateOnly End) Span(DemoChance chance, DemoClient client, DemoAgency agency)
    {
        var length = (chance.Pick(Weeks) * 7) - 1;
        var earliest = agency.Today.AddMonths(-18);
        var known = client.Row.ContractStartDate ?? agency.Today.AddDays(10);
        var first = known > earliest ? known : earliest;
        var last = client.Row.ChurnDate?.AddDays(-length) ?? agency.Today.AddDays(50);
        var start = first >= last ? first : first.AddDays(chance.Between(0, last.DayNumber - first.DayNumber));
        var monday = start.AddDays(-(((int)start.DayOfWeek + 6) % 7));
        return (monday, monday.AddDays(length));
    }

    static string Status(DemoChance chance, DateOnly start, DateOnly end, DateOnly today)
    {
        var roll = chance.Between(1, 100);
        return end < today ? roll <= 90 ? "completed" : roll <= 97 ? "cancelled" : "review"
            : start > today ? roll <= 60 ? "pipeline" : "planning"
            : roll <= 70 ? "active" : roll <= 85 ? "planning" : roll <= 95 ? "review" : "on_hold";
    }

    static string Stage(string status, DateOnly start, DateOnly end, DateOnly today)
    {
        var part = (today.DayNumber - start.DayNumber) / (double)Math.Max(1, end.DayNumber - start.DayNumber);
        return status switch
        {
            "pipeline" => "brief",
            "planning" => "concept",
            "completed" => "post-campaign",
            "review" => "delivery",
            _ => part < 0.3 ? "concept" : part < 0.75 ? "production" : "delivery",
        };
    }

    static DateTimeOffset Touched(string status, DateOnly start, DateOnly end, DateTimeOffset made, DateTimeOffset now)
    {
        var day = status is "completed" or "cancelled" ? end : start;
        var at = new DateTimeOffset(day.ToDateTime(new(15, 40)), TimeSpan.Zero);
        var latest = at < now ? at : now.AddHours(-16);
        return latest > made ? latest : made;
    }

    static DemoPerson[] Leads(DemoChance chance, DemoAgency agency, DemoClient client) =>
    [
        client.Owner, chance.Pick(agency.People.With("pm")),
        chance.Pick(agency.People.With("creative", "leadership")),
    ];
}
