using Atrium.Database.Prove.Mutation;

namespace Atrium.Database.Prove;

/// <summary>What the attacks on a database found.</summary>
/// <param name="Objects">How many objects of the catalogue were classified.</param>
/// <param name="Attempts">How many statements were tried.</param>
/// <param name="Leaks">What got out, or in.</param>
/// <param name="RefusedNeeded">What a role must be able to do by the rights matrix, and can't.</param>
/// <param name="Unclassified">Objects of which nothing says whose they are, or that no row could be made for.</param>
/// <param name="Cells">Every object, attacker and operation with the worst that was found.</param>
/// <param name="Fingerprint">SHA-256 of the catalogue that was attacked, 64 hexadecimal digits.</param>
/// <param name="Took">How long it took.</param>
public sealed record ProveReport(
    int Objects, int Attempts, IReadOnlyList<ProveFinding> Leaks, IReadOnlyList<ProveFinding> RefusedNeeded,
    IReadOnlyList<ProveFinding> Unclassified, IReadOnlyList<ProveCell> Cells,
    string Fingerprint, TimeSpan Took)
{
    /// <summary>What came of weakening the database; null where that was not asked for.</summary>
    public MutationReport? Mutation { get; init; }

    /// <summary>
    /// Whether nothing leaked, nothing needed was refused, nothing was unclassified and no fault went unnoticed.
    /// </summary>
    public bool Ok => Leaks.Count + RefusedNeeded.Count + Unclassified.Count == 0
        && Mutation is null or { Ok: true };
}
