using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.World;

/// <summary>
/// Makes the world within the open transaction: three agencies, their people, and rows in every table. Triggers stay
/// silent meanwhile; every constraint holds, and each reference points to a row of the world.
/// </summary>
sealed class WorldMaker
{
    const int Likely = 10;

    readonly SqlSession _session;
    readonly CatalogueFacts _facts;
    readonly ProvedWorld _world;
    readonly RowSolver _solver;

    WorldMaker(SqlSession session, CatalogueFacts facts, ProvedWorld world, RowSolver solver) =>
        (_session, _facts, _world, _solver) = (session, facts, world, solver);

    /// <summary>The rows.</summary>
    public ProvedWorld World => _world;

    /// <summary>Thinks out further rows.</summary>
    public RowSolver Solver => _solver;

    /// <summary>Makes it.</summary>
    /// <param name="session">In whose transaction.</param>
    /// <param name="facts">The catalogue.</param>
    /// <param name="isWanted">Which tables need rows; those that they hang on get some too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<WorldMaker> MakeAsync(
        SqlSession session, CatalogueFacts facts, Func<TableFacts, bool> isWanted, CancellationToken cancellationToken)
    {
        foreach (var sql in new[] { WorldSql.Rows, WorldSql.Readable, WorldSql.Fitting, WorldSql.Fill })
        {
            await session.ExecuteAsync(sql, cancellationToken);
        }

        var world = new ProvedWorld(new Marks(), TimeProvider.System.GetUtcNow());
        world.Learn(facts);
        var fitting = await FittingAsync(session, facts, world, cancellationToken);
        var maker = new WorldMaker(session, facts, world, new RowSolver(world, fitting));
        await session.ExecuteAsync("set local session_replication_role = replica", cancellationToken);
        var spine = await new Cast(maker, facts, world).MakeAsync(cancellationToken);
        foreach (var table in InOrder(facts, isWanted).Where(table => !spine.Contains(table.Oid)))
        {
            await maker.FillAsync(table, cancellationToken);
        }

        await session.ExecuteAsync("set local session_replication_role = origin", cancellationToken);
        await session.ExecuteAsync("analyze pg_temp.prove_rows", cancellationToken);
        return maker;
    }

    /// <summary>More rows of a table for somebody: in every state, and hanging on one after the other.</summary>
    public async Task MoreAsync(TableFacts table, Person person, CancellationToken cancellationToken)
    {
        var turns = Enumerable.Range(0, 60).Select(n => ((1 + (n % 30)) * RowSolver.ATurn) + ((n + (n / 30)) % 12));
        await _session.ExecuteAsync("set local session_replication_role = replica", cancellationToken);
        await InsertAsync(
            table, turns.Select(turn => (new Place('a', 1, person), turn, (JsonObject?)null)), cancellationToken);
        await _session.ExecuteAsync("set local session_replication_role = origin", cancellationToken);
    }

    /// <summary>Rows of one table, each at a place and with values that are settled.</summary>
    public async Task InsertAsync(
        TableFacts table, IEnumerable<(Place Place, int Turn, JsonObject? Wishes)> wanted,
        CancellationToken cancellationToken)
    {
        var forms = _solver.Forms(table);
        var open = wanted.ToList();
        var asked = open.Count;
        var fault = "";
        // Who wishes for a state wants it as it begins: not with every step taken that may follow.
        (open, fault) = await TryAsync(
            table, open, [.. forms.Take(Likely)], (form, wishes) => wishes is null || !form.Times, fault,
            cancellationToken);
        // The odd forms are thought out only where the likely ones gave somebody no row at all, or none as wished.
        open = [.. open.Where(each => each.Wishes is not null || !_world.RowsOf(table.Oid).Any(row =>
            row.Place.Agency == each.Place.Agency && row.Place.Person.Id == each.Place.Person.Id))];
        (open, fault) = await TryAsync(
            table, open, [.. forms.Skip(Likely)], (_, _) => true, fault, cancellationToken);
        (_, fault) = await TryAsync(
            table, [.. open.Where(each => each.Wishes is not null)], [.. forms.Where(form => form.Times)],
            (_, _) => true, fault, cancellationToken);

        if (asked > 0 && _world.RowsOf(table.Oid).Count == 0)
        {
            _world.Faults[table.Oid] = fault.Length > 0 ? fault : "what it refers to has no row";
        }
    }

    async Task<(List<(Place Place, int Turn, JsonObject? Wishes)> Open, string Fault)> TryAsync(
        TableFacts table, List<(Place Place, int Turn, JsonObject? Wishes)> wanted, IReadOnlyList<Form> forms,
        Func<Form, JsonObject?, bool> fits, string fault, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
        {
            return (wanted, fault);
        }

        var numbered = wanted.ToDictionary(_ => _world.Marks.Next());
        var cases = numbered.Select(one => (JsonNode?)new JsonObject
        {
            ["n"] = one.Key,
            ["agency"] = one.Value.Place.Agency.ToString(),
            ["forms"] = new JsonArray([.. forms.Select(form =>
                (JsonNode?)(fits(form, one.Value.Wishes)
                    ? _solver.Row(table, one.Value.Place, form, one.Value.Turn, one.Value.Wishes) : null))]),
        });
        var made = await _session.RowsAsync(
            "select n, form, made, fault from pg_temp.prove_fill($1, $2::jsonb)",
            row => (Number: row.GetInt32(0), Form: row.GetInt32(1), Made: row.IsDBNull(2) ? null : row.GetString(2),
                Fault: row.IsDBNull(3) ? "" : row.GetString(3)),
            cancellationToken, table.Sql, new JsonArray([.. cases]).ToJsonString());
        foreach (var row in made.Where(row => row.Made is not null))
        {
            var values = JsonSerializer.Deserialize<JsonObject>(row.Made ?? "{}") ?? [];
            _world.Add(table, numbered[row.Number].Place, forms[row.Form], row.Number, values);
        }

        return (
            [.. made.Where(row => row.Made is null).Select(row => numbered[row.Number])],
            made.Select(row => row.Fault).FirstOrDefault(each => each.Length > 0) ?? fault);
    }

    Task FillAsync(TableFacts table, CancellationToken cancellationToken)
    {
        var shared = _world.People["shared"];
        var others = _world.People["colleague"];
        List<(Place, int, JsonObject?)> wanted =
        [
            .. _world.People.Values.Where(person => person.Agency == 'a' && person.Key != "second customer"
                    && (person == others || table.Columns.Any(column => _world.IsPerson(table, column.Name))))
                .SelectMany(person => Enumerable.Range(0, person == others ? 8 : 2)
                    .Select(turn => (new Place('a', 1, person), turn, (JsonObject?)null))),
            (new Place('a', 2, others), 0, null),
            (new Place('a', 2, others), 1, null),
            (new Place('a', 2, _world.People["second customer"]), 0, null),
            (new Place('a', 0, others), 0, null),
            (new Place('b', 1, _world.People["b owner"]), 0, null),
            (new Place('b', 1, _world.People["b owner"]), 1, null),
            (new Place('b', 1, shared with { Agency = 'b' }), 0, null),
            (new Place('c', 1, _world.People["c owner"]), 0, null),
            // Each hangs on something else, where a key allows one row of a kind.
            .. States(table).Select((state, turn) =>
                (new Place('b', 1, _world.People["b owner"]), 2 + turn, (JsonObject?)state)),
        ];
        return InsertAsync(table, wanted, cancellationToken);
    }

    // What waits for a decision, or was deleted, is looked for by some functions only.
    IEnumerable<JsonObject> States(TableFacts table)
    {
        var choices = table.Column("status") is { } status ? Samples.Choices(table, status) : [];
        var states = choices.Select(choice => new JsonObject { ["status"] = choice });
        return table.Column("deleted_at") is null ? states
            : states.Append(new() { ["deleted_at"] = _world.Now.ToString("O", CultureInfo.InvariantCulture) });
    }

    // Parents first. Circles are cut where a table refers to one that is not there yet: those columns stay empty.
    static List<TableFacts> InOrder(CatalogueFacts facts, Func<TableFacts, bool> isWanted)
    {
        List<TableFacts> order = [];
        HashSet<long> seen = [];
        foreach (var table in facts.Tables.Where(isWanted))
        {
            Visit(table);
        }

        return order;

        void Visit(TableFacts table)
        {
            if (!table.IsTable || table.Parent.Length > 0 || !seen.Add(table.Oid))
            {
                return;
            }

            foreach (var reference in table.References.OrderByDescending(reference =>
                reference.Columns.All(name => table.Column(name) is { NotNull: true })))
            {
                if (facts.Table(reference.Target) is { } target)
                {
                    Visit(target);
                }
            }

            order.Add(table);
        }
    }

    static async Task<IReadOnlyDictionary<(long Table, string Column), IReadOnlyList<string>>> FittingAsync(
        SqlSession session, CatalogueFacts facts, ProvedWorld world, CancellationToken cancellationToken)
    {
        var asked = facts.Tables.Where(table => table.IsTable && table.Parent.Length == 0)
            .SelectMany(table => table.Columns.Where(column => !column.IsGenerated)
                .Select((column, place) => (table, column, place, templates: Samples.For(column)))).ToList();
        var cases = asked.Select((each, n) => (JsonNode?)new JsonObject
        {
            ["n"] = n,
            ["target"] = each.table.Sql,
            ["column"] = each.column.Name,
            ["condition"] = string.Join(" and ", each.table.Checks
                .Where(check => check.Columns is [var only] && only == each.column.Name)
                .Select(check => check.Expression.Replace(
                    "VALUE", Sql.Name(each.column.Name), StringComparison.Ordinal)).Select(sql => $"({sql})")
                .DefaultIfEmpty("true")),
            ["values"] = new JsonArray([.. each.templates.Select(template =>
                Samples.Fill(template, each.column, world.Marks.Of('a', 1), 7, each.place, world.Now))]),
        });
        var chosen = await session.RowsAsync(
            "select n, choice from pg_temp.prove_fitting($1::jsonb)",
            row => (N: row.GetInt32(0), Choice: row.GetInt32(1)), cancellationToken,
            new JsonArray([.. cases]).ToJsonString());
        return chosen.GroupBy(each => each.N).ToDictionary(
            group => (asked[group.Key].table.Oid, asked[group.Key].column.Name),
            group => (IReadOnlyList<string>)[.. group.Select(each => asked[group.Key].templates[each.Choice])]);
    }
}
