using System.Text.RegularExpressions;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>What is read through views: everything they show must be the attacker's to see.</summary>
/// <param name="world">The rows.</param>
sealed class ReadAttacks(ProvedWorld world)
{
    /// <summary>What this attacker tries with a view.</summary>
    public IEnumerable<Attempt> Of(TableFacts view, Attacker attacker)
    {
        if (view.Granted(attacker.DatabaseRole, "select"))
        {
            yield return Read(view, attacker);
        }

        foreach (var operation in new[] { "select", "insert", "update", "delete" })
        {
            if (view.Granted(attacker.DatabaseRole, operation) && operation == "select")
            {
                continue;
            }

            yield return new(
                view.Title, operation, operation, attacker, AttemptKind.Write,
                operation switch
                {
                    "select" => $"select from {view.Sql}",
                    "insert" => $"insert into {view.Sql} default values",
                    "update" => $"update {view.Sql} set {Sql.Name(view.Columns[0].Name)} = default",
                    _ => $"delete from {view.Sql}",
                },
                answer => answer.State is not null || answer.Touched == 0 || attacker.IsOperator
                    ? Verdict.Held : Verdict.Leak($"rows change through a view: {answer.Words}"));
        }
    }

    /// <summary>Everything that a view shows the attacker; to an operator, for whom it is all there is, some of it.
    /// </summary>
    public Attempt Read(TableFacts view, Attacker attacker)
    {
        var limit = attacker.IsOperator ? " limit 100" : "";
        var columns = string.Join(", ", view.GrantedColumns(attacker.DatabaseRole, "select")
            .Select(column => Sql.Name(column.Name)));
        return new(
            view.Title, "view", "select", attacker, AttemptKind.Read,
            $"select seen::text as line from (select {columns} from {view.Sql}{limit}) as seen",
            answer => attacker.IsOperator ? Verdict.Worked : Judge(world, attacker, answer.Output, "")
                ?? (answer is { State: null, Touched: > 0 } ? Verdict.Worked : Verdict.Held));
    }

    /// <summary>A leak where a text holds a mark that isn't the attacker's to see; null where it holds none.</summary>
    /// <param name="world">Whose marks they are.</param>
    /// <param name="attacker">Who sees it.</param>
    /// <param name="text">What is seen.</param>
    /// <param name="given">What the attacker put in: to get that back tells nothing.</param>
    /// <param name="isInner">Whether no request can name it: whoever uses it tells clients apart.</param>
    public static Verdict? Judge(
        ProvedWorld world, Attacker attacker, string text, string given, bool isInner = false)
    {
        var pattern = world.Marks.Foreign(attacker.Person is null && attacker.Role.Length == 0 ? '-' : 'a');
        if (attacker.Person is { Client: > 0 } && !isInner)
        {
            pattern += "|" + world.Marks.Client('a', 2);
        }

        var found = Regex.Matches(text, $"({pattern})[-0-9a-f]*").Select(match => match.Value).Distinct()
            .FirstOrDefault(value => !given.Contains(value, StringComparison.Ordinal)
                && !attacker.Claims.Contains(value, StringComparison.Ordinal)
                && !(attacker.Key == "shared" && ProvedWorld.IsOfAgencyItself(value)));
        return found is null ? null : Verdict.Leak($"shows {found}, which is of {ProvedWorld.PlaceOf(found)}");
    }
}
