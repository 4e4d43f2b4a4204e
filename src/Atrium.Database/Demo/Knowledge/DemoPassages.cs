namespace Atrium.Database.Demo.Knowledge;

/// <summary>
/// Cuts texts at their headings, as the server does, so that search finds them by words from the first minute. The
/// vectors are the server's: every text waits for them.
/// </summary>
static class DemoPassages
{
    const int Longest = 1_200;

    /// <summary>The passages of a text; whose they are is for the caller to say.</summary>
    public static IEnumerable<ChunkRow> Of(Guid agency, Guid id, string title, string text, DateTimeOffset at) =>
        Cut(text).Select((cut, place) => new ChunkRow(
            DemoChance.Id($"chunk:{id}:{place}"), agency, null, null, null, place, title, cut.Path,
            text[cut.Start..cut.End], cut.Start, cut.End, at));

    /// <summary>Runs of paragraphs under one heading, none longer than need be.</summary>
    static IEnumerable<(string Path, int Start, int End)> Cut(string text)
    {
        List<string> path = [];
        (int Start, int End)? open = null;
        var at = 0;
        foreach (var paragraph in text.Split("\n\n"))
        {
            var (start, end) = (at, at + paragraph.Length);
            at = end + 2;
            var level = paragraph.TakeWhile(letter => letter == '#').Count();
            if (open is { } full && (level > 0 || end - full.Start > Longest))
            {
                yield return (string.Join(" > ", path), full.Start, full.End);
                open = null;
            }

            if (level > 0)
            {
                path = [.. path.Take(Math.Min(path.Count, level - 2)), paragraph[level..].Trim()];
            }
            else if (paragraph.Trim().Length > 0)
            {
                open = (open?.Start ?? start, end);
            }
        }

        if (open is { } last)
        {
            yield return (string.Join(" > ", path), last.Start, last.End);
        }
    }
}
