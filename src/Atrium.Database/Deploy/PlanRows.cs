namespace Atrium.Database.Deploy;

/// <summary>
/// The rows that a change itself puts into tables it makes (a rights matrix, say). Their digest is kept, so that a
/// revert
/// can tell the plan's own rows from rows that somebody would lose.
/// </summary>
static class PlanRows
{
    /// <summary>Writes down, until the end of the transaction, the number of the newest table before a change.
    /// Numbers rise; where they have come round (after four billion), rows count as somebody's: that is safe.
    /// </summary>
    public const string Remember =
        "select set_config('atrium.newest_before', (select max(oid)::text from pg_class), true)";

    /// <summary>Writes down, as JSON, the digests of the tables made since; tables without rows are left out.</summary>
    public const string DigestNew = $"""
        do $$
        declare
          made text;
          digest text;
          digests jsonb := jsonb_build_object();
        begin
          for made in
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition
              and c.oid > greatest(current_setting('atrium.newest_before')::oid, 16383::oid)
          loop
            execute 'select {Digest} from ' || made || ' t' into digest;
            digests := digests || jsonb_strip_nulls(jsonb_build_object(made, digest));
          end loop;
          perform set_config('{Setting}', digests::text, true);
        end
        $$
        """;

    /// <summary>Where <see cref="DigestNew"/> leaves them.</summary>
    public const string Setting = "atrium.new_rows";

    const string Digest = "md5(string_agg(t::text, chr(10) order by t::text))";

    /// <summary>Digest of one table's rows, whatever their order; null when it has none.</summary>
    /// <param name="session">A session that sees every row.</param>
    /// <param name="table">Schema and table, quoted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<string?> DigestAsync(SqlSession session, string table, CancellationToken cancellationToken) =>
        session.ScalarAsync<string>($"select {Digest} from {table} t", cancellationToken);
}
