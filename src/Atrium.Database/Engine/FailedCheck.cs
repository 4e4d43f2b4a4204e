namespace Atrium.Database.Engine;

/// <summary>One check that failed.</summary>
/// <param name="Check">A script of a change, or a file of <c>lint</c> with the rule's name.</param>
/// <param name="Message">What is not as meant, with file and line for a script.</param>
/// <param name="Remedy">What would be right; may be empty.</param>
public sealed record FailedCheck(string Check, string Message, string Remedy);
