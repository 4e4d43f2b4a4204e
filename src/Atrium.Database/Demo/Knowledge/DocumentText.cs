using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Knowledge;

/// <summary>
/// A document before anybody filed it; its content is Markdown. Asked: what people ask, and under which heading the
/// answer stands.
/// </summary>
sealed record DocumentText(
    string DocType, string Category, string Visibility, IReadOnlyList<string> Tags, string Title, string Content,
    IReadOnlyList<(string Heading, string Question)> Asked)
{
    static readonly string[] Shelves = ["knowledge-playbooks", "knowledge-rules", "knowledge-craft"];

    /// <summary>What holds for the whole agency.</summary>
    public static IReadOnlyList<DocumentText> OfAgency(IReadOnlyDictionary<string, string> values, DemoChance chance) =>
    [
        .. Shelves.SelectMany(name => DemoMarkdown.Blocks(name, 0)).Select(lines => Compose(lines, values, chance)),
    ];

    /// <summary>What is kept about a client: 0 its style, 1 what was agreed with it, 2 what worked for it.</summary>
    public static DocumentText OfClient(int part, IReadOnlyDictionary<string, string> values, DemoChance chance) =>
        Compose(DemoMarkdown.Blocks("knowledge-clients", part)[0], values, chance);

    static DocumentText Compose(
        IReadOnlyList<string[]> lines, IReadOnlyDictionary<string, string> values, DemoChance chance)
    {
        var head = lines[0];
        var content = lines.Where(line => line[0] is "p" or "h" or "li" or "n" or "v")
            .Select(line => (line[0], Fill(line[0] == "v" ? chance.Pick(line[1].Split(" / ")) : line[1])));
        return new(
            head[1], head[2], head[3], [.. head[4].Split(", ")], Fill(head[5]), DemoMarkdown.Join(content),
            [.. lines.Where(line => line[0] == "ask").Select(line => (line[1], Fill(line[2])))]);

        string Fill(string text) => DemoTexts.Fill(text, values);
    }
}
