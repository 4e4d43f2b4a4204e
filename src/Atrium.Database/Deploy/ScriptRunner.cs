using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using Atrium.Database.Plans;
using Npgsql;

namespace Atrium.Database.Deploy;

/// <summary>Runs scripts statement by statement, so that a failure names file, line and SQL.</summary>
static partial class ScriptRunner
{
    const int ExcerptLines = 8;

    /// <summary>Runs every statement; the caller holds the transaction.</summary>
    /// <exception cref="DatabaseProblemException">The first failure; <c>Place</c> says where.</exception>
    public static async Task RunAsync(SqlSession session, SqlScript script, CancellationToken cancellationToken)
    {
        foreach (var statement in script.Statements)
        {
            try
            {
                await session.ExecuteAsync(statement.Sql, cancellationToken);
            }
            catch (PostgresException problem)
            {
                throw Explain(problem, script, statement);
            }
        }
    }

    /// <summary>
    /// Runs each as the deploying role, with the helpers for tests present, in a savepoint of its own that is rolled
    /// back.
    /// Nothing of it stays. The helpers are made once for all: making them costs more than most scripts do.
    /// </summary>
    /// <returns>What failed, in the order of the scripts.</returns>
    public static async Task<IReadOnlyList<(SqlScript Script, DatabaseProblemException Problem)>> TryAsync(
        SqlSession session, IReadOnlyList<SqlScript> helpers, IEnumerable<SqlScript> scripts,
        CancellationToken cancellationToken)
    {
        List<(SqlScript, DatabaseProblemException)> failed = [];
        await session.ExecuteAsync("savepoint helpers", cancellationToken);
        foreach (var helper in helpers)
        {
            await RunAsync(session, helper, cancellationToken);
        }

        foreach (var script in scripts)
        {
            await session.ExecuteAsync("savepoint attempt", cancellationToken);
            try
            {
                await RunAsync(session, script, cancellationToken);
            }
            catch (DatabaseProblemException problem) when (session.Connection.State == ConnectionState.Open)
            {
                failed.Add((script, problem));
            }

            await session.ExecuteAsync("rollback to savepoint attempt", cancellationToken);
        }

        await session.ExecuteAsync("rollback to savepoint helpers", cancellationToken);
        await session.ExecuteAsync("release savepoint helpers", cancellationToken);
        return failed;
    }

    /// <summary>What the server said, with the place in the script.</summary>
    public static DatabaseProblemException Explain(PostgresException problem, SqlScript script, SqlStatement statement)
    {
        var place = new ScriptPlace(
            script.File, statement.Line + LineWithin(problem, statement), Excerpt(statement.Sql), problem.SqlState);
        string[] more = [problem.MessageText, problem.Detail ?? "", problem.Where ?? ""];
        var message = $"{place.File}, line {place.Line}: {string.Join('\n', more.Where(text => text.Length > 0))}";
        return new(message, Remedy(problem), problem) { Place = place };
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
