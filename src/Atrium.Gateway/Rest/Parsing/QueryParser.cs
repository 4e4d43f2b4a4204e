using System.Globalization;
using System.Text;
using Atrium.Gateway.Rest.Query;
using Microsoft.AspNetCore.WebUtilities;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>Reads a query string into a <see cref="RestQuery"/>; whatever does not fit is a 400.</summary>
static class QueryParser
{
    const string What = "query parameters";

    /// <param name="queryString">With its question mark, as it came; may be empty.</param>
    /// <param name="isCall">A function is called: a parameter that reads like no condition is an argument.</param>
    public static RestQuery Parse(string queryString, bool isCall)
    {
        var reading = new Reading(isCall);
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            var name = pair.DecodeName().ToString();
            var value = pair.DecodeValue().ToString();
            if (name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
            {
                throw RestErrors.BadQuery(What, name.Replace('\0', ' '), 1, "unexpected zero character");
            }

            if (name.Length > 0)
            {
                reading.Add(name, value);
            }
        }

        return reading.Done();
    }

    /// <summary>Names separated by commas, quoted where they hold one.</summary>
    public static IReadOnlyList<string> Names(string text, string what)
    {
        var scanner = new Scanner(text, what);
        var names = new List<string>();
        do
        {
            names.Add(scanner.Name());
        }
        while (scanner.Take(','));

        scanner.ExpectEnd();
        return [.. names.Distinct()];
    }

    sealed class Reading(bool isCall)
    {
        readonly List<string> _operands = [];
        readonly List<Argument> _arguments = [];
        readonly SortedDictionary<string, Gathered> _scopes = new(StringComparer.Ordinal);
        readonly StringBuilder _shape = new();
        string? _select;
        string? _columns;
        string? _onConflict;

        public void Add(string name, string value)
        {
            switch (name)
            {
                case "select":
                    _select = value;
                    return;
                case "columns":
                    _columns = value;
                    return;
                case "on_conflict":
                    _onConflict = value;
                    return;
            }

            var (path, last, negated) = Split(name);
            switch (last)
            {
                case "order":
                    ScopeOf(path).Order = value;
                    return;
                case "limit":
                    ScopeOf(path).Limit = Number(value);
                    return;
                case "offset":
                    ScopeOf(path).Offset = Number(value) is { } rows ? Math.Max(rows, 0) : null;
                    return;
                case "and" or "or":
                    ScopeOf(path).Conditions.Add(
                        new ConditionParser(_operands).Tree(negated, last == "and", value));
                    return;
            }

            if (isCall && path.Length == 0 && !ConditionParser.IsFilter(value))
            {
                _arguments.Add(new Argument(name, value));
                return;
            }

            var field = new Scanner(last, What);
            var compared = field.Field();
            field.ExpectEnd();
            ScopeOf(path).Conditions.Add(new ConditionParser(_operands).Filter(compared, value));
        }

        public RestQuery Done()
        {
            var scopes = _scopes.ToDictionary(entry => entry.Key, entry => entry.Value.Scope());
            _shape.Text(_select).Text(_columns).Text(_onConflict);
            foreach (var (path, gathered) in _scopes)
            {
                gathered.WriteShape(_shape.Append('&').Text(path));
            }

            return new RestQuery
            {
                Select = SelectParser.Parse(_select ?? ""),
                Scopes = scopes,
                Columns = _columns is null ? null : Names(_columns, "columns parameter"),
                OnConflict = _onConflict is null ? null : Names(_onConflict, "on_conflict parameter"),
                Arguments = _arguments,
                Operands = _operands,
                Shape = _shape.ToString(),
            };
        }

        Gathered ScopeOf(string path)
        {
            if (!_scopes.TryGetValue(path, out var gathered))
            {
                _scopes[path] = gathered = new Gathered();
            }

            return gathered;
        }

        // What is no number limits nothing, as with the original.
        static long? Number(string value) =>
            long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }

    sealed class Gathered
    {
        public List<Condition> Conditions { get; } = [];

        public string Order { get; set; } = "";

        public long? Limit { get; set; }

        public long? Offset { get; set; }

        public Scope Scope() => new()
        {
            Conditions = Conditions,
            Order = OrderParser.Parse(Order),
            Limit = Limit,
            Offset = Offset,
        };

        public void WriteShape(StringBuilder shape)
        {
            shape.Text(Order).Append(Limit is null ? "" : "|limit").Append(Offset is null ? "" : "|offset");
            foreach (var condition in Conditions)
            {
                condition.WriteShape(shape.Append('|'));
            }
        }
    }

    // "owner.stage.name" is column name of owner.stage; dots within quotes or behind an arrow are no separators.
    static (string Path, string Last, bool Negated) Split(string name)
    {
        var cuts = new List<int>();
        var quoted = false;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && name[i] == '-' && i + 1 < name.Length && name[i + 1] == '>')
            {
                break;
            }
            else if (!quoted && name[i] == '.')
            {
                cuts.Add(i);
            }
        }

        var last = cuts.Count == 0 ? name : name[(cuts[^1] + 1)..];
        var negated = false;
        if (last is "and" or "or" && cuts.Count > 0)
        {
            var before = cuts.Count == 1 ? name[..cuts[0]] : name[(cuts[^2] + 1)..cuts[^1]];
            if (before == "not")
            {
                negated = true;
                cuts.RemoveAt(cuts.Count - 1);
            }
        }

        return (cuts.Count == 0 ? "" : name[..cuts[^1]], last, negated);
    }
}
