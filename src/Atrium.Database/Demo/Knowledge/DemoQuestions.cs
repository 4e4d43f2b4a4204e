using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Knowledge;

/// <summary>What people asked the assistant, and what it quoted to them: only what they may read.</summary>
static class DemoQuestions
{
    const string Model = "extractive";

    static readonly string[] Leads =
    [
        "In “{0}” it says, under {1}:", "This stands in “{0}”, {1}:", "“{0}” answers that, under {1}:",
    ];

    static readonly string[] Unknown =
    [
        "Who won the football on Saturday?", "What does the new office in Lisbon cost us?",
        "Which of our competitors loses people at the moment?",
    ];

    public static void Add(DemoKnowledge knowledge, DemoAgency agency)
    {
        var chance = agency.Chance("questions");
        var large = agency.Cast.Part == 0;
        var shown = agency.People.Staff.DistinctBy(person => person.Role);
        IReadOnlyList<DemoPerson> asking = [.. shown, .. shown, .. chance.Some(agency.People.Staff, large ? 25 : 4)];
        foreach (var person in asking)
        {
            Talk(knowledge, agency, chance, person, null);
        }

        foreach (var (person, client) in agency.Contacts.Take(6))
        {
            Talk(knowledge, agency, chance, person, client);
        }
    }

    static void Talk(
        DemoKnowledge knowledge, DemoAgency agency, DemoChance chance, DemoPerson person, DemoClient? home)
    {
        var known = home is null ? Math.Min(60, Math.Max(3, (int)(agency.Now - person.Joined).TotalDays - 3)) : 5;
        var at = chance.WorkingMoment(agency.Today.AddDays(-chance.Between(3, known)));
        var begun = at;
        var readable = knowledge.Documents.Where(document => document.Row.UpdatedAt < begun
            && MayRead(person.Role, document.Row, home)).ToArray();
        if (readable.Length == 0)
        {
            return;
        }

        var id = chance.NextId();
        var first = chance.Pick(readable);
        List<MessageRow> said = [];
        Ask(first, chance.Pick(first.Text.Asked));
        if (home is null && chance.Percent(45))
        {
            var second = chance.Pick(readable);
            Ask(second, chance.Pick(second.Text.Asked));
        }

        if (home is null && chance.Percent(8))
        {
            Say("user", chance.Pick(Unknown), []);
            Say("assistant", "I found nothing about that in what you may read.", []);
        }

        var client = first.Row.ClientId;
        knowledge.Conversations.Add(new(
            id, agency.Id, person.Id, person.Role, client is null ? chance.Percent(15) ? "dashboard" : "general"
                : "client", client, said[0].Content[..Math.Min(50, said[0].Content.Length)].Trim(), said.Count, begun,
            said[^1].CreatedAt));
        knowledge.Messages.AddRange(said);

        void Ask(DemoDocument document, (string Heading, string Question) asked)
        {
            var chunk = document.Chunks.First(chunk => chunk.HeadingPath == asked.Heading);
            Say("user", asked.Question, []);
            var lead = string.Format(null, chance.Pick(Leads), document.Row.Title, asked.Heading);
            var quote = chunk.Content.Replace("\n", "\n> ", StringComparison.Ordinal);
            Say("assistant", $"{lead}\n\n> {quote} [1]", new(Citation(document, chunk, at)));
        }

        void Say(string role, string content, JsonArray sources)
        {
            var assistant = role == "assistant";
            at = at.AddSeconds(assistant ? chance.Between(1, 4) : chance.Between(30, 200));
            said.Add(new(chance.NextId(), agency.Id, id, said.Count + 1, role, content, sources,
                assistant ? Model : null, assistant ? 0 : null, at));
        }
    }

    static bool MayRead(string role, DocumentRow document, DemoClient? home) => home is not null
        ? document.Visibility == "client" && document.ClientId == home.Row.Id
        : (document.ClientId is null || role != "member") && (document.Visibility is "all_staff" or "client"
            || role is "owner" or "admin" or "leadership"
            || (role, document.Visibility) is ("creative", "creative_only") or ("finance", "finance_only"));

    static JsonObject Citation(DemoDocument document, ChunkRow chunk, DateTimeOffset at) => new()
    {
        ["n"] = 1,
        ["type"] = "document",
        ["id"] = document.Row.Id.ToString(),
        ["chunk_id"] = chunk.Id.ToString(),
        ["title"] = document.Row.Title,
        ["excerpt"] = chunk.Content[..Math.Min(300, chunk.Content.Length)],
        ["similarity"] = null,
        ["as_of"] = at.ToString("O"),
    };
}
