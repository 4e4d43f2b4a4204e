namespace Atrium.Database.Prove.Mutation;

/// <summary>What came of weakening the database, one fault at a time.</summary>
/// <param name="Mutants">How many faults were made.</param>
/// <param name="Killed">How many of them an attack noticed.</param>
/// <param name="Survivors">The others.</param>
public sealed record MutationReport(int Mutants, int Killed, IReadOnlyList<Survivor> Survivors)
{
    /// <summary>Whether each fault was noticed, or changes nothing for a known reason.</summary>
    public bool Ok => Survivors.All(each => each.Reason.Length > 0);
}
