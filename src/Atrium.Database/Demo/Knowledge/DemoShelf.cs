using System.Security.Cryptography;
using System.Text;

namespace Atrium.Database.Demo.Knowledge;

/// <summary>A document with its passages and what can be asked of it.</summary>
sealed record DemoDocument(DocumentRow Row, IReadOnlyList<ChunkRow> Chunks, DocumentText Text);

/// <summary>The documents: what holds for all, and what is kept about clients.</summary>
static class DemoShelf
{
    const int HouseStyle = 0, Agreement = 1, Learning = 2;

    public static void Add(DemoKnowledge knowledge, DemoAgency agency)
    {
        var chance = agency.Chance("knowledge");
        var large = agency.Cast.Part == 0;
        Dictionary<string, string> values = new()
        {
            ["agency"] = agency.Cast.Name,
            ["currency"] = large ? "euros" : "pounds",
        };
        foreach (var (text, number) in DocumentText.OfAgency(values, chance).Select((text, place) => (text, place)))
        {
            if (large || number % 4 == 0)
            {
                Add(knowledge, agency, chance, null, text, agency.Now.AddMonths(large ? -30 : -12));
            }
        }

        var working = agency.Clients.Where(client => client.Row.Status == "active"
            && client.Row.CreatedAt < agency.Now.AddDays(-45)).Take(large ? 10 : 2);
        foreach (var client in working)
        {
            AddOf(client, HouseStyle);
            AddOf(client, Learning);
        }

        foreach (var client in agency.Contacts.Select(contact => contact.Client).DistinctBy(client => client.Row.Id))
        {
            AddOf(client, Agreement);
        }

        void AddOf(DemoClient client, int part)
        {
            Dictionary<string, string> words = new(values)
            {
                ["client"] = client.Row.Name,
                ["short"] = client.Row.NameShort ?? client.Row.Name,
                ["product"] = client.Product,
                ["contact"] = client.Contact.Name,
                ["title"] = client.Contact.Title,
                ["owner"] = client.Owner.Name,
            };
            Add(knowledge, agency, chance, client, DocumentText.OfClient(part, words, chance), client.Row.CreatedAt);
        }
    }

    static void Add(
        DemoKnowledge knowledge, DemoAgency agency, DemoChance chance, DemoClient? client, DocumentText text,
        DateTimeOffset earliest)
    {
        var id = DemoChance.Id($"document:{agency.Cast.Slug}:{text.Title}");
        var author = chance.Pick(agency.People.With("owner", "admin", "leadership")).Id;
        var days = Math.Max(8, (int)(agency.Now - earliest).TotalDays - 3);
        var written = chance.WorkingMoment(agency.Today.AddDays(-chance.Between(7, days)));
        var touched = chance.Percent(50) ? written : chance.WorkingMoment(
            agency.Today.AddDays(-chance.Between(3, Math.Max(3, (int)(agency.Now - written).TotalDays - 1))));
        var source = client is null && chance.Percent(30) ? "notion" : chance.Percent(12) ? "uploaded" : "local";
        var row = new DocumentRow(id, agency.Id, client?.Row.Id, text.Title, text.Content)
        {
            DocType = text.DocType,
            Source = source,
            SourceId = source == "notion" ? id.ToString("N") : null,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(
                Encoding.UTF8.GetBytes($"{text.Title}\n{text.Content}"))),
            Tags = text.Tags,
            Category = text.Category,
            Visibility = text.Visibility,
            LastSyncedAt = source == "notion" ? agency.Now.AddMinutes(-chance.Between(20, 700)) : null,
            CreatedBy = author,
            UpdatedBy = author,
            CreatedAt = written,
            UpdatedAt = touched > written ? touched : written,
        };
        var chunks = DemoPassages.Of(agency.Id, id, text.Title, text.Content, row.UpdatedAt)
            .Select(chunk => chunk with { DocumentId = id });
        var document = new DemoDocument(row, [.. chunks], text);
        knowledge.Documents.Add(document);
        knowledge.Chunks.AddRange(document.Chunks);
    }
}
