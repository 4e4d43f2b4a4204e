using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.Beyond;

/// <summary>
/// What goes along when a row is removed: triggers and foreign keys carry it on, and must stop at the agency. The
/// operator, whom no policy holds, tries it too.
/// </summary>
/// <param name="battle">What the attacks are made of.</param>
sealed class CascadeAttacks(Battle battle)
{
    const int Removed = 3;

    static readonly string[] Removers = ["owner", "shared", "operator"];

    /// <summary>Everything that this attacker tries.</summary>
    public IEnumerable<Attempt> Of(Attacker attacker) => !Removers.Contains(attacker.Key) ? []
        : battle.Targets.Where(target => target.Table is { Parent: "", Schema: "public" }
                && battle.Scopes[target.Table.Oid] is Scope.Root or Scope.Agency or Scope.Client or Scope.Parent
                && target.Table.Granted(attacker.DatabaseRole, "delete") && target.Key.Count > 0)
            .SelectMany(target => target.Rows.Where(row => row.Place.Agency == 'a').Take(Removed)
                .Select(row => Remove(target, row, attacker)));

    static Attempt Remove(Target target, World.WorldRow row, Attacker attacker)
    {
        var where = target.Key.Select(name => $"{Sql.Name(name)} = {Sql.Literal(row.Text(name) ?? "")}");
        return new(
            target.Table.Title, "cascade", "delete", attacker, AttemptKind.Write,
            $"delete from {target.Table.Sql} where {string.Join(" and ", where)}",
            answer => answer.After.Length > 0 ? Verdict.Leak($"afterwards: {answer.After}") : Verdict.Held)
        {
            AsksEffects = true,
        };
    }
}
