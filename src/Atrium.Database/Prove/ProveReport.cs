namespace Atrium.Database.Prove;

/// <summary>What the attacks on a database found.</summary>
/// <param name="Objects">How many objects of the catalogue were classified.</param>
/// <param name="Attempts">How many statements were tried.</param>
/// <param name="Leaks">What got out, or in.</param>
/// <param name="RefusedNeeded">What a role must be able to do by the rights matrix, and can't.</param>
/// <param name="Unclassified">Objects of which nothing says whose they are, or that no row could be made for.</param>
/// <param name="Cells">Every object, attacker and operation with the worst that was found.</param>
/// <param name="Took">How long it took.</param>
public sealed record ProveReport(
    int Objects, int Attempts, IReadOnlyList<ProveFinding> Leaks, IReadOnlyList<ProveFinding> RefusedNeeded,
    IReadOnlyList<ProveFinding> Unclassified, IReadOnlyList<ProveCell> Cells, TimeSpan Took)
{
    /// <summary>Whether nothing leaked, nothing needed was refused and nothing was unclassified.</summary>
    public bool Ok => Leaks.Count + RefusedNeeded.Count + Unclassified.Count == 0;
}

/// <summary>Something that is wrong.</summary>
/// <param name="Subject">With what: schema and name.</param>
/// <param name="Role">For whom; empty where it is nobody's in particular.</param>
/// <param name="Attack">What was tried; empty for an object that isn't classified.</param>
/// <param name="Problem">A plain sentence. Values in it are those of made-up rows.</param>
/// <param name="Statement">The statement that shows it; empty without one.</param>
/// <param name="Answer">What the database answered.</param>
public sealed record ProveFinding(
    string Subject, string Role, string Attack, string Problem, string Statement, string Answer);

/// <summary>One field of the matrix.</summary>
/// <param name="Subject">Row.</param>
/// <param name="Role">Column.</param>
/// <param name="Operation">What was tried.</param>
/// <param name="State">held, worked, leak or refused.</param>
/// <param name="Attempts">How many attempts the state sums up.</param>
/// <param name="Statement">The telling attempt.</param>
/// <param name="Answer">What the database answered.</param>
public sealed record ProveCell(
    string Subject, string Role, string Operation, string State, int Attempts, string Statement, string Answer);
