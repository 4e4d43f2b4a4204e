namespace Atrium.Kernel;

/// <summary>Composes SQL where a parameter can't stand: the one place that quotes names.</summary>
public static class SqlNames
{
    /// <summary>Quotes a name so that any text is exactly that name: <c>a"b</c> becomes <c>"a""b"</c>.</summary>
    /// <param name="name">The bare name. A zero character, which PostgreSQL has not, ends as a replacement.</param>
    public static string Quote(string name) =>
        '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\0', '\uFFFD') + '"';

    /// <summary>Quotes a name within its schema.</summary>
    /// <param name="schema">The bare schema name.</param>
    /// <param name="name">The bare name.</param>
    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>
    /// Quotes text as a literal, for the few words known beforehand; callers' values are bound instead.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Literal(string text)
    {
        var doubled = text.Replace("'", "''", StringComparison.Ordinal).Replace('\0', '\uFFFD');
        return doubled.Contains('\\', StringComparison.Ordinal)
            ? "E'" + doubled.Replace("\\", @"\\", StringComparison.Ordinal) + "'"
            : $"'{doubled}'";
    }
}
