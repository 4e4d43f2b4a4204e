namespace Atrium.Database.Lint;

/// <summary>Something in the deployed catalogue that a rule forbids.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">What breaks it, such as <c>public.clients</c>.</param>
/// <param name="Detail">In what way, as a sentence.</param>
/// <param name="Remedy">What would be right; SQL to run where it ends with a semicolon.</param>
public sealed record LintFinding(LintRule Rule, string Subject, string Detail, string Remedy);
