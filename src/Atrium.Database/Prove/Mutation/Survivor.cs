namespace Atrium.Database.Prove.Mutation;

/// <summary>A fault that no attack noticed.</summary>
/// <param name="Subject">What was weakened.</param>
/// <param name="Fault">How.</param>
/// <param name="Reason">Why no caller gains by it; empty where nothing is known to excuse it.</param>
public sealed record Survivor(string Subject, string Fault, string Reason);
