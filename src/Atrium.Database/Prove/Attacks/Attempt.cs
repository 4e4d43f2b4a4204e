namespace Atrium.Database.Prove.Attacks;

/// <summary>How a statement is run and what is asked of it.</summary>
enum AttemptKind
{
    /// <summary>A query whose rows are the answer.</summary>
    Read,

    /// <summary>A statement that touches rows.</summary>
    Write,
}

/// <summary>One thing that one attacker tries; nothing of it stays.</summary>
/// <param name="Object">What it is aimed at.</param>
/// <param name="Attack">Name of the attack, as <c>--attack</c> has it.</param>
/// <param name="Operation">Column of the matrix.</param>
/// <param name="Attacker">Who tries it.</param>
/// <param name="Kind">Query or statement.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Judge">Says what an answer means.</param>
sealed record Attempt(
    string Object, string Attack, string Operation, Attacker Attacker, AttemptKind Kind, string Sql,
    Func<Answer, Verdict> Judge)
{
    /// <summary>What the superuser does in the same savepoint before the caller is let in; empty for nothing.</summary>
    public string Before { get; init; } = "";

    /// <summary>A query the superuser asks in the same savepoint after it; empty for none.</summary>
    public string After { get; init; } = "";

    /// <summary>Other claims than the attacker's, where something runs before; empty for the attacker's.</summary>
    public string Claims { get; init; } = "";

    /// <summary>Whether the question after it is what it did to others, or made of the caller.</summary>
    public bool AsksEffects { get; init; }

    /// <summary>The columns or arguments by which it points to foreign rows; empty for other attempts.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>Whether triggers and foreign keys stay silent, so that row security alone answers.</summary>
    public bool Silent { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="State">SQLSTATE of the refusal; null where it went through.</param>
/// <param name="Message">The whole text of the refusal.</param>
/// <param name="Touched">How many rows.</param>
/// <param name="Output">What a query gave, a row a line.</param>
/// <param name="After">What the question after it gave.</param>
sealed record Answer(string? State, string Message, long Touched, string Output, string After)
{
    /// <summary>Whether privilege or row security refused it.</summary>
    public bool IsDenied => State == "42501";

    /// <summary>
    /// Whether row security had let the row in before something else was found wrong with it: what a type forbids is
    /// found earlier, what the table forbids later.
    /// </summary>
    public bool IsPastPolicies => State is null or "23503" or "23505" or "23P01"
        || (State is "23502" or "23514" && Message.Contains("relation \"", StringComparison.Ordinal)
            && !Message.StartsWith("no partition", StringComparison.Ordinal));

    /// <summary>The answer in a few words.</summary>
    public string Words => State is null
        ? $"accepted, {Touched} rows" + (After is "" or "0" ? "" : $", then: {Cut(After)}")
        : $"{State}: {Cut(Message)}";

    static string Cut(string text) => text.Length > 300 ? text[..300] + " …" : text;
}

/// <summary>What an answer means.</summary>
enum Outcome
{
    /// <summary>Refused, or nothing seen, and rightly.</summary>
    Held,

    /// <summary>It worked, and had to.</summary>
    Worked,

    /// <summary>Something got out, or in.</summary>
    Leak,

    /// <summary>It had to work and didn't.</summary>
    RefusedNeeded,
}

/// <summary>An outcome and why.</summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Why">For people; empty where it goes without saying.</param>
readonly record struct Verdict(Outcome Outcome, string Why)
{
    /// <summary>Refused, and rightly.</summary>
    public static readonly Verdict Held = new(Outcome.Held, "");

    /// <summary>Worked, and had to.</summary>
    public static readonly Verdict Worked = new(Outcome.Worked, "");

    /// <summary>Something got out.</summary>
    public static Verdict Leak(string why) => new(Outcome.Leak, why);

    /// <summary>Had to work and didn't.</summary>
    public static Verdict Needed(string why) => new(Outcome.RefusedNeeded, why);
}
