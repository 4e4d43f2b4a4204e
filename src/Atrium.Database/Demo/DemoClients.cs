using System.Text.Json.Nodes;
using Atrium.Database.Demo.Stories;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo;

/// <summary>The clients of an agency, with their people, terms, journeys and who may see them.</summary>
static class DemoClients
{
    static readonly string[] FirstNames =
    [
        "Anna", "Bruno", "Celia", "David", "Edda", "Felix", "Giulia", "Henrik", "Isabel", "Jakob", "Karin", "Leon",
            "Marta",
        "Nils", "Olga", "Paul", "Ricarda", "Stefan", "Teresa", "Ulrich", "Vera", "Walter", "Yvonne", "Zeno",
            "Judith", "Oskar",
    ];

    static readonly string[] LastNames =
    [
        "Albers", "Bergman", "Conti", "Duarte", "Eklund", "Fischer", "Garnier", "Hofer", "Ivarsson", "Jansen", "Keller",
        "Larkin", "Moretti", "Novak", "Oberman", "Petit", "Quist", "Ritter", "Sandoval", "Thaler", "Urban", "Vidal",
            "Weiss",
        "Zander", "Ashdown", "Bellamy", "Croft", "Delacroix", "Engel", "Frost",
    ];

    static readonly string[] Titles =
        ["Head of marketing", "Brand manager", "Managing director", "E-commerce manager", "Head of sales",
            "PR manager"];

    static readonly string[] Tags =
        ["key account", "seasonal", "international", "fast decisions", "needs legal", "referral", "award case",
            "price talk"];

    static readonly (string Primary, string Secondary)[] Colors =
        [("#1D4ED8", "#DBEAFE"), ("#B91C1C", "#FEE2E2"), ("#047857", "#D1FAE5"), ("#7C3AED", "#EDE9FE"), ("#C2410C",
            "#FFEDD5")];

    public static IReadOnlyList<DemoClient> Add(
        DemoRows rows, DemoCast cast, DemoPeople people, IReadOnlyDictionary<string, Guid> stages, DateTimeOffset now)
    {
        var companies = DemoTexts.Table("companies", cast.Part);
        var chance = new DemoChance($"clients:{cast.Slug}");
        var ranks = chance.Some([.. Enumerable.Range(0, companies.Count)], companies.Count);
        var order = ranks.OrderBy(_ => chance.Between(0, 1_000_000)).ToArray();
        // Pareto: the five largest of 35 bring about half
        var total = order.Sum(rank => Math.Pow(rank + 1.0, -1.05));
        List<DemoClient> clients = [];
        foreach (var (company, index) in companies.Select((company, index) => (company, index)))
        {
            var share = Math.Pow(order[index] + 1.0, -1.05) / total;
            clients.Add(Add(rows, cast, people, stages, company, DemoFate.Of(index), share, now));
        }

        Grant(rows, cast, people, clients);
        return clients;
    }

    static DemoClient Add(
        DemoRows rows, DemoCast cast, DemoPeople people, IReadOnlyDictionary<string, Guid> stages, string[] company,
        DemoFate fate, double share, DateTimeOffset now)
    {
        var chance = new DemoChance($"client:{cast.Slug}:{company[0]}");
        var id = DemoChance.Id($"client:{cast.Slug}:{company[0]}");
        var owner = chance.Pick(people.With("account"));
        var journey = DemoJourney.Walk(rows, chance, id, stages, fate, people, owner, cast, now);
        var domain = $"{DemoPeople.Address(company[0].Split(' ')[0])}.test";
        var contacts = Contacts(chance, cast, company[0], domain);
        var start = DateOnly.FromDateTime(journey.Created.AddDays(chance.Between(6, 20)).UtcDateTime);
        var reason = DemoAlerts.Add(rows, chance, id, fate, journey, people, owner, company, now);
        var colors = chance.Pick(Colors);
        var row = new ClientRow(id, cast.Id, Code(company[0]), company[0])
        {
            NameShort = company[0].Split(' ')[0],
            Sector = company[1],
            Industry = company[2],
            Region = company[3],
            MarketSegment = share > 0.06 ? "Enterprise" : share > 0.012 ? "SMB" : "Startup",
            Website = $"https://www.{domain}",
            RetentionType = chance.Percent(40) ? "retainer" : chance.Percent(66) ? "project" : "hybrid",
            ContractStartDate = fate.Stage == "lead" ? null : start,
            ContractEndDate = fate.Stage == "lead" || chance.Percent(30) ? null : End(chance, start, now),
            PrimaryContactName = contacts[0].Name,
            PrimaryContactEmail = contacts[0].Email,
            PrimaryContactPhone = Phone(chance),
            BillingContactName = contacts[^1].Name,
            BillingContactEmail = $"invoices@{domain}",
            PreferredCurrency = cast.Part == 0 ? "EUR" : "GBP",
            PaymentTerms = chance.Pick(["Net 14", "Net 30", "Net 30", "Net 45", "Net 60"]),
            InvoicingFrequency = chance.Pick(["monthly", "monthly", "quarterly", "milestone"]),
            BrandColors = new JsonObject { ["primary"] = colors.Primary, ["secondary"] = colors.Secondary },
            Status = fate.Status,
            ChurnDate = journey.ChurnDate,
            ChurnReason = journey.ChurnDate is null ? null : chance.Pick(
                ["Took the work in-house", "Budget was cut by the new owner", "Chose a larger network"]),
            StageId = stages[fate.Stage],
            StageEnteredAt = journey.StageEntered,
            HealthStatus = fate.Health,
            HealthReason = reason,
            HealthIsManual = fate.Health != "green" && chance.Percent(30),
            OwnerId = fate.Stage == "lead" && chance.Percent(50) ? null : owner.Id,
            Tags = chance.Some(Tags,
                chance.Between(0, 3)),
            Notes = chance.Percent(55) ? Note(chance, contacts, company) : null,
            CreatedBy = owner.Id,
            CreatedAt = journey.Created,
            UpdatedAt = journey.Touched,
        };
        rows.Clients.Add(row);
        AddPeople(rows, chance, row, contacts, owner.Id);
        rows.Terms.Add(new(id, cast.Id, Math.Round((decimal)(share * (cast.Part == 0 ? 6_400_000
            : 900_000)) / 500) * 500,
            row.PreferredCurrency, people.First("finance").Id, row.CreatedAt, row.UpdatedAt));
        var silent = fate is { Status: "active", Health: "red", Stage: "live" } && share < 0.02;
        return new(row, company[4], share, owner, contacts,
            journey.ChurnDate is { } churned ? new(churned.ToDateTime(new(9, 0)), TimeSpan.Zero) : silent
                ? now.AddDays(-17) : now);
    }

    static void AddPeople(
        DemoRows rows, DemoChance chance, ClientRow client, List<DemoContact> contacts, Guid by)
    {
        foreach (var (contact, place) in contacts.Select((contact, place) => (contact, place)))
        {
            rows.Contacts.Add(new(DemoChance.Id($"contact:{client.Id}:{contact.Email}"), client.Id, contact.Name,
                contact.Email, Phone(chance), contact.Title, place == 0, place == contacts.Count - 1, by,
                client.CreatedAt.AddHours(place), client.CreatedAt.AddHours(place)));
        }
    }

    // Members see three clients each and write to the first of them.
    static void Grant(DemoRows rows, DemoCast cast, DemoPeople people, IReadOnlyList<DemoClient> clients)
    {
        var active = clients.Where(client => client.Row.Status == "active").ToArray();
        foreach (var (member, place) in people.With("member").Select((member, place) => (member, place)))
        {
            for (var step = 0; step < 3; step++)
            {
                var client = active[(place * 5 + step * 2) % active.Length].Row;
                var joined = rows.Memberships.First(row => row.AgencyId == cast.Id
                    && row.UserId == member.Id).CreatedAt;
                var given = client.CreatedAt > joined ? client.CreatedAt.AddHours(2) : joined.AddHours(1);
                rows.Access.Add(new(DemoChance.Id($"access:{member.Id}:{client.Id}"), cast.Id, member.Id, client.Id,
                    step == 0 ? "write" : "read", people.First("admin").Id, given, given));
            }
        }
    }

    static List<DemoContact> Contacts(DemoChance chance, DemoCast cast, string company, string domain)
    {
        var firsts = chance.Some(FirstNames, 3);
        var lasts = chance.Some(LastNames, 3);
        var contacts = Enumerable.Range(0, chance.Between(2, 3)).Select(place =>
        {
            var name = $"{firsts[place]} {lasts[^(place + 1)]}";
            var title = place == 0 ? chance.Pick(Titles) : place == 1 ? "Controller" : "Marketing assistant";
            return new DemoContact(name, $"{DemoPeople.Address(name)}@{domain}", title);
        }).ToList();
        if (cast.Part == 0 && company == DemoTexts.Table("companies", 0)[0][0])
        {
            contacts[0] = contacts[0] with { Email = "customer@northlight.test" };
        }

        return contacts;
    }

    static DateOnly End(DemoChance chance, DateOnly start, DateTimeOffset now)
    {
        var end = start.AddMonths(chance.Pick([12, 24, 24, 36]));
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        while (end < today.AddDays(12))
        {
            end = end.AddMonths(12);
        }

        return end;
    }

    static string Code(string name) => string.Concat(name.Where(char.IsAsciiLetter)).ToUpperInvariant()[..6];

    static string Phone(DemoChance chance) => $"+49 30 555 {chance.Between(10, 99)} {chance.Between(10, 99)}";

    static string Note(DemoChance chance, List<DemoContact> contacts, string[] company) => chance.Pick(
    [
        $"{contacts[0].First} decides, {contacts[1].First} knows the figures. Never send both different numbers.",
        $"Everything about {company[4]} goes past legal first; plan three days for it.",
        "Likes short mails and long lunches. Prefers the phone on Fridays.",
        $"Measured on repeat orders, not on reach. {company[2]} is a small world here, mind who is in copy.",
        "Came by recommendation. Ask for a reference after the next good result.",
    ]);
}
