using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// What is tried with the unique keys of one table: values that they may give away, or that let a row be taken over.
/// Triggers and foreign keys speak here.
/// </summary>
/// <param name="target">The table with what is known of it.</param>
/// <param name="world">The rows.</param>
/// <param name="solver">Thinks out rows to add.</param>
sealed class KeyAttacks(Target target, ProvedWorld world, RowSolver solver)
{
    TableFacts Table => target.Table;

    /// <summary>Everything that this attacker tries here.</summary>
    public IEnumerable<Attempt> Of(Attacker attacker) =>
        target.IsPointedFrom && Table.Granted(attacker.DatabaseRole, "insert")
            ? Unique(attacker).Concat(Taken(attacker)) : [];

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
}
