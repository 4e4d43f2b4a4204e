namespace Atrium.Gateway.Rest.Schema;

/// <summary>Finds the name somebody most likely meant.</summary>
static class Nearest
{
    const int MaxLength = 64;

    /// <returns>The candidate that takes the fewest edits, at most a third of the name; else null.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxLength)
        {
            return null;
        }

        var best = candidates.Select(candidate => (candidate, edits: Edits(name, candidate)))
            .OrderBy(found => found.edits).ThenBy(found => found.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is not null && best.edits <= Math.Max(1, name.Length / 3) ? best.candidate : null;
    }

    static int Edits(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(previous[j], row[j - 1]) + 1);
            }

            previous = row;
        }

        return previous[^1];
    }
}
