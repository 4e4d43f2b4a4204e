using System.Text.Json.Nodes;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.World;

/// <summary>Agencies, people and rows that the prover made; what every answer is compared with.</summary>
/// <param name="marks">By which its values are known again.</param>
/// <param name="now">The present, the same for all of it.</param>
sealed class ProvedWorld(Marks marks, DateTimeOffset now)
{
    readonly Dictionary<long, List<WorldRow>> _rows = [];
    readonly Dictionary<(char, int), Guid> _places = [];
    readonly Dictionary<string, long> _columnTargets = [];
    readonly HashSet<(long, string)> _people = [];

    /// <summary>By which its values are known again.</summary>
    public Marks Marks => marks;

    /// <summary>The present.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Everybody, by key.</summary>
    public Dictionary<string, Person> People { get; } = [];

    /// <summary>Tables of which no row could be made, with what the database said to the attempts.</summary>
    public Dictionary<long, string> Faults { get; } = [];

    /// <summary>Id of an API key of agency a; null until it is made.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Every row, by its number.</summary>
    public Dictionary<int, WorldRow> Rows { get; } = [];

    /// <summary>An id that nothing has.</summary>
    public Guid Missing => MissingOnes[0];

    /// <summary>Ids that nothing has, each another one, as many as a function may take.</summary>
    public IReadOnlyList<Guid> MissingOnes { get; } = [.. Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7())];

    /// <summary>The agency's id.</summary>
    public Guid Agency(char agency) => IdOf(agency, 0, 'e');

    /// <summary>The client's id.</summary>
    public Guid Client(char agency, int client) => IdOf(agency, client, 'c');

    /// <summary>The mark of a row, by what it is bound to; an agency's own row has one its people may see.</summary>
    public string Mark(TableFacts table, Place place, JsonObject values) => marks.Of(
        place.Agency, ClientOf(table, place, values), table is { Schema: "public", Name: "agencies" } ? 'e' : '0');

    /// <summary>Learns from the keys which columns hold people, and which table a column of a name refers to.</summary>
    public void Learn(CatalogueFacts facts)
    {
        var people = facts.Tables.Where(table => table is { Name: "users", Schema: "public" or "auth" }
            || table is { Name: "memberships", Schema: "public" }).Select(table => table.Oid).ToHashSet();
        var named = facts.Tables.SelectMany(table => table.References
            .Where(reference => people.Contains(reference.Target))
            .Select(reference => (table.Oid, reference.Columns[^1]))).ToList();
        _people.UnionWith(named);
        // A name that means a person in one table means one where there is no key as well (partitions of time).
        var names = named.Select(each => each.Item2).Append("user_id").Where(name => name != "id").ToHashSet();
        foreach (var table in facts.Tables)
        {
            _people.UnionWith(table.Columns.Where(column => names.Contains(column.Name))
                .Select(column => (table.Oid, column.Name)));
        }

        foreach (var group in facts.Tables.SelectMany(table => table.References)
            .Where(reference => reference.TargetColumns[^1] == "id")
            .GroupBy(reference => reference.Columns[^1]))
        {
            _columnTargets[group.Key] = group.GroupBy(each => each.Target).MaxBy(each => each.Count())?.Key ?? 0;
        }
    }

    /// <summary>Whether a column holds a person.</summary>
    public bool IsPerson(TableFacts table, string column) => _people.Contains((table.Oid, column));

    /// <summary>The table that columns of this name refer to; 0 where none does.</summary>
    public long TargetOf(string column) => _columnTargets.GetValueOrDefault(column);

    /// <summary>The rows of a table, in the order they were made.</summary>
    public IReadOnlyList<WorldRow> RowsOf(long table) => _rows.GetValueOrDefault(table) ?? [];

    /// <summary>Adds a row that was made.</summary>
    public WorldRow Add(TableFacts table, Place place, Form form, int number, JsonObject values)
    {
        var row = new WorldRow(number, table.Oid, place, ClientOf(table, place, values), form, values);
        Rows[number] = row;
        if (!_rows.TryGetValue(table.Oid, out var rows))
        {
            _rows[table.Oid] = rows = [];
        }

        rows.Add(row);
        return row;
    }

    /// <summary>Rows that a reference may point to and that fit what is settled; the person's own come first.</summary>
    public IReadOnlyList<WorldRow> Find(ReferenceFacts reference, JsonObject settled, Place place) =>
    [
        .. RowsOf(reference.Target)
            .Where(row => row.Place.Agency == place.Agency && (row.Client == 0 || row.Client == place.Client)
                && reference.Columns.Zip(reference.TargetColumns).All(pair => !settled.ContainsKey(pair.First)
                    || Same(settled[pair.First], row.Values[pair.Second])))
            .OrderByDescending(row => row.Place.Person.Id == place.Person.Id)
            .ThenByDescending(row => row.Client == place.Client),
    ];

    /// <summary>Whether a value with a mark is of an agency's own row, which all its people know.</summary>
    public static bool IsOfAgencyItself(string value) => value.Length > 7 && value[7] == 'e';

    /// <summary>Where a value with a mark belongs, in words.</summary>
    public static string PlaceOf(string value) => value[5] != 'a' ? "another agency" : "another client";

    static bool Same(JsonNode? one, JsonNode? other) => one?.ToString() == other?.ToString();

    // The client of the row itself, or of anything that it hangs on.
    int ClientOf(TableFacts table, Place place, JsonObject values)
    {
        var bound = RowsBehind(table, place, values).Select(row => row.Client).Where(client => client > 0);
        for (var client = 1; client <= 2; client++)
        {
            if (values["client_id"]?.ToString() == Client(place.Agency, client).ToString())
            {
                return client;
            }
        }

        return table is { Schema: "public", Name: "clients" } ? place.Client : bound.FirstOrDefault();
    }

    // A person who is at home with a client binds nothing that has to do with the person.
    IEnumerable<WorldRow> RowsBehind(TableFacts table, Place place, JsonObject values) => table.References
        .Where(reference => reference.Columns.All(name => values[name] is not null)
            && !reference.Columns.Any(name => IsPerson(table, name)))
        .SelectMany(reference => RowsOf(reference.Target).Where(row => row.Place.Agency == place.Agency
            && reference.Columns.Zip(reference.TargetColumns)
                .All(pair => Same(values[pair.First], row.Values[pair.Second]))));

    Guid IdOf(char agency, int client, char kind)
    {
        if (!_places.TryGetValue((agency, client), out var id))
        {
            _places[(agency, client)] = id = Marks.Id(marks.Of(agency, client, kind), marks.Next());
        }

        return id;
    }
}
