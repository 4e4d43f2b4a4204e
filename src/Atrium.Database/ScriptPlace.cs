namespace Atrium.Database;

/// <summary>Where in a script something failed.</summary>
/// <param name="File">Path below the plan's folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Sql">The statement, cut to its first lines.</param>
/// <param name="SqlState">Five characters, as PostgreSQL gave them.</param>
public sealed record ScriptPlace(string File, int Line, string Sql, string SqlState);
