using Atrium.Database.Prove.Beyond;
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
    const int Tries = 16;

    /// <summary>
    /// With which of the rows that may be right an attacker's insert went through; those without one have none here.
    /// </summary>
    public IReadOnlyDictionary<(long Table, string Attacker), int> Turns { get; init; } =
        new Dictionary<(long, string), int>();

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
        var cascades = new CascadeAttacks(this);
        return Attackers.SelectMany(attacker => targets
            .SelectMany(target => new TableAttacks(target, Solver).Of(attacker)
                .Concat(new PointerAttacks(target, this).Of(attacker))
                .Concat(new KeyAttacks(target, World, Solver).Of(attacker)))
            .Concat(Beside(attacker)).Concat(door.Of(attacker)).Concat(cascades.Of(attacker)));
    }

    /// <summary>All that somebody may ask without naming anything foreign: views, and functions with own ids.</summary>
    public IEnumerable<Attempt> Questions(Attacker attacker)
    {
        var views = new ReadAttacks(World);
        return Facts.Tables.Where(table => table.IsView && table.Granted(attacker.DatabaseRole, "select"))
            .Select(view => views.Read(view, attacker))
            .Concat(Facts.Routines.Where(routine => routine.IsCallable && routine.Kind == "f"
                    && routine.Schema == "public" && !CallAttacks.IsPublic(routine)
                    && routine.Callers.Contains(attacker.DatabaseRole))
                .Select(routine => Calls.Own(routine, attacker)));
    }

    /// <summary>What is tried with functions.</summary>
    public CallAttacks Calls { get; } = new(World, new Arguments(Facts, World));

    // What one of a database role is refused for want of a privilege, all of it are.
    IEnumerable<Attempt> Beside(Attacker attacker)
    {
        var views = new ReadAttacks(World);
        var read = Facts.Tables.Where(table => table.IsView).SelectMany(view => views.Of(view, attacker))
            .Concat(attacker.IsOperator ? [] : Facts.Routines.Where(routine => routine.IsCallable)
                .SelectMany(routine => Calls.Of(routine, attacker)));
        return !Representatives.Contains(attacker.Key) ? read : read
            .Concat(Facts.Tables.SelectMany(table => GrantAttacks.On(table, attacker)))
            .Concat(Facts.Others.Where(each => each.Kind == "sequence")
                .SelectMany(each => GrantAttacks.OnSequence(each.Title, attacker)))
            .Concat(GrantAttacks.OnDatabase(attacker, Facts.Others.Where(each => each.Kind == "role")
                .Select(each => each.Title)));
    }

    /// <summary>An own row for everybody who may add some and is wanted, the one of this turn.</summary>
    public IEnumerable<Attempt> Own(int turn, Func<TableFacts, Attacker, bool> isWanted) =>
        from target in Targets
        where target.IsPointedFrom
        from attacker in Attackers
        where target.Table.Granted(attacker.DatabaseRole, "insert") && isWanted(target.Table, attacker)
        let own = new TableAttacks(target, Solver).Own(
            attacker, turn, isSilent: false, attacker.Person ?? World.People["colleague"])
        where own is not null
        select own;

    /// <summary>
    /// The same operation once more for somebody who could not: with other rows, in other states and of other parents.
    /// </summary>
    public IEnumerable<Attempt> Again(Target target, Attacker attacker, string operation)
    {
        var attacks = new TableAttacks(target, Solver);
        return operation == "insert"
            ? Enumerable.Range(0, Tries).Select(turn => attacks.Own(attacker, turn, isSilent: false)).OfType<Attempt>()
            : attacks.Of(attacker).Where(attempt => attempt.Operation == operation);
    }
}
