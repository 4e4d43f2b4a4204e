using System.Text.RegularExpressions;
using Atrium.Database;
using Xunit;

namespace Atrium.Testing;

/// <summary>
/// The catalogue of a module's lists, beside a hundred other agencies that have much: each has to be served by an index
/// of its table, and no policy may read a whole table or hash one. A small table would hide both. A module derives
/// its class of plans from it.
/// </summary>
/// <param name="database">The fixture's database; filled once.</param>
/// <param name="caller">Somebody of the fixture's cast, signed in.</param>
/// <param name="filled">Puts identifiers of the cast in place of <c>{names}</c>.</param>
/// <param name="fill">
/// Statements that fill the module's tables for the agencies <c>far-1</c> to <c>far-100</c>, each with a client
/// <c>far</c>. They go in past triggers and references: what matters is only how much of others there is.
/// </param>
public abstract class CrowdedLists(
    TestDatabase database, Func<string, AsCaller> caller, Func<string, string> filled, IReadOnlyList<string> fill)
    : IAsyncLifetime
{
    static readonly string[] Others =
    [
        "set session_replication_role = replica",
        "insert into public.agencies (name, slug) select 'Far ' || n, 'far-' || n from generate_series(1, 100) n",
        """
        insert into public.clients (agency_id, code, name, stage_id)
        select id, 'far', 'Far', id from public.agencies where slug like 'far-%'
        """,
    ];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (await database.ScalarAsync<bool>("select exists (select from public.agencies where slug = 'far-1')"))
        {
            return;
        }

        await using var session = await SqlSession.OpenAsync(database.ConnectionString, default);
        foreach (var statement in (IEnumerable<string>)[.. Others, .. fill, "analyze"])
        {
            await session.ExecuteAsync(statement, default);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The plans in which the query reads a whole table, or hashes a subplan: none, for none of these
    /// people.</summary>
    /// <param name="query">Of the catalogue.</param>
    /// <param name="tables">Names of the tables that are full, as a regular expression.</param>
    /// <param name="people">Of the cast.</param>
    protected async Task<IReadOnlyList<string>> WholeReadsAsync(
        string query, string tables, params IReadOnlyList<string> people)
    {
        List<string> offending = [];
        foreach (var person in people)
        {
            var plan = string.Join(
                '\n', await caller(person).ColumnAsync<string>($"explain (costs off) {filled(query)}"));
            if (Regex.IsMatch(plan, $@"Seq Scan on ({tables})")
                || plan.Contains("hashed SubPlan", StringComparison.Ordinal))
            {
                offending.Add($"{person}:\n{plan}");
            }
        }

        return offending;
    }
}
