namespace Atrium.Database.Prove.Mutation;

/// <summary>One fault that the prover has to notice.</summary>
/// <param name="Subject">The object that is weakened, as the attempts name it.</param>
/// <param name="Fault">What is wrong with it then.</param>
/// <param name="Sql">Statements that make it so.</param>
/// <param name="Operations">Operations that may show it; empty for all.</param>
/// <param name="Excuse">Why it may change nothing for any caller; empty where it always does.</param>
/// <param name="IsStatic">Whether the catalogue alone shows it, without an attempt.</param>
sealed record Mutant(
    string Subject, string Fault, string Sql, IReadOnlyList<string> Operations, string Excuse, bool IsStatic);

/// <summary>A fault that no attack noticed.</summary>
/// <param name="Subject">What was weakened.</param>
/// <param name="Fault">How.</param>
/// <param name="Reason">Why no caller gains by it; empty where nothing is known to excuse it.</param>
public sealed record Survivor(string Subject, string Fault, string Reason);

/// <summary>What came of weakening the database, one fault at a time.</summary>
/// <param name="Mutants">How many faults were made.</param>
/// <param name="Killed">How many of them an attack noticed.</param>
/// <param name="Survivors">The others.</param>
public sealed record MutationReport(int Mutants, int Killed, IReadOnlyList<Survivor> Survivors)
{
    /// <summary>Whether each fault was noticed, or changes nothing for a known reason.</summary>
    public bool Ok => Survivors.All(each => each.Reason.Length > 0);
}
