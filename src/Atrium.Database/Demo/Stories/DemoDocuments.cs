using System.Globalization;

namespace Atrium.Database.Demo.Stories;

/// <summary>A client's files: contract, briefs and decks as they came, a report for each month.</summary>
static class DemoDocuments
{
    static readonly (string Name, string Type, string Ending, string Mime, bool Shared)[] Kinds =
    [
        ("Brand guideline", "guideline", "pdf", "application/pdf", true),
        ("Brief {0}", "brief", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            false),
        ("Campaign deck {0}", "deck", "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation", true),
        ("Media plan {0}", "plan", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true),
        ("Cost estimate {0}", "estimate", "pdf", "application/pdf", false),
        ("Minutes of the kick-off", "minutes", "md", "text/markdown", false),
        ("Image library", "link", "", "", true),
        ("Storyboard {0}", "storyboard", "pdf", "application/pdf", true),
    ];

    public static void Add(DemoRows rows, DemoCast cast, DemoPeople people, DemoClient client, DateTimeOffset now)
    {
        var chance = new DemoChance($"documents:{client.Row.Id}");
        var makers = people.With("account", "pm", "creative", "leadership");
        if (client.Row.ContractStartDate is { } start)
        {
            var signed = chance.WorkingMoment(start);
            Add($"Contract {client.Row.Name}.pdf", "contract", "application/pdf", "internal", ["signed"],
                signed < now ? signed : now.AddDays(-1));
        }

        foreach (var kind in chance.Some(Kinds, chance.Between(3, 7)))
        {
            var span = Math.Max(2, (int)(now - client.Row.CreatedAt).TotalDays - 1);
            var at = chance.WorkingMoment(DateOnly.FromDateTime(now.AddDays(-chance.Between(3, span + 2)).UtcDateTime));
            var name = string.Format(CultureInfo.InvariantCulture, kind.Name, client.Row.NameShort);
            Add(kind.Ending.Length == 0 ? name : $"{name}.{kind.Ending}", kind.Type, kind.Mime,
                kind.Shared ? "client" : "internal", chance.Percent(30) ? ["current"] : [], at);
        }

        var month = new DateOnly(now.Year, now.Month, 1);
        for (var back = 1; back <= 8 && client.Row.Status == "active"; back++)
        {
            var of = month.AddMonths(-back);
            if (client.Row.ContractStartDate is { } begun && begun < of)
            {
                var at = chance.WorkingMoment(of.AddMonths(1).AddDays(3));
                Add($"Report {of.ToString("yyyy-MM", CultureInfo.InvariantCulture)}.pdf", "report",
                    "application/pdf", "client",
                    ["report"], at < now ? at : now.AddHours(-3));
            }
        }

        void Add(string name, string type, string mime, string visibility, IReadOnlyList<string> tags,
            DateTimeOffset at)
        {
            var id = chance.NextId();
            rows.Documents.Add(new(id, client.Row.Id, name, type, $"https://files.{cast.Slug}.test/{id:N}", visibility,
                mime.Length == 0 ? 0 : chance.Between(24, 9_000) * 1_024L, mime.Length == 0 ? "text/html" : mime, tags,
                chance.Percent(50) ? client.Owner.Id : chance.Pick(makers).Id, at, at));
        }
    }
}
