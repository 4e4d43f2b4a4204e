using System.Text.RegularExpressions;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// What is tried with the references of one table: own rows that point to foreign ones, or move there. Each foreign id
/// is followed by one that nobody has, and both have to be refused in the same words. Triggers and foreign keys speak
/// here.
/// </summary>
/// <param name="target">The table with what is known of it.</param>
/// <param name="battle">What else the attacks are made of.</param>
sealed partial class PointerAttacks(Target target, Battle battle)
{
    const int MovedRows = 3;

    readonly ProvedWorld _world = battle.World;

    TableFacts Table => target.Table;

    /// <summary>Everything that this attacker tries here.</summary>
    public IEnumerable<Attempt> Of(Attacker attacker)
    {
        if (!target.IsPointedFrom)
        {
            return [];
        }

        var smuggled = Table.Granted(attacker.DatabaseRole, "insert") ? Smuggle(attacker) : [];
        return attacker.IsOperator || !Table.Granted(attacker.DatabaseRole, "update")
            ? smuggled : smuggled.Concat(Moves(attacker));
    }

    /// <summary>Whether two answers say the same, whatever ids and made-up texts are in them.</summary>
    public static bool IsSame(Answer one, Answer other) => one.State == other.State && one.Touched == other.Touched
        && Plain(one.Message) == Plain(other.Message) && Plain(one.Output) == Plain(other.Output);

    IEnumerable<Attempt> Moves(Attacker attacker)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "update");
        var own = target.Rows.Where(row => row.Place is { Agency: 'a', Client: 1 }
            && (attacker.Person is null || row.Place.Person.Id == attacker.Person.Id)).Take(MovedRows).ToList();
        foreach (var (values, to) in Foreign(attacker, granted, isMove: true))
        {
            foreach (var row in own)
            {
                var where = string.Join(" and ", target.Key.Select(name =>
                    $"{Sql.Name(name)} = {Sql.Literal(row.Text(name) ?? "")}"));
                var tried = Pair("move", "move", attacker, values, $"a row moved to {to}", given =>
                {
                    var set = given.Select(value => $"{Sql.Name(value.Key)} = {Sql.Literal(value.Value)}");
                    return $"update {Table.Sql} set {string.Join(", ", set)} where {where}";
                });
                foreach (var attempt in row == own[0] ? tried : tried.Take(1))
                {
                    yield return attempt;
                }
            }
        }
    }

    IEnumerable<Attempt> Smuggle(Attacker attacker)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "insert");
        var me = attacker.Person ?? _world.People["colleague"];
        var turn = battle.Turns.GetValueOrDefault((Table.Oid, attacker.Key));
        var insert = new TableAttacks(target, battle.Solver);
        foreach (var (values, to) in Foreign(attacker, granted, isMove: false))
        {
            if (target.Row(battle.Solver, new Place('a', 1, me), turn) is not { } row)
            {
                continue;
            }

            var problem = $"an own row points to a row of {to}";
            foreach (var attempt in Pair("smuggle", "insert foreign", attacker, values, problem, given =>
            {
                foreach (var (name, value) in given)
                {
                    row[name] = value;
                }

                return insert.InsertSql(row, granted);
            }))
            {
                yield return attempt;
            }
        }
    }

    // First what is foreign, then what nobody has: the operator may know of both.
    IEnumerable<Attempt> Pair(
        string attack, string operation, Attacker attacker, IReadOnlyDictionary<string, string> values, string problem,
        Func<IReadOnlyDictionary<string, string>, string> statement)
    {
        Answer? foreign = null;
        yield return new(
            Table.Title, attack, operation, attacker, AttemptKind.Write, statement(values),
            answer => (foreign = answer) is { State: null } && answer.After != "0"
                ? Verdict.Leak(problem) : Verdict.Held)
        {
            After = NewRows(values, attacker.IsOperator),
            Points = [.. values.Keys],
        };
        if (!attacker.IsOperator)
        {
            var hasId = values.Values.Any(IsId);
            var missing = values.ToDictionary(value => value.Key, value => IsId(value.Value)
                ? _world.Missing.ToString() : hasId ? value.Value : "0");
            yield return new(
                Table.Title, "oracle", operation, attacker, AttemptKind.Write, statement(missing),
                answer => foreign is null || IsSame(foreign, answer) ? Verdict.Held : Verdict.Leak(
                    $"tells a foreign row ({foreign.Words}) from none at all ({answer.Words})"))
            {
                Points = [.. values.Keys],
            };
        }
    }

    // For each reference the columns that may be given, together and one by one, with the values of a foreign row.
    IEnumerable<(IReadOnlyDictionary<string, string> Values, string To)> Foreign(
        Attacker attacker, HashSet<string> granted, bool isMove)
    {
        List<(char Agency, int Client, string To)> places = [('b', 1, "another agency")];
        if (attacker.Person is { Client: > 0 })
        {
            places.Add(('a', 2, "another client"));
        }

        HashSet<string> seen = [];
        foreach (var (agency, client, to) in places)
        {
            if (isMove && agency == 'b' && granted.Contains("agency_id"))
            {
                yield return (new Dictionary<string, string> { ["agency_id"] = _world.Agency('b').ToString() }, to);
            }

            foreach (var reference in Table.References)
            {
                var columns = reference.Columns.Where(name => name != "agency_id" && granted.Contains(name)).ToList();
                var there = _world.RowsOf(reference.Target).Where(row => row.Place.Agency == agency
                    && (agency == 'b' ? row.Place.Person.Key != "shared" : row.Client == client));
                // What there is one of for each is taken for the first of them; of the last it often isn't.
                var theirs = attacker.IsOperator ? there.LastOrDefault() : there.FirstOrDefault();
                if (columns.Count == 0 || theirs is null || (attacker.IsOperator && !StaysHere(reference)))
                {
                    continue;
                }

                var values = columns.ToDictionary(name => name, name =>
                    theirs.Text(reference.TargetColumns[reference.Columns.ToList().IndexOf(name)]) ?? "");
                IEnumerable<Dictionary<string, string>> ways = [values, .. values.Where(value => IsId(value.Value))
                    .Select(value => new Dictionary<string, string> { [value.Key] = value.Value })];
                foreach (var way in ways.Where(way => seen.Add(string.Join('|', way))))
                {
                    yield return (way, to);
                }
            }
        }
    }

    // The operator may make any agency's rows; a row that still says it is of agency a must not point to another one.
    bool StaysHere(ReferenceFacts reference) => (Table.Column("agency_id") is not null
            || (Table.Column("client_id") is not null && !reference.Columns.Contains("client_id")))
        && !reference.Columns.All(name => name == "agency_id");

    string NewRows(IReadOnlyDictionary<string, string> values, bool stillHere) => $"""
        select count(*)::text from {Table.Sql} t
        where {string.Join(" and ", values.Select(value => $"t.{Sql.Name(value.Key)} = {Sql.Literal(value.Value)}"))}
          and not exists (select from pg_temp.prove_rows w where w.part = t.tableoid and w.place = t.ctid)
          {(!stillHere ? "" : Table.Column("agency_id") is not null ? $"and t.agency_id = '{_world.Agency('a')}'"
              : $"and t.client_id = '{_world.Client('a', 1)}'")}
        """;

    static bool IsId(string value) => Guid.TryParse(value, out _);

    static string Plain(string text) => Ids().Replace(text, "…");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|zq[0-9a-z]+")]
    private static partial Regex Ids();
}
