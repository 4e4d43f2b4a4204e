namespace Atrium.Database.Describe;

/// <summary>A type of few values.</summary>
/// <param name="Name">Of the domain or enumeration.</param>
/// <param name="Values">In the order of their definition.</param>
public sealed record ClosedSet(string Name, IReadOnlyList<string> Values);
