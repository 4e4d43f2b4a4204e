using System.Text.RegularExpressions;
using Atrium.Database.Plans;

namespace Atrium.Database.Deploy;

/// <summary>
/// The helpers of the checks, which scripts call <c>tests.…</c>. The engine keeps them in the temporary schema of its
/// session: nobody else sees them, they go with the session however it ends, and they are made once. (A schema of
/// their own, made and rolled back with each change, would make the server forget every plan each time.)
/// </summary>
static partial class Helpers
{
    /// <summary>Makes them, where the session has none yet; outside of a transaction, so that they outlast each
    /// change's.</summary>
    /// <exception cref="DatabaseProblemException">A helper can't be made; <c>Place</c> says where.</exception>
    public static async Task MakeAsync(SqlSession session, Plan plan, CancellationToken cancellationToken)
    {
        if (session.HasHelpers)
        {
            return;
        }

        var batch = new ScriptBatch(session).Then("begin");
        foreach (var script in plan.Testing)
        {
            // What makes the schema itself has no dot behind its name; comments are for readers of the file.
            batch.Then(script, script.Statements.Where(statement => Name().IsMatch(statement.Sql)
                && !statement.Sql.StartsWith("comment on ", StringComparison.OrdinalIgnoreCase)));
        }

        await batch.Then("commit").RunAsync(cancellationToken);
        session.HasHelpers = true;
    }

    /// <summary>The statement as it is sent: with the helpers' real place. Lines stay what they are.</summary>
    public static string Resolve(string sql) => Name().Replace(sql, "pg_temp.");

    /// <summary>What the server says, with the helpers' name again.</summary>
    public static string Restore(string said) => Place().Replace(said, "tests.");

    [GeneratedRegex(@"\btests\.")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bpg_temp(_\d+)?\.")]
    private static partial Regex Place();
}
