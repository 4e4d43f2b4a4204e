using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>Everything that is tried: made of the catalogue, for everybody.</summary>
/// <param name="Facts">The catalogue.</param>
/// <param name="Scopes">Whom each table is for.</param>
/// <param name="World">Agencies, people and rows.</param>
/// <param name="Solver">Thinks out further rows.</param>
sealed record Battle(
    CatalogueFacts Facts, IReadOnlyDictionary<long, Scope> Scopes, ProvedWorld World, RowSolver Solver)
{
    const int Turns = 16;

    static readonly string[] Representatives = ["owner", "anon", "operator"];

    /// <summary>Everybody who attacks.</summary>
    public IReadOnlyList<Attacker> Attackers { get; } = Attacker.All(World);

    /// <summary>Every table that is attacked.</summary>
    public IReadOnlyList<Target> Targets =>
        [.. Facts.Tables.Where(table => table.IsTable)
            .Select(table => new Target(table, Scopes[table.Oid], Facts, World))];

    /// <summary>Every attempt.</summary>
    public IEnumerable<Attempt> Attempts()
    {
        var targets = Targets;
        var door = new DoorAttacks(Facts, Scopes, World);
        return Attackers.SelectMany(attacker => targets
            .SelectMany(target => new TableAttacks(target, Solver).Of(attacker)
                .Concat(new KeyAttacks(target, World, Solver).Of(attacker)))
            .Concat(Beside(attacker)).Concat(door.Of(attacker)));
    }

    // What one of a database role is refused for want of a privilege, all of it are.
    IEnumerable<Attempt> Beside(Attacker attacker)
    {
        var views = new ReadAttacks(World);
        var calls = new CallAttacks(World, new Arguments(Facts, World));
        var read = Facts.Tables.Where(table => table.IsView).SelectMany(view => views.Of(view, attacker))
            .Concat(attacker.IsOperator ? [] : Facts.Routines.Where(routine => routine.IsCallable)
                .SelectMany(routine => calls.Of(routine, attacker)));
        return !Representatives.Contains(attacker.Key) ? read : read
            .Concat(Facts.Tables.SelectMany(table => GrantAttacks.On(table, attacker)))
            .Concat(Facts.Others.Where(each => each.Kind == "sequence")
                .SelectMany(each => GrantAttacks.OnSequence(each.Title, attacker)))
            .Concat(GrantAttacks.OnDatabase(attacker, Facts.Others.Where(each => each.Kind == "role")
                .Select(each => each.Title)));
    }

    /// <summary>
    /// The same operation once more for somebody who could not: with other rows, in other states and of other parents.
    /// </summary>
    public IEnumerable<Attempt> Again(Target target, Attacker attacker, string operation)
    {
        var attacks = new TableAttacks(target, Solver);
        return operation == "insert"
            ? Enumerable.Range(0, Turns).Select(turn => attacks.Own(attacker, turn, isSilent: false)).OfType<Attempt>()
            : attacks.Of(attacker).Where(attempt => attempt.Operation == operation);
    }
}
