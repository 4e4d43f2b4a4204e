using System.Text.Json.Nodes;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.World;

/// <summary>
/// Thinks out rows that a table's types, keys and checks may allow. What it can't know, checks over several columns, it
/// tries: each row is proposed in several forms, from full to bare, and the database takes the first that holds.
/// </summary>
/// <param name="world">Whose rows others hang on.</param>
/// <param name="fitting">For table and column, the templates that its own checks allow.</param>
sealed class RowSolver(
    ProvedWorld world, IReadOnlyDictionary<(long Table, string Column), IReadOnlyList<string>> fitting)
{
    /// <summary>A turn of this many: above it, another parent; below it, another value.</summary>
    public const int ATurn = 100;

    // Steps that somebody took are not part of a plain row.
    static readonly string[] Authors = ["created_by", "updated_by"];

    readonly Dictionary<long, IReadOnlyList<Form>> _forms = [];

    /// <summary>The forms of a table's rows.</summary>
    public IReadOnlyList<Form> Forms(TableFacts table)
    {
        if (!_forms.TryGetValue(table.Oid, out var forms))
        {
            _forms[table.Oid] = forms = Form.Of(table);
        }

        return forms;
    }

    /// <summary>A row in one of its forms; null where it needs a parent that isn't there.</summary>
    /// <param name="table">Of this table.</param>
    /// <param name="place">Where it belongs.</param>
    /// <param name="form">How much of it is filled.</param>
    /// <param name="turn">Which values of closed sets and which parents it gets; 0 leaves defaults alone.</param>
    /// <param name="wishes">Values that are settled.</param>
    public JsonObject? Row(TableFacts table, Place place, Form form, int turn, JsonObject? wishes = null)
    {
        var row = new JsonObject();
        foreach (var (name, value) in wishes ?? [])
        {
            row[name] = value?.DeepClone();
        }

        var client = form.Client ? place.Client : 0;
        Settle(table, row, "agency_id", world.Agency(place.Agency).ToString());
        Settle(table, row, "client_id", client == 0 ? null : world.Client(place.Agency, client).ToString());
        People(table, row, place, form);
        HashSet<WorldRow> parents = [];
        foreach (var reference in table.References.OrderBy(reference => reference.Columns.Count))
        {
            if (!Refer(table, row, reference, place, form, turn, parents))
            {
                return null;
            }
        }

        Fill(table, row, world.Mark(table, place, row), form, turn);
        return row;
    }

    static void Settle(TableFacts table, JsonObject row, string column, string? value)
    {
        if (value is not null && table.Column(column) is { BaseType: "uuid" } && !row.ContainsKey(column))
        {
            row[column] = value;
        }
    }

    void People(TableFacts table, JsonObject row, Place place, Form form)
    {
        foreach (var column in table.Columns.Where(column => column.BaseType == "uuid" && !row.ContainsKey(column.Name)
            && world.IsPerson(table, column.Name)))
        {
            var step = column.Name.EndsWith("_by", StringComparison.Ordinal) && !Authors.Contains(column.Name);
            if (column.NotNull || form.Tied.Contains(column.Name) || (step ? form.Times : form.People))
            {
                row[column.Name] = place.Person.Id.ToString();
            }
        }
    }

    bool Refer(
        TableFacts table, JsonObject row, ReferenceFacts reference, Place place, Form form, int turn,
        HashSet<WorldRow> taken)
    {
        var open = reference.Columns.Where(name => !row.ContainsKey(name)).ToList();
        var required = reference.Columns.All(name => table.Column(name) is { NotNull: true });
        var wanted = required || open.Any(form.Tied.Contains)
            || (form.Links && reference.Target != table.Oid
                && (form.People || !open.Any(name => world.IsPerson(table, name))));
        if (open.Count == 0 || !wanted)
        {
            return true;
        }

        var parents = world.Find(reference, row, place);
        var shift = (turn < ATurn ? turn : turn / ATurn) % Math.Max(1, parents.Count - taken.Count);
        var parent = parents.Where(each => !taken.Contains(each)).Skip(shift)
            .Concat(parents).FirstOrDefault();
        if (parent is null)
        {
            return !required;
        }

        taken.Add(parent);
        foreach (var name in open)
        {
            var source = reference.TargetColumns[reference.Columns.ToList().IndexOf(name)];
            row[name] = parent.Values[source]?.DeepClone();
        }

        return true;
    }

    void Fill(TableFacts table, JsonObject row, string mark, Form form, int turn)
    {
        var number = world.Marks.Next();
        foreach (var (column, index) in table.Columns.Select((column, index) => (column, index)))
        {
            if (row.ContainsKey(column.Name) || column.IsGenerated
                || table.References.Any(reference => reference.Columns.Contains(column.Name)))
            {
                continue;
            }

            var tied = form.Tied.Contains(column.Name);
            var required = (column.NotNull && !column.HasDefault) || tied;
            var choices = Samples.Choices(table, column);
            if (choices.Count > 0 && column.Category != "A")
            {
                if (required || (turn > 0 && column.NotNull))
                {
                    row[column.Name] = choices[turn % ATurn % choices.Count];
                }
            }
            else if (column is { BaseType: "boolean", NotNull: true } && turn % 3 == 1
                && form is { Links: true, People: true })
            {
                row[column.Name] = true;
            }
            else if ((required || column is { BaseType: "uuid", NotNull: true } || Wanted(column, form))
                && fitting.TryGetValue((table.Oid, column.Name), out var templates))
            {
                var template = templates[(column.Category == "N" || tied ? form.Style : 0) % templates.Count];
                row[column.Name] = Samples.Fill(template, column, mark, number, index, world.Now);
            }
        }
    }

    static bool Wanted(ColumnFacts column, Form form) => !column.HasDefault
        && ((form.Texts && column.Category == "S") || (form.Times && column.Category == "D"));
}
