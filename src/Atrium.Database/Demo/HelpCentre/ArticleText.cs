using System.Globalization;
using System.Text;
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
        List<ArticleText> written = [];
        List<string[]> lines = [];
        foreach (var row in DemoTexts.Table("help-articles", 0).Append(["title"]))
        {
            if (row[0] == "title" && lines.Count > 0)
            {
                written.Add(Compose(lines, lines[0][2], lines[0][3], new() { ["agency"] = agency }));
                lines = [];
            }

            lines.Add(row);
        }

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
        var content = new StringBuilder();
        var before = "";
        foreach (var line in lines.Where(line => line[0] is not ("title" or "sum")))
        {
            var items = values.TryGetValue(line[0], out var several) ? several.Split("; ") : [line[1]];
            foreach (var item in items)
            {
                var kind = several is null ? line[0] : "li";
                content.Append(before.Length == 0 ? "" : kind == before && kind is "li" or "n" ? "\n" : "\n\n")
                    .Append(kind switch { "h" => "## ", "li" => "- ", "n" => "1. ", _ => "" })
                    .Append(several is null ? DemoTexts.Fill(item, values) : $"{Capital(item)}.");
                before = kind;
            }
        }

        var labels = lines[0][^1].Split(", ");
        return new(
            DemoTexts.Fill(lines[0][1], values), shelf, visibility, [.. labels.Concat(tags).Distinct().Order()],
            DemoTexts.Fill(lines.First(line => line[0] == "sum")[1], values), content.ToString());
    }

    static string Lower(string words) => char.ToLower(words[0], CultureInfo.InvariantCulture) + words[1..];

    static string Capital(string words) => char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
