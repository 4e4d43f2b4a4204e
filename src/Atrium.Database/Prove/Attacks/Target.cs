using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>A table under attack, and what its rows mean to whom.</summary>
/// <param name="table">The table or partition.</param>
/// <param name="scope">Whom its rows are for.</param>
/// <param name="facts">The catalogue.</param>
/// <param name="world">The rows.</param>
sealed class Target(TableFacts table, Scope scope, CatalogueFacts facts, ProvedWorld world)
{
    readonly IReadOnlyList<WorldRow> _rows = world.RowsOf(
        table.Parent.Length == 0 ? table.Oid : facts.Tables.First(each => Named(each, table.Parent)).Oid);

    Dictionary<string, WorldRow>? _byKey;

    /// <summary>The table.</summary>
    public TableFacts Table => table;

    /// <summary>Its rows.</summary>
    public IReadOnlyList<WorldRow> Rows => _rows;

    // The table's number, or that of the one it is a part of; 0 without rows.
    long Rel => _rows.Count == 0 ? 0 : _rows[0].Table;

    /// <summary>Whether callers reach it by itself, not through the table it is a part of.</summary>
    public bool IsPointedFrom => table.Parent.Length == 0 && Scopes.IsReachable(table);

    /// <summary>Columns by which its rows are told apart.</summary>
    public IReadOnlyList<string> Key => table.PrimaryKey;

    /// <summary>Asks which rows of the world are no longer where they were.</summary>
    public string TouchedSql => $"""
        select coalesce(string_agg(w.n::text, ','), '') from pg_temp.prove_rows w
        where w.rel = {Rel} and (w.part = {table.Oid} or {table.Parent.Length == 0})
          and (select 1 from {table.Sql} t where t.ctid = w.place and t.tableoid = w.part) is null
        """;

    /// <summary>
    /// For an operator, whom no policy holds: keeps a statement to the world's rows. The living's are many and in use.
    /// </summary>
    public string AmongSql(Attacker attacker) => !attacker.IsOperator ? "" : $"""
         where ctid = any (array(select place from pg_temp.prove_rows where rel = {Rel}))
          and (tableoid, ctid) in (select part, place from pg_temp.prove_rows where rel = {Rel})
        """;

    /// <summary>The rows that an answer to <see cref="TouchedSql"/> names.</summary>
    public IReadOnlyList<WorldRow> Missing(Answer answer) =>
        [.. answer.After.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => world.Rows[int.Parse(n,
            System.Globalization.CultureInfo.InvariantCulture)])];

    /// <summary>The rows that a query gave; those it gave beside the world's are counted by the answer.</summary>
    public IReadOnlyList<WorldRow> Seen(Answer answer, IReadOnlyList<string> columns)
    {
        var index = ReferenceEquals(columns, Key) ? _byKey ??= Index(columns) : Index(columns);
        return [.. answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => index.GetValueOrDefault(KeyOf(line, columns))).OfType<WorldRow>()];
    }

    /// <summary>Whether the attacker must not reach this row.</summary>
    public bool IsForeign(WorldRow row, Attacker attacker, string operation)
    {
        if (attacker.IsOperator || scope == Scope.Everybody)
        {
            return false;
        }

        if (row.Place.Agency != 'a')
        {
            return attacker.Key != "shared" || !IsOwn(row, attacker) || scope is not (Scope.Owner or Scope.Root);
        }

        var narrowed = attacker.Person is { Client: > 0 } person && row.Client > 0 && row.Client != person.Client
            && !IsStaffList;
        return narrowed || (scope == Scope.Owner && table.Name != "users" && !IsOwn(row, attacker))
            || (operation != "select" && table.Name == "users" && !IsOwn(row, attacker));
    }

    /// <summary>What an answer about these rows means.</summary>
    public Verdict Judge(Attacker attacker, string operation, Answer answer, IReadOnlyList<WorldRow> reached)
    {
        if (reached.FirstOrDefault(row => IsForeign(row, attacker, operation)) is { } foreign)
        {
            return Verdict.Leak($"reaches a row of {Words(foreign.Place)}");
        }

        if (attacker.IsOperator || scope == Scope.Everybody)
        {
            return Verdict.Worked;
        }

        // A seen row that is not the world's is one of an agency that really exists; unless several share a key.
        if (answer.State is null && operation == "select" && answer.Touched > reached.Count && _rows.Count > 0
            && scope is not (Scope.Internal or Scope.Unknown))
        {
            return Verdict.Leak($"reaches {answer.Touched - reached.Count} rows that were there before");
        }

        var reach = Reach(attacker, operation);
        if (reach is null)
        {
            return reached.Count == 0 ? Verdict.Held
                : Verdict.Leak(
                    $"{Article(attacker)} holds no right to {operation} here, and reaches {reached.Count} rows");
        }

        var let = answer.State is not null && !answer.IsDenied;
        return reached.Count > 0 || let ? Verdict.Worked
            : Expected(attacker, reach).Count == 0 ? Verdict.Held
            : Verdict.Needed($"{attacker.Key} must {operation} here (reach {reach}), and can't: {answer.Words}");
    }

    /// <summary>What an answer to the insert of an own row means.</summary>
    public Verdict JudgeInsert(Attacker attacker, Answer answer)
    {
        var reach = Reach(attacker, "insert");
        return (reach, answer.IsDenied || answer.State is "ATNOM" or "ATNOF" or "ATIMM") switch
        {
            // Somebody's own row of users is there already: a trigger takes the insert for a change.
            (null, false) when answer.State is null || (answer.IsPastPolicies && table.Name != "users") =>
                Verdict.Leak($"{Article(attacker)} holds no right to insert here: {answer.Words}"),
            (null, _) => Verdict.Held,
            (_, false) => Verdict.Worked,
            _ => Verdict.Needed($"{attacker.Key} must insert here (reach {reach}), and can't: {answer.Words}"),
        };
    }

    /// <summary>How far the matrix lets the attacker go; null for not at all.</summary>
    public string? Reach(Attacker attacker, string operation) => attacker.Role.Length == 0 ? null
        : facts.Rights.GetValueOrDefault((attacker.Role, table.Name, operation)) ?? (operation == "update"
            ? facts.Rights.GetValueOrDefault((attacker.Role, table.Name, "acknowledge")) : null);

    /// <summary>Places whose rows the attacker must not make.</summary>
    public IEnumerable<Place> ForeignPlaces(Attacker attacker)
    {
        if (!attacker.IsOperator)
        {
            yield return new('b', 1, world.People["b owner"]);
            if (attacker.Person is { Client: > 0 })
            {
                yield return new('a', 2, world.People["colleague"]);
            }

            if (scope == Scope.Owner && attacker.Person is not null)
            {
                yield return new('a', 1, world.People["colleague"]);
            }
        }
    }

    /// <summary>Whether a row with only these columns says that it belongs to the place.</summary>
    public bool Binds(JsonObject row, IReadOnlySet<string> granted, Place place, Attacker attacker)
    {
        bool Given(string column, Guid value) =>
            granted.Contains(column) && row[column]?.ToString() == value.ToString();
        // Of two that say it, agency and client, the key ties one to the other: that is for the keys to refuse.
        return place.Agency != 'a'
            ? table.Column("agency_id") is not null ? Given("agency_id", world.Agency(place.Agency))
                : Given("client_id", world.Client(place.Agency, 1))
                    || (scope == Scope.Owner && Given("user_id", place.Person.Id))
            : place.Client == 2 ? Given("client_id", world.Client('a', 2))
            : attacker.Person is not null && Given("user_id", place.Person.Id);
    }

    /// <summary>A new row for a place, in the form that held when the world was made; null for none.</summary>
    public JsonObject? Row(RowSolver solver, Place place, int turn = 0)
    {
        var like = _rows.FirstOrDefault(row =>
                row.Place.Agency == place.Agency && row.Place.Person.Id == place.Person.Id)
            ?? _rows.FirstOrDefault(row => row.Place.Agency == place.Agency) ?? (_rows.Count > 0 ? _rows[0] : null);
        return like is null ? null : solver.Row(table, place, like.Form, turn);
    }

    /// <summary>A literal that the column takes and that doesn't change whose the row is; null for none.</summary>
    public string? Constant(ColumnFacts column) =>
        table.Keys.Any(key => key.Columns.Contains(column.Name)) || column.BaseType == "uuid" ? null
        : _rows.Select(row => row.Values[column.Name]).FirstOrDefault(value => value is not null) is { } value
            && column.Category != "A"
            ? Sql.Literal(value is JsonValue single ? single.ToString() : value.ToJsonString())
        : null;

    /// <summary>A place in words.</summary>
    public static string Words(Place place) => place.Agency != 'a' ? "another agency"
        : place.Client == 2 ? "another client" : "somebody else";

    // Staff see every colleague and contact user, whichever client somebody is at home with.
    bool IsStaffList => table is { Schema: "public", Name: "memberships" or "client_access" };

    static string Article(Attacker attacker) => attacker.Role.Length == 0 ? attacker.Key : $"role {attacker.Role}";

    static bool Named(TableFacts table, string name) =>
        name == table.Title || name == table.Name || name == table.Sql;

    IReadOnlyList<WorldRow> Expected(Attacker attacker, string reach) => [.. _rows.Where(row => row.Place.Agency == 'a'
        && (attacker.Person is not { Client: > 0 } person || row.Client == 0 || row.Client == person.Client)
        && (reach == "all" || (attacker.Person is not null && IsOwn(row, attacker))))];

    static bool IsOwn(WorldRow row, Attacker attacker) => attacker.Person is { } person
        && row.Values.Any(value => value.Value?.ToString() == person.Id.ToString());

    Dictionary<string, WorldRow> Index(IReadOnlyList<string> columns) => _rows
        .GroupBy(row => string.Join('|', columns.Select(row.Text)))
        .ToDictionary(group => group.Key, group => group.First());

    static string KeyOf(string line, IReadOnlyList<string> columns)
    {
        var row = JsonSerializer.Deserialize<JsonObject>(line) ?? [];
        return string.Join('|', columns.Select(column => row[column] switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            var other => other.ToJsonString(),
        }));
    }
}
