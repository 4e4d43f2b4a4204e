namespace Atrium.Database.Deploy;

/// <summary>
/// The rows that a change itself puts into tables it makes (a rights matrix, say). Their digest is kept, so that a
/// revert
/// can tell the plan's own rows from rows that somebody would lose.
/// </summary>
static class PlanRows
{
    /// <summary>Writes down, until the end of the transaction, which tables are there before a change.</summary>
    public const string Remember = """
        select set_config('atrium.tables_before', coalesce(string_agg(oid::text, ' '), ''), true)
        from pg_class where relkind in ('r', 'p') and oid >= 16384
        """;

    /// <summary>Digests of the tables made since, as JSON: name to digest; tables without rows are left out.</summary>
    public static async Task<string> DigestNewAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var names = await session.RowsAsync(
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and c.oid >= 16384
              and c.oid <> all (string_to_array(current_setting('atrium.tables_before'), ' ')::oid[])
            order by 1
            """,
            row => row.GetString(0), cancellationToken);
        Dictionary<string, string> digests = [];
        foreach (var name in names)
        {
            if (await DigestAsync(session, name, cancellationToken) is { } digest)
            {
                digests[name] = digest;
            }
        }

        return System.Text.Json.JsonSerializer.Serialize(digests);
    }

    /// <summary>Digest of one table's rows, whatever their order; null when it has none.</summary>
    /// <param name="session">A session that sees every row.</param>
    /// <param name="table">Schema and table, quoted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<string?> DigestAsync(SqlSession session, string table, CancellationToken cancellationToken) =>
        session.ScalarAsync<string>(
            $"select md5(string_agg(t::text, e'\\n' order by t::text)) from {table} t", cancellationToken);
}
