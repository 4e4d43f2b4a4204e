namespace Atrium.Database.Plans;

/// <summary>A file of plain SQL, cut into its statements.</summary>
/// <param name="File">Path below the plan's folder, as told in messages.</param>
/// <param name="Text">The whole file, line ends as LF.</param>
public sealed record SqlScript(string File, string Text)
{
    IReadOnlyList<SqlStatement>? _statements;

    /// <summary>The statements in order; empty for a file of comments.</summary>
    public IReadOnlyList<SqlStatement> Statements => _statements ??= SqlSplitter.Split(Text);

    /// <summary>Reads a script that must be there.</summary>
    /// <exception cref="DatabaseProblemException">It isn't.</exception>
    public static SqlScript Read(string folder, string file) =>
        ReadIfThere(folder, file) ?? throw new DatabaseProblemException(
            $"The plan lacks {Path.Combine(folder, file)}.",
            "A change is a folder with deploy.sql, revert.sql, verify.sql and prove.sql.");

    /// <summary>Reads a script, or null when there is no such file.</summary>
    public static SqlScript? ReadIfThere(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return System.IO.File.Exists(path)
            ? new(file, System.IO.File.ReadAllText(path).ReplaceLineEndings("\n"))
            : null;
    }

    /// <summary>The scripts of a folder, in the order of their names; none when there is no such folder.</summary>
    public static IReadOnlyList<SqlScript> ReadAll(string folder, string part)
    {
        var path = Path.Combine(folder, part);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.sql").Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal).Select(file => Read(folder, Path.Combine(part, file)))]
            : [];
    }
}
