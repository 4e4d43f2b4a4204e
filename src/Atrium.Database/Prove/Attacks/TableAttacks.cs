using System.Text.Json.Nodes;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>What is tried on the rows of one table: to read, change, remove and add foreign and own ones.</summary>
/// <param name="target">The table with what is known of it.</param>
/// <param name="solver">Thinks out rows to add.</param>
sealed class TableAttacks(Target target, RowSolver solver)
{
    static readonly string[] Operations = ["select", "insert", "update", "delete"];

    TableFacts Table => target.Table;

    /// <summary>Everything that this attacker tries here.</summary>
    public IEnumerable<Attempt> Of(Attacker attacker)
    {
        foreach (var operation in Operations)
        {
            if (!Table.Granted(attacker.DatabaseRole, operation))
            {
                yield return Ungranted(attacker, operation);
                continue;
            }

            var attempts = operation switch
            {
                "select" => [Select(attacker)],
                "update" => Updates(attacker),
                "delete" => [Silent(attacker, "delete", $"delete from {Table.Sql}{target.AmongSql(attacker)}")],
                _ => Inserts(attacker),
            };
            foreach (var attempt in attempts.Concat(Beyond(attacker, operation)))
            {
                yield return attempt;
            }
        }
    }

    // Without the privilege the answer is the same for everybody in the database role; it is asked all the same.
    Attempt Ungranted(Attacker attacker, string operation) => new(
        Table.Title, operation, operation, attacker, AttemptKind.Write,
        operation switch
        {
            "select" => $"select from {Table.Sql}",
            "insert" => $"insert into {Table.Sql} default values",
            "update" => $"update {Table.Sql} set {Sql.Name(Table.Columns[0].Name)} = default",
            _ => $"delete from {Table.Sql}",
        },
        answer => answer.IsDenied || answer.State is "42P17" or "428C9" or "55000" or "0A000"
            ? Verdict.Held : Verdict.Leak($"not granted, and yet {answer.Words}"))
    {
        Silent = true,
    };

    // A column that may not be given or changed is the database's own: a key, a state, who it was.
    IEnumerable<Attempt> Beyond(Attacker attacker, string operation)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, operation);
        if (operation is "insert" or "update" && !attacker.IsOperator
            && Table.Columns.FirstOrDefault(each => !each.IsGenerated && !granted.Contains(each.Name)) is { } kept)
        {
            var name = Sql.Name(kept.Name);
            yield return new(
                Table.Title, operation, operation, attacker, AttemptKind.Write,
                operation == "insert" ? $"insert into {Table.Sql} ({name}) values (default)"
                    : $"update {Table.Sql} set {name} = default",
                answer => answer.IsDenied && answer.Message.StartsWith("permission denied", StringComparison.Ordinal)
                    ? Verdict.Held : Verdict.Leak($"{kept.Name} may be written: {answer.Words}"))
            {
                Silent = true,
            };
        }
    }

    Attempt Select(Attacker attacker)
    {
        var granted = Table.GrantedColumns(attacker.DatabaseRole, "select").Select(column => column.Name).ToList();
        var key = target.Key.All(granted.Contains) && target.Key.Count > 0 ? target.Key : granted;
        var columns = string.Join(", ", key.Select(Sql.Name));
        return new(
            Table.Title, "select", "select", attacker, AttemptKind.Read,
            $"select to_jsonb(seen)::text as line from (select {columns} from {Table.Sql}"
                + $"{target.AmongSql(attacker)}) as seen",
            answer => target.Judge(attacker, "select", answer, target.Seen(answer, key)));
    }

    IEnumerable<Attempt> Updates(Attacker attacker)
    {
        var columns = Table.GrantedColumns(attacker.DatabaseRole, "update").ToList();
        // A constant asks for no right to read, so that the policy for changes is alone.
        var plain = columns.FirstOrDefault(column => target.Constant(column) is not null)
            ?? columns.FirstOrDefault(column => column.HasDefault || !column.NotNull);
        if (plain is not null)
        {
            var value = target.Constant(plain) ?? "default";
            var all = Silent(
                attacker, "update",
                $"update {Table.Sql} set {Sql.Name(plain.Name)} = {value}{target.AmongSql(attacker)}");
            yield return all;
            // What a check ties to other columns only a trigger can bring through.
            if (Table.Checks.Any(check => check.Columns.Count > 1 && check.Columns.Contains(plain.Name)))
            {
                yield return all with { Silent = false };
            }
        }

        var readable = Table.GrantedNames(attacker.DatabaseRole, "select");
        if (columns.FirstOrDefault(column => readable.Contains(column.Name)) is { } same)
        {
            var name = Sql.Name(same.Name);
            yield return Silent(
                attacker, "update", $"update {Table.Sql} set {name} = {name}{target.AmongSql(attacker)}");
        }
    }

    // Triggers and foreign keys are silent: what was reached is what the policies let through, nothing more or less.
    Attempt Silent(Attacker attacker, string operation, string sql) => new(
        Table.Title, operation, operation, attacker, AttemptKind.Write, sql,
        answer => target.Judge(attacker, operation, answer, target.Missing(answer)))
    {
        Silent = true,
        After = target.TouchedSql,
    };

    IEnumerable<Attempt> Inserts(Attacker attacker)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "insert");
        if (Own(attacker, 0, isSilent: true) is { } own)
        {
            yield return own;
        }

        foreach (var place in target.ForeignPlaces(attacker))
        {
            if (target.Row(solver, place) is { } row && target.Binds(row, granted, place, attacker))
            {
                yield return new(
                    Table.Title, "insert", "insert foreign", attacker, AttemptKind.Write, InsertSql(row, granted),
                    answer => answer.State is null || answer.State.StartsWith("23", StringComparison.Ordinal)
                        ? Verdict.Leak($"a row of {Target.Words(place)} was let in: {answer.Words}") : Verdict.Held)
                {
                    Silent = true,
                };
            }
        }
    }

    /// <summary>
    /// An own row, with other values and parents each turn, that triggers may have to complete; null for none.
    /// </summary>
    /// <param name="attacker">Who tries it.</param>
    /// <param name="turn">Which of the rows that may be right.</param>
    /// <param name="isSilent">Whether row security alone answers.</param>
    /// <param name="person">Whose row; null for the attacker's own.</param>
    public Attempt? Own(Attacker attacker, int turn, bool isSilent, Person? person = null)
    {
        var granted = Table.GrantedNames(attacker.DatabaseRole, "insert");
        return (person ?? attacker.Person) is { } me && target.Row(solver, new Place('a', 1, me), turn) is { } row
            ? new(
                Table.Title, "insert", "insert", attacker, AttemptKind.Write, InsertSql(row, granted),
                answer => target.JudgeInsert(attacker, answer))
            {
                Silent = isSilent,
            }
            : null;
    }

    /// <summary>An insert of those columns of a row that may be given.</summary>
    public string InsertSql(JsonObject row, IReadOnlySet<string> granted)
    {
        var columns = string.Join(", ", row.Select(value => value.Key).Where(granted.Contains).Select(Sql.Name));
        return columns.Length == 0
            ? $"insert into {Table.Sql} default values"
            : $"insert into {Table.Sql} ({columns}) select {columns} from jsonb_populate_record(null::{Table.Sql}, "
                + $"{Sql.Literal(row.ToJsonString())}::jsonb)";
    }
}
