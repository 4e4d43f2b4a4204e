namespace Atrium.Database.Lint;

/// <summary>What the rules found.</summary>
/// <param name="Rules">How many rules were asked.</param>
/// <param name="Findings">In the order of the rules; empty when all is well.</param>
public sealed record LintReport(int Rules, IReadOnlyList<LintFinding> Findings);
