namespace Atrium.Database.Describe;

/// <summary>A policy.</summary>
/// <param name="Command"><c>select</c>, <c>insert</c>, <c>update</c>, <c>delete</c> or <c>all</c>.</param>
/// <param name="Roles">Sorted, joined by a comma.</param>
/// <param name="Using">Which rows; empty for none.</param>
/// <param name="Check">Which new rows; empty for none.</param>
public sealed record PolicyModel(string Command, string Roles, string Using, string Check);
