using System.Data;
using Atrium.Database.Plans;

namespace Atrium.Database.Deploy;

/// <summary>
/// Runs checks, and keeps nothing of them: each in a savepoint that is rolled back. Checks that open with the same
/// statement, the one that makes their people and things, share it: it runs once and each starts from what it made.
/// </summary>
static class Checks
{
    /// <summary>Adds checks that must all hold to a batch; the first failure fails the batch.</summary>
    public static ScriptBatch ThenCheck(this ScriptBatch batch, IReadOnlyList<SqlScript> scripts)
    {
        foreach (var cast in Casts(scripts))
        {
            batch.Then("savepoint opening").Then(cast.First(), Opening(cast.First()));
            foreach (var script in cast)
            {
                batch.Then("savepoint attempt").Then(script, Rest(script)).Then("rollback to savepoint attempt");
            }

            batch.Then("rollback to savepoint opening").Then("release savepoint opening");
        }

        return batch;
    }

    /// <summary>Runs all, whatever fails; the caller holds the transaction.</summary>
    /// <returns>What failed, in the order of the scripts.</returns>
    public static async Task<IReadOnlyList<(SqlScript Script, DatabaseProblemException Problem)>> TryAsync(
        SqlSession session, IReadOnlyList<SqlScript> scripts, CancellationToken cancellationToken)
    {
        Dictionary<SqlScript, DatabaseProblemException> failed = [];
        foreach (var cast in Casts(scripts))
        {
            await session.ExecuteAsync("savepoint opening", cancellationToken);
            var problem = await ProblemAsync(
                session, new ScriptBatch(session).Then(cast.First(), Opening(cast.First())), cancellationToken);
            foreach (var script in cast)
            {
                var batch = new ScriptBatch(session).Then("savepoint attempt").Then(script, Rest(script));
                if ((problem ?? await ProblemAsync(session, batch, cancellationToken)) is { } found)
                {
                    failed[script] = found;
                }

                if (problem is null)
                {
                    await session.ExecuteAsync("rollback to savepoint attempt", cancellationToken);
                }
            }

            await session.ExecuteAsync("rollback to savepoint opening", cancellationToken);
        }

        return [.. scripts.Where(failed.ContainsKey).Select(script => (script, failed[script]))];
    }

    static async Task<DatabaseProblemException?> ProblemAsync(
        SqlSession session, ScriptBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await batch.RunAsync(cancellationToken);
            return null;
        }
        catch (DatabaseProblemException problem) when (session.Connection.State == ConnectionState.Open)
        {
            return problem;
        }
    }

    /// <summary>The scripts by what they open with, in the order of the first of each.</summary>
    static IEnumerable<IGrouping<string, SqlScript>> Casts(IReadOnlyList<SqlScript> scripts) =>
        scripts.GroupBy(script => Opening(script).FirstOrDefault()?.Sql ?? "");

    /// <summary>The script's first statement where it is a call of a helper and no more, such as of a cast.</summary>
    static IEnumerable<SqlStatement> Opening(SqlScript script) =>
        script.Statements.Take(1).Where(statement =>
            statement.Sql.StartsWith("select tests.", StringComparison.Ordinal)
            && statement.Sql.EndsWith("()", StringComparison.Ordinal));

    static IEnumerable<SqlStatement> Rest(SqlScript script) => script.Statements.Skip(Opening(script).Count());
}
