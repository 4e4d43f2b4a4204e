using System.Text.RegularExpressions;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// What is tried with the keys of one table: own rows that point to foreign ones, or move there; values that a unique
/// key may give away. Triggers and foreign keys speak here.
/// </summary>
/// <param name="target">The table with what is known of it.</param>
/// <param name="world">The rows.</param>
/// <param name="solver">Thinks out rows to add.</param>
sealed partial class KeyAttacks(Target target, ProvedWorld world, RowSolver solver)
{
    const int MovedRows = 3;

    TableFacts Table => target.Table;

    /// <summary>Everything that this attacker tries here.</summary>
    public IEnumerable<Attempt> Of(Attacker attacker)
    {
        if (!Scopes.IsReachable(Table) || Table.Parent.Length > 0)
        {
            return [];
        }

        var smuggled = Table.Granted(attacker.DatabaseRole, "insert")
            ? Smuggle(attacker).Concat(Unique(attacker)).Concat(Taken(attacker)) : [];
        return attacker.IsOperator ? smuggled
            : Table.Granted(attacker.DatabaseRole, "update") ? smuggled.Concat(Moves(attacker)) : smuggled;
    }

    IEnumerable<Attempt> Moves(Attacker attacker)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "update");
        var own = target.Rows.Where(row => row.Place is { Agency: 'a', Client: 1 }
            && (attacker.Person is null || row.Place.Person.Id == attacker.Person.Id)).Take(MovedRows).ToList();
        foreach (var (values, to) in Foreign(attacker, granted, isMove: true))
        {
            var set = string.Join(", ", values.Select(value => $"{Sql.Name(value.Key)} = {Sql.Literal(value.Value)}"));
            foreach (var row in own)
            {
                var where = string.Join(" and ", target.Key.Select(name =>
                    $"{Sql.Name(name)} = {Sql.Literal(row.Text(name) ?? "")}"));
                yield return new(
                    Table.Title, "move", "move", attacker, AttemptKind.Write,
                    $"update {Table.Sql} set {set} where {where}",
                    answer => answer.State is null && answer.After != "0"
                        ? Verdict.Leak($"a row moved to {to}") : Verdict.Held)
                {
                    After = NewRows(values, false),
                };
            }
        }
    }

    IEnumerable<Attempt> Smuggle(Attacker attacker)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "insert");
        var me = attacker.Person ?? world.People["colleague"];
        foreach (var (values, to) in Foreign(attacker, granted, isMove: false))
        {
            Answer? refused = null;
            foreach (var isMissing in new[] { false, true })
            {
                // That an id nobody can guess is there tells nothing; that a name or a number is does.
                if (isMissing && values.Values.Any(value => Guid.TryParse(value, out _)))
                {
                    continue;
                }

                if (target.Row(solver, new Place('a', 1, me)) is not { } row)
                {
                    continue;
                }

                foreach (var (name, value) in values)
                {
                    row[name] = isMissing ? "0" : value;
                }

                yield return new(
                    Table.Title, isMissing ? "oracle" : "smuggle", "insert foreign", attacker, AttemptKind.Write,
                    new TableAttacks(target, solver).InsertSql(row, granted),
                    isMissing ? answer => Compare(refused, answer, attacker)
                        : answer => (refused = answer) is { State: null } && answer.After != "0"
                            ? Verdict.Leak($"an own row points to a row of {to}") : Verdict.Held)
                {
                    After = isMissing ? "" : NewRows(values, attacker.IsOperator),
                };
            }
        }
    }

    // What is somebody else's and what is not there have to be refused in the same words.
    static Verdict Compare(Answer? foreign, Answer missing, Attacker attacker) =>
        attacker.IsOperator || foreign?.State is null || missing.State is null
        || (foreign.State == missing.State && Plain(foreign.Message) == Plain(missing.Message))
            ? Verdict.Held
            : Verdict.Leak($"tells a foreign row ({foreign.Words}) from none at all ({missing.Words})");

    IEnumerable<Attempt> Unique(Attacker attacker)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "insert");
        var theirs = target.Rows.FirstOrDefault(row => row.Place.Agency == 'b');
        var me = attacker.Person ?? world.People["colleague"];
        foreach (var key in Table.Keys.Where(key => theirs is not null && key.Columns.All(granted.Contains)
            && key.Columns.All(name => theirs.Values[name] is not null)))
        {
            if (target.Row(solver, new Place('a', 1, me)) is not { } row)
            {
                continue;
            }

            foreach (var name in key.Columns)
            {
                row[name] = theirs?.Values[name]?.DeepClone();
            }

            var insert = new TableAttacks(target, solver).InsertSql(row, granted);
            if (IsGuessable(key))
            {
                yield return new(
                    Table.Title, "unique", "insert foreign", attacker, AttemptKind.Write, insert,
                    answer => answer.State == "23505" && answer.Message.Contains(key.Name, StringComparison.Ordinal)
                        ? Verdict.Leak($"the key {key.Name} is one for all agencies: it tells what others have")
                        : Verdict.Held);
            }

            if (!attacker.IsOperator && Table.Granted(attacker.DatabaseRole, "update")
                && !key.Definition.Contains(" WHERE ", StringComparison.Ordinal) && IsPlain(key))
            {
                var columns = string.Join(", ", key.Columns.Select(Sql.Name));
                var changed = Table.GrantedColumns(attacker.DatabaseRole, "update").First();
                yield return new(
                    Table.Title, "upsert", "insert foreign", attacker, AttemptKind.Write,
                    $"{insert} on conflict ({columns}) do update set {Sql.Name(changed.Name)}"
                        + $" = excluded.{Sql.Name(changed.Name)}",
                    answer => target.Missing(answer).Any(reached => reached.Place.Agency != 'a')
                        ? Verdict.Leak("an insert changed a row of another agency") : Verdict.Held)
                {
                    After = target.TouchedSql,
                };
            }
        }
    }

    // What is unique within an agency must not be taken because another agency has it.
    IEnumerable<Attempt> Taken(Attacker attacker)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "insert");
        var theirs = target.Rows.FirstOrDefault(row => row.Place.Agency == 'b');
        foreach (var key in Table.Keys.Where(key => theirs is not null && key.Columns.Any(IsTenant)))
        {
            var names = key.Columns.Where(name => !IsTenant(name)).ToList();
            if (!attacker.IsOperator && names.Count > 0 && IsGuessable(key with { Columns = names })
                && names.All(name => granted.Contains(name) && theirs?.Values[name] is not null)
                && target.Row(solver, new Place('a', 1, attacker.Person ?? world.People["colleague"])) is { } row)
            {
                names.ForEach(name => row[name] = theirs?.Values[name]?.DeepClone());
                yield return new(
                    Table.Title, "unique", "insert foreign", attacker, AttemptKind.Write,
                    new TableAttacks(target, solver).InsertSql(row, granted),
                    answer => answer.State == "23505"
                        ? Verdict.Leak($"tells that another agency has this {string.Join(", ", names)}")
                        : Verdict.Held);
            }
        }
    }

    static bool IsTenant(string column) => column is "agency_id" or "client_id";

    // An id, a hash or a long random text can't be guessed; the address of an agency is public.
    bool IsGuessable(KeyFacts key) => Table is not { Schema: "public", Name: "agencies" }
        && key.Columns.All(name => Table.Column(name) is { BaseType: not ("uuid" or "bytea") } column
            && !Table.Checks.Any(check => check.Columns is [var only] && only == column.Name
                && check.Expression.Contains("[0-9a-f]{32}", StringComparison.Ordinal)));

    static bool IsPlain(KeyFacts key) =>
        key.Definition.EndsWith($"({string.Join(", ", key.Columns)})", StringComparison.Ordinal);

    // For each reference the columns that may be given, with the values of a foreign row.
    IEnumerable<(IReadOnlyDictionary<string, string> Values, string To)> Foreign(
        Attacker attacker, HashSet<string> granted, bool isMove)
    {
        List<(char Agency, int Client, string To)> places = [('b', 1, "another agency")];
        if (attacker.Person is { Client: > 0 })
        {
            places.Add(('a', 2, "another client"));
        }

        foreach (var (agency, client, to) in places)
        {
            if (isMove && agency == 'b' && granted.Contains("agency_id"))
            {
                yield return (new Dictionary<string, string> { ["agency_id"] = world.Agency('b').ToString() }, to);
            }

            foreach (var reference in Table.References)
            {
                var columns = reference.Columns.Where(name => name != "agency_id" && granted.Contains(name)).ToList();
                var theirs = world.RowsOf(reference.Target).FirstOrDefault(row => row.Place.Agency == agency
                    && (agency == 'b' ? row.Place.Person.Key != "shared" : row.Client == client));
                if (columns.Count == 0 || theirs is null || (attacker.IsOperator && !StaysHere(reference)))
                {
                    continue;
                }

                Dictionary<string, string> values = [];
                foreach (var name in columns)
                {
                    values[name] = theirs.Text(reference.TargetColumns[reference.Columns.ToList().IndexOf(name)]) ?? "";
                }

                yield return (values, to);
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
          {(!stillHere ? "" : Table.Column("agency_id") is not null ? $"and t.agency_id = '{world.Agency('a')}'"
              : $"and t.client_id = '{world.Client('a', 1)}'")}
        """;

    static string Plain(string text) => Ids().Replace(text, "…");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|zq[0-9a-z]+")]
    private static partial Regex Ids();
}
