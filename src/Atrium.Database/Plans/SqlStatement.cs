namespace Atrium.Database.Plans;

/// <summary>One statement of a script.</summary>
/// <param name="Line">Line of the file where it begins, from 1.</param>
/// <param name="Sql">Without the semicolon at its end.</param>
public sealed record SqlStatement(int Line, string Sql);
