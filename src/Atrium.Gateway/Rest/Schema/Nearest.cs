namespace Atrium.Gateway.Rest.Schema;

/// <summary>
/// Finds the name somebody most likely meant: names that share runs of letters, and of these the one that takes the
/// fewest edits.
/// </summary>
static class Nearest
{
    const int MaxLength = 64;
    const int MostRanked = 50;
    const double LeastLikeness = 0.33;

    /// <returns>The likeliest candidate, or null when none is like the name.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var all = candidates.Distinct().ToList();
        var wanted = name.ToLowerInvariant();
        if (name.Length > MaxLength)
        {
            return null;
        }

        if (all.Contains(name))
        {
            return name;
        }

        for (var size = 3; size >= 2; size--)
        {
            var grams = Grams(wanted, size);
            var best = all.Select(one => (Name: one, Likeness: Likeness(grams, Grams(one.ToLowerInvariant(), size))))
                .Where(one => one.Likeness > 0)
                .OrderByDescending(one => one.Likeness).Take(MostRanked)
                .Select(one => (one.Name, Likeness: Edited(wanted, one.Name.ToLowerInvariant())))
                .OrderByDescending(one => one.Likeness).ThenByDescending(one => Edited(name, one.Name))
                .FirstOrDefault(one => one.Likeness >= LeastLikeness);
            if (best.Name is not null)
            {
                return best.Name;
            }
        }

        return null;
    }

    // Runs of letters and digits, with marks at both ends; other characters don't count.
    static Dictionary<string, int> Grams(string text, int size)
    {
        var plain = "-" + string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c is ',' or ' ')) + "-";
        plain = plain.PadRight(size, '-');
        var grams = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i <= plain.Length - size; i++)
        {
            var gram = plain.Substring(i, size);
            grams[gram] = grams.GetValueOrDefault(gram) + 1;
        }

        return grams;
    }

    static double Likeness(Dictionary<string, int> a, Dictionary<string, int> b)
    {
        var shared = a.Sum(gram => gram.Value * b.GetValueOrDefault(gram.Key));
        return shared / Length(a) / Length(b);
    }

    static double Length(Dictionary<string, int> grams) => Math.Sqrt(grams.Values.Sum(count => count * count));

    static double Edited(string a, string b)
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

        return 1 - ((double)previous[^1] / Math.Max(a.Length, b.Length));
    }
}
