namespace Atrium.Database.Prove;

/// <summary>Something that is wrong.</summary>
/// <param name="Subject">With what: schema and name.</param>
/// <param name="Role">For whom; empty where it is nobody's in particular.</param>
/// <param name="Attack">What was tried; empty for an object that isn't classified.</param>
/// <param name="Problem">A plain sentence. Values in it are those of made-up rows.</param>
/// <param name="Statement">The statement that shows it; empty without one.</param>
/// <param name="Answer">What the database answered.</param>
public sealed record ProveFinding(
    string Subject, string Role, string Attack, string Problem, string Statement, string Answer);
