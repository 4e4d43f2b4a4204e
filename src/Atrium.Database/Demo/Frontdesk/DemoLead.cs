using System.Globalization;
using System.Text.Json.Nodes;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Frontdesk;

/// <summary>Somebody who called, wrote or was recommended, and how far it has come.</summary>
sealed class DemoLead
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string? Phone { get; init; }
    public required string? Email { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it is about: a kind of line in the text of calls.</summary>
    public required string Topic { get; init; }
    public required ServiceRow Wanted { get; init; }
    public required string? Notes { get; init; }

    /// <summary>Drawn once: what becomes of it where no appointment decides.</summary>
    public required int Fate { get; init; }

    /// <summary>What made the score, with the points: start first.</summary>
    public List<(string Factor, int Points, string? Word)> Factors { get; } = [("start", 50, null)];
    public DateTimeOffset? LastContact { get; set; }
    public bool Spoken { get; set; }

    public int Score => Math.Clamp(Factors.Sum(factor => factor.Points), 0, 100);

    public string First => Name[..Name.IndexOf(' ', StringComparison.Ordinal)];

    public void Heard(DateTimeOffset at) => LastContact = LastContact > at ? LastContact : at;

    public static void Add(DemoDesk desk)
    {
        var agency = desk.Agency;
        var chance = agency.Chance("leads");
        var names = DemoTexts.Table("callers", agency.Cast.Part);
        string[] wanted =
        [
            "general", "general", "general", "general", "general", "website", "photos", "photos", "workshop",
            "rebrand", "launch",
        ];
        HashSet<string> taken = [];
        while (desk.Leads.Count < desk.Sized(800))
        {
            var name = $"{chance.Pick(names)[0]} {chance.Pick(names)[1]}";
            if (!taken.Add(name))
            {
                continue;
            }

            // more of them lately than long ago
            var back = Math.Pow(chance.Between(0, 1000) / 1000.0, 1.6) * 540;
            var created = chance.WorkingMoment(DateOnly.FromDateTime(agency.Now.AddDays(-back - 4).UtcDateTime));
            var topic = chance.Pick(wanted);
            var source = chance.Between(1, 100) switch
            {
                <= 58 => "call",
                <= 80 => "booking page",
                <= 92 => "recommendation",
                _ => "import",
            };
            desk.Leads.Add(new()
            {
                Id = DemoChance.Id($"lead:{agency.Cast.Slug}:{name}"),
                Name = name,
                Phone = source == "import" && chance.Percent(40) ? null : (agency.Cast.Part == 0 ? "+4930" : "+4420")
                    + (5_550_000 + desk.Leads.Count).ToString(CultureInfo.InvariantCulture),
                Email = chance.Percent(72) ? $"{DemoPeople.Address(name)}@mail.test" : null,
                Source = source,
                CreatedAt = created,
                Topic = topic,
                Wanted = desk.Services[topic switch
                {
                    "website" => 2,
                    "photos" => 3,
                    "workshop" => 4,
                    "rebrand" => 1,
                    _ => chance.Between(0, 1),
                }],
                Notes = chance.Percent(24) ? chance.Pick(Lines("note")) : null,
                Fate = chance.Between(1, 100),
            });
        }
    }

    public static IReadOnlyList<string> Lines(string kind) => DemoTexts.Topic("desk", "calls").Of(kind);

    public LeadRow Row(DemoDesk desk)
    {
        var now = desk.Agency.Now;
        var visits = desk.Appointments.Where(visit => visit.ContactId == Id).ToList();
        var ahead = visits.Exists(visit => visit.ScheduledAt > now && visit.Status is "pending" or "confirmed");
        var came = visits.Exists(visit => visit.Status == "completed");
        var fresh = CreatedAt > now.AddDays(-12);
        var status = ahead ? "booked"
            : came ? (Fate <= 84 ? "converted" : "lost")
            : Fate switch
            {
                <= 30 => fresh ? "new" : "contacted",
                <= 52 => fresh ? "new" : "qualified",
                <= 66 => fresh ? "contacted" : "lost",
                <= 82 => "contacted",
                _ => Spoken ? "contacted" : "new"
            };
        var changed = LastContact ?? CreatedAt;
        return new(
            Id, desk.Agency.Id, Name, Phone, Email, [Wanted.Name], Score,
            Score >= 70 ? "hot" : Score >= 40 ? "warm" : "cold",
            [.. Factors.Select(factor => Json(factor.Factor, factor.Points, factor.Word))],
            status, changed, LastContact, Notes, Source, CreatedAt, changed);
    }

    static JsonObject Json(string factor, int points, string? word)
    {
        var told = new JsonObject { ["factor"] = factor, ["points"] = points };
        if (word is not null)
        {
            told["words"] = new JsonArray(word);
        }

        return told;
    }
}
