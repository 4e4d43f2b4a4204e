using Atrium.Database;

namespace Atrium.Law.Tests.Kernel;

/// <summary>An exposed table before anybody tries anything; Alder is home, Birch is the other agency.</summary>
/// <param name="Name">Name in schema public.</param>
/// <param name="OwnRows">How many rows it has of Alder.</param>
/// <param name="SampleRow">One of them, as JSON in which quotes are doubled.</param>
/// <param name="ForeignKeys">The keys of the rows of Birch.</param>
/// <param name="ForeignDigest">What the rows of Birch hold.</param>
public sealed record ProbedTable(
    string Name, long OwnRows, string SampleRow, IReadOnlyList<string> ForeignKeys, string ForeignDigest)
{
    /// <summary>SQL for the key of a row <c>t</c>.</summary>
    public const string Key = "coalesce(to_jsonb(t) ->> 'id', to_jsonb(t) ->> 'client_id')";

    /// <summary>Every exposed table.</summary>
    public static async Task<IReadOnlyList<ProbedTable>> AllAsync(SqlSession session)
    {
        var names = await session.TextsAsync(
            """
            select relname::text from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
            order by relname
            """);
        List<ProbedTable> tables = [];
        foreach (var name in names)
        {
            var own = RowsOf(name, "Alder");
            var sample = await session.OneAsync<string>($"select to_jsonb(t)::text {own} order by 1 desc limit 1");
            tables.Add(new(
                name,
                await session.OneAsync<long>($"select count(*) {own}"),
                (sample ?? "{}").Replace("'", "''", StringComparison.Ordinal),
                await session.TextsAsync($"select {Key} {RowsOf(name, "Birch")}"),
                await DigestAsync(session, name)));
        }

        return tables;
    }

    /// <summary>What the rows of Birch hold now.</summary>
    public static async Task<string> DigestAsync(SqlSession session, string table) =>
        await session.OneAsync<string>(
            $"select md5(string_agg(t::text, '|' order by t::text)) {RowsOf(table, "Birch")}") ?? "";

    // The table's rows of one agency, by whichever column ties it there.
    static string RowsOf(string table, string agency) =>
        $"""
        from public.{table} t where coalesce(
          to_jsonb(t) ->> 'agency_id', case '{table}' when 'agencies' then to_jsonb(t) ->> 'id' end,
          (select c.agency_id::text from public.clients c where c.id::text = to_jsonb(t) ->> 'client_id'),
          (select m.agency_id::text from public.memberships m
           where m.user_id::text = to_jsonb(t) ->> case '{table}' when 'users' then 'id' else 'user_id' end
           limit 1)) = (select a.id::text from public.agencies a where a.name = '{agency}')
        """;
}
