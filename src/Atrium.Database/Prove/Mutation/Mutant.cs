namespace Atrium.Database.Prove.Mutation;

/// <summary>One fault that the prover has to notice.</summary>
/// <param name="Subject">The object that is weakened, as the attempts name it.</param>
/// <param name="Fault">What is wrong with it then.</param>
/// <param name="Sql">Statements that make it so.</param>
/// <param name="Aims">Objects whose attempts may show it.</param>
/// <param name="Operations">Operations that may show it; empty for all.</param>
/// <param name="Column">The column by which a row may then point elsewhere; empty for other faults.</param>
/// <param name="Excuse">Why it may change nothing for any caller; empty where it always does.</param>
/// <param name="IsStatic">Whether the catalogue alone shows it, without an attempt.</param>
sealed record Mutant(
    string Subject, string Fault, IReadOnlyList<string> Sql, IReadOnlyList<string> Aims,
    IReadOnlyList<string> Operations, string Column, string Excuse, bool IsStatic);
