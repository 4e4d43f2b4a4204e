using System.Diagnostics;

namespace Atrium.Database.Engine;

/// <summary>
/// One engine at a time works on a database: an advisory lock of the session, which the server drops when the session
/// ends, however it ends.
/// </summary>
static class EngineLock
{
    // "atrium" in ASCII.
    const long Key = 0x61747269756d;

    /// <summary>Takes the lock, waiting for another engine if need be.</summary>
    /// <exception cref="DatabaseProblemException">The other one took too long; says which session it is.</exception>
    public static async Task TakeAsync(SqlSession session, EngineOptions options, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        var told = false;
        while (!await session.ScalarAsync<bool>("select pg_try_advisory_lock($1)", cancellationToken, Key))
        {
            if (!told)
            {
                options.Progress?.Invoke($"waiting: {await HolderAsync(session, cancellationToken)} is at work");
                told = true;
            }

            if (began.Elapsed > options.EngineLockTimeout)
            {
                var holder = await HolderAsync(session, cancellationToken);
                throw new DatabaseProblemException(
                    $"Another engine is still at work on this database: {holder}.",
                    "Wait for it, or end its session with pg_terminate_backend.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    /// <summary>Lets another session have it, before this one has ended.</summary>
    public static Task ReleaseAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.ExecuteAsync("select pg_advisory_unlock($1)", cancellationToken, Key);

    static async Task<string> HolderAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.ScalarAsync<string>(
            """
            select format('session %s of %s, since %s', a.pid, a.usename, date_trunc('second', a.backend_start))
            from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.database = (select oid from pg_database where datname = current_database())
              and (l.classid::bigint << 32) + l.objid::bigint = $1
            """,
            cancellationToken, Key) ?? "another session";
}
