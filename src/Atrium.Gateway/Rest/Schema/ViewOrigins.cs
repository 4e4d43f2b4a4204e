using System.Globalization;

namespace Atrium.Gateway.Rest.Schema;

/// <summary>A column of a view and the column it shows.</summary>
/// <param name="Position">Number of the view's column.</param>
/// <param name="Table">Relation the column comes from.</param>
/// <param name="TableColumn">Number of the column there.</param>
readonly record struct ViewColumn(short Position, uint Table, short TableColumn);

/// <summary>
/// Reads a view's rule as PostgreSQL stores it (a tree of <c>{NODE :field value …}</c>) for the outermost target
/// list, in which each entry names the relation and column it was taken from.
/// </summary>
static class ViewOrigins
{
    public static IReadOnlyList<ViewColumn> Parse(string rule)
    {
        var found = new List<ViewColumn>();
        var depth = 0;
        var inTargets = false;
        var entry = new Dictionary<string, string>();
        for (var i = 0; i < rule.Length; i++)
        {
            switch (rule[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    if (depth == 2 && inTargets)
                    {
                        Add(found, entry);
                        entry.Clear();
                    }

                    depth--;
                    break;
                case ':' when i > 0 && rule[i - 1] == ' ' && depth is 1 or 2:
                    var name = Token(rule, i + 1);
                    if (depth == 1)
                    {
                        inTargets = name == "targetList";
                    }
                    else if (inTargets)
                    {
                        entry[name] = Token(rule, i + name.Length + 2);
                    }

                    i += name.Length;
                    break;
            }
        }

        return found;
    }

    static void Add(List<ViewColumn> found, Dictionary<string, string> entry)
    {
        if (entry.GetValueOrDefault("resjunk") == "false"
            && short.TryParse(entry.GetValueOrDefault("resno"), CultureInfo.InvariantCulture, out var position)
            && uint.TryParse(entry.GetValueOrDefault("resorigtbl"), CultureInfo.InvariantCulture, out var table)
            && short.TryParse(entry.GetValueOrDefault("resorigcol"), CultureInfo.InvariantCulture, out var column)
            && table != 0
            && column > 0)
        {
            found.Add(new ViewColumn(position, table, column));
        }
    }

    static string Token(string rule, int start)
    {
        var end = start;
        while (end < rule.Length && rule[end] is not (' ' or '}' or ')'))
        {
            end += rule[end] == '\\' ? 2 : 1;
        }

        return rule[Math.Min(start, rule.Length)..Math.Min(end, rule.Length)];
    }
}
