namespace Atrium.Database;

/// <summary>Quoting for the SQL that has to be composed: names and literals that come from the catalogue.</summary>
public static class Sql
{
    /// <summary>An identifier, always quoted.</summary>
    public static string Name(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>A string literal for a server with standard_conforming_strings on, as it is by default.</summary>
    public static string Literal(string text) => '\'' + text.Replace("'", "''", StringComparison.Ordinal) + '\'';
}
