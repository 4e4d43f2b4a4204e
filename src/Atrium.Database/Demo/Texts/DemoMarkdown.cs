namespace Atrium.Database.Demo.Texts;

/// <summary>Texts that were written line by line: what kind of line it is, then its words.</summary>
static class DemoMarkdown
{
    /// <summary>The lines of a table file, in blocks that each begin with a title.</summary>
    public static IReadOnlyList<IReadOnlyList<string[]>> Blocks(string name, int part)
    {
        List<List<string[]>> blocks = [];
        foreach (var row in DemoTexts.Table(name, part))
        {
            if (row[0] == "title")
            {
                blocks.Add([]);
            }

            blocks[^1].Add(row);
        }

        return blocks;
    }

    /// <summary>Markdown: h is a heading, li a bullet, n a step, and whatever else a paragraph.</summary>
    public static string Join(IEnumerable<(string Kind, string Words)> lines)
    {
        var text = new System.Text.StringBuilder();
        var before = "";
        foreach (var (kind, words) in lines)
        {
            text.Append(before.Length == 0 ? "" : kind == before && kind is "li" or "n" ? "\n" : "\n\n")
                .Append(kind switch { "h" => "## ", "li" => "- ", "n" => "1. ", _ => "" })
                .Append(words);
            before = kind;
        }

        return text.ToString();
    }
}
