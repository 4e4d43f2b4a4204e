using Atrium.Database.Deploy;
using Atrium.Database.Plans;

namespace Atrium.Database.Engine;

/// <summary>
/// What has been deployed: the table <c>atrium.changes</c>, made by the engine before the first change.
/// </summary>
static class Ledger
{
    /// <summary>The statements that make it.</summary>
    public static readonly IReadOnlyList<string> Make =
    [
        "create schema if not exists atrium",
        """
        create table if not exists atrium.changes (
          name text primary key,
          position int not null unique,
          checksum text not null,
          rows jsonb not null default '{}',
          found text[],
          milliseconds int not null,
          deployed_by text not null default session_user,
          deployed_at timestamptz not null default clock_timestamp()
        )
        """,
        "comment on table atrium.changes is 'The ledger: a row for each deployed change. Scope: none, operator only.'",
        "comment on column atrium.changes.name is 'Module and change, as in plan.txt.'",
        "comment on column atrium.changes.position is 'Order of deployment, from 1.'",
        "comment on column atrium.changes.checksum is 'SHA-256 of deploy.sql: an edited change is refused.'",
        "comment on column atrium.changes.rows is 'Digest of the rows that the change itself put into its new tables.'",
        "comment on column atrium.changes.found is 'First change only: what was there before; not Atrium''s.'",
        "comment on column atrium.changes.milliseconds is"
            + " 'From the beginning of its transaction until its script had run.'",
        "comment on column atrium.changes.deployed_by is 'The role that deployed it.'",
        "comment on column atrium.changes.deployed_at is 'When it was deployed.'",
    ];

    /// <summary>True where the ledger is there.</summary>
    public static Task<bool> ExistsAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.ScalarAsync<bool>("select to_regclass('atrium.changes') is not null", cancellationToken);

    /// <summary>Makes the ledger if need be. All or nothing.</summary>
    public static async Task EnsureAsync(SqlSession session, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(session, cancellationToken))
        {
            return;
        }

        await session.ExecuteAsync("begin", cancellationToken);
        foreach (var statement in Make)
        {
            await session.ExecuteAsync(statement, cancellationToken);
        }

        await session.ExecuteAsync("commit", cancellationToken);
    }

    /// <summary>What has been deployed, in order; empty where nothing has.</summary>
    public static async Task<IReadOnlyList<LedgerEntry>> ReadAsync(
        SqlSession session, CancellationToken cancellationToken) =>
        !await ExistsAsync(session, cancellationToken)
            ? []
            : await session.RowsAsync(
                "select name, position, checksum, deployed_at from atrium.changes order by position",
                row => new LedgerEntry(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetDateTime(3)),
                cancellationToken);

    /// <summary>
    /// Refuses a database that this plan did not make: a change edited after it shipped, or one unknown.
    /// </summary>
    public static void RequireSamePlan(Plan plan, IReadOnlyList<LedgerEntry> deployed)
    {
        var byName = plan.Changes.ToDictionary(change => change.Name);
        foreach (var entry in deployed)
        {
            if (!byName.TryGetValue(entry.Name, out var change))
            {
                throw new DatabaseProblemException(
                    $"The database has the change {entry.Name}, which this plan does not know.",
                    "It was deployed by a newer Atrium: use that one.");
            }

            if (change.Checksum != entry.Checksum)
            {
                throw new DatabaseProblemException(
                    $"{change.Deploy.File} was edited after it had been deployed on {entry.DeployedAt:u}.",
                    "Restore the file, and put what is new into a change of its own.");
            }
        }
    }

    /// <summary>Adds the line that writes a change down, behind its script; part of its transaction.</summary>
    public static ScriptBatch Record(ScriptBatch batch, Change change, IReadOnlyList<string>? found) =>
        batch.Then(PlanRows.DigestNew).Then(
            $"""
            insert into atrium.changes (name, position, checksum, rows, found, milliseconds)
            select $1, coalesce(max(position), 0) + 1, $2, current_setting('{PlanRows.Setting}')::jsonb, $3::text[],
              extract(epoch from clock_timestamp() - now()) * 1000
            from atrium.changes
            """,
            change.Name, change.Checksum, found?.ToArray());

    /// <summary>Strikes a change out; part of the transaction that reverts it.</summary>
    public static Task ForgetAsync(SqlSession session, string name, CancellationToken cancellationToken) =>
        session.ExecuteAsync("delete from atrium.changes where name = $1", cancellationToken, name);
}
