using System.Globalization;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.HelpCentre;

/// <summary>An article before anybody put it on a shelf; its content is Markdown.</summary>
sealed record ArticleText(
    string Title, string Shelf, string Visibility, IReadOnlyList<string> Tags, string Summary, string Content)
{
    const int Questions = 5;

    /// <summary>As written, and then for each thing an agency makes what clients ask about it.</summary>
    public static IReadOnlyList<ArticleText> All(string agency)
    {
        Dictionary<string, string> values = new() { ["agency"] = agency };
        var written = DemoMarkdown.Blocks("help-articles", 0)
            .Select(lines => Compose(lines, lines[0][2], lines[0][3], values));
        return [.. written, .. DemoTexts.Table("help-deliverables", 0).SelectMany(Answers)];
    }

    static IEnumerable<ArticleText> Answers(string[] thing, int number)
    {
        var name = Lower(thing[0]);
        var one = thing[0] == Capital(thing[1]) ? name : ("aeiou".Contains(name[0], StringComparison.Ordinal)
            ? $"an {name}" : $"a {name}");
        Dictionary<string, string> values = new()
        {
            ["a thing"] = one,
            ["thing"] = name,
            ["things"] = thing[1],
            ["weeks"] = thing[3],
            ["Weeks"] = Capital(thing[3]),
            ["needs"] = thing[4],
            ["files"] = thing[5],
            ["mistake"] = thing[6],
            ["tip"] = thing[7],
            ["drivers"] = thing[8],
            ["rights"] = thing[9],
            ["measure"] = thing[10],
        };

        // what came last is not measured yet
        return Enumerable.Range(0, number < 10 ? Questions : Questions - 1).Select(question =>
        {
            var lines = DemoTexts.Table("help-questions", question);
            return Compose(lines, thing[2], "public", values, name);
        });
    }

    static ArticleText Compose(
        IReadOnlyList<string[]> lines, string shelf, string visibility, Dictionary<string, string> values,
        params IReadOnlyList<string> tags)
    {
        var content = DemoMarkdown.Join(lines.Where(line => line[0] is not ("title" or "sum"))
            .SelectMany(line => values.TryGetValue(line[0], out var several)
                ? several.Split("; ").Select(item => ("li", $"{Capital(item)}."))
                : [(line[0], DemoTexts.Fill(line[1], values))]));
        var labels = lines[0][^1].Split(", ");
        return new(
            DemoTexts.Fill(lines[0][1], values), shelf, visibility, [.. labels.Concat(tags).Distinct().Order()],
            DemoTexts.Fill(lines.First(line => line[0] == "sum")[1], values), content);
    }

    static string Lower(string words) => char.ToLower(words[0], CultureInfo.InvariantCulture) + words[1..];

    static string Capital(string words) => char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
