using System.Globalization;
using System.Text.RegularExpressions;
using Atrium.Database.Plans;
using Npgsql;

namespace Atrium.Database.Deploy;

/// <summary>Turns what the server says of a statement into what helps: the place in the file, and a remedy.</summary>
static partial class Failure
{
    const int ExcerptLines = 8;

    /// <summary>What the server said, with the place in the script.</summary>
    public static DatabaseProblemException Explain(PostgresException problem, SqlScript script, SqlStatement statement)
    {
        var place = new ScriptPlace(
            script.File, statement.Line + LineWithin(problem, statement), Excerpt(statement.Sql), problem.SqlState);
        string[] more = [problem.MessageText, problem.Detail ?? "", problem.Where ?? ""];
        var said = Helpers.Restore(string.Join('\n', more.Where(text => text.Length > 0)));
        return new($"{place.File}, line {place.Line}: {said}", Remedy(problem), problem) { Place = place };
    }

    static string Remedy(PostgresException problem) => problem.SqlState switch
    {
        PostgresErrorCodes.DiskFull => "The server's disk is full: free some space and run the same again.",
        PostgresErrorCodes.LockNotAvailable =>
            "Another session holds a lock for too long: end it (see pg_stat_activity) and run the same again.",
        PostgresErrorCodes.UndefinedFile or "58P01" => Cluster.PostgresBinaries.InstallRemedy,
        PostgresErrorCodes.FeatureNotSupported when
            problem.MessageText.Contains("extension", StringComparison.Ordinal) =>
            Cluster.PostgresBinaries.InstallRemedy,
        _ => problem.Hint ?? "",
    };

    /// <summary>
    /// Lines from the statement's first to the one that failed; a line of a <c>do</c> body counts from its quote.
    /// </summary>
    static int LineWithin(PostgresException problem, SqlStatement statement)
    {
        if (problem.Position > 0)
        {
            return statement.Sql.AsSpan(0, Math.Min(problem.Position - 1, statement.Sql.Length)).Count('\n');
        }

        // The outermost frame of the context stands last.
        var inBlock = BlockLine().Matches(problem.Where ?? "").LastOrDefault();
        var body = statement.Sql.IndexOf('$', StringComparison.Ordinal);
        return inBlock is null || body < 0
            ? 0
            : statement.Sql.AsSpan(0, body).Count('\n')
              + int.Parse(inBlock.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
    }

    static string Excerpt(string sql)
    {
        var lines = sql.Split('\n');
        return lines.Length <= ExcerptLines ? sql : string.Join('\n', lines.Take(ExcerptLines)) + "\n…";
    }

    [GeneratedRegex(@"function inline_code_block line (\d+)")]
    private static partial Regex BlockLine();
}
