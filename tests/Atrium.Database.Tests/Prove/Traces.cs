using Atrium.Database.Catalogue;
using Atrium.Testing;

namespace Atrium.Database.Tests.Prove;

/// <summary>What a visitor may leave behind: the catalogue, and the rows of every table.</summary>
static class Traces
{
    const string Questions = """
        select format('select md5(coalesce(string_agg(t::text, ''|'' order by t::text), '''')) from %s t',
          c.oid::regclass)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('public', 'atrium', 'auth') order by c.oid
        """;

    /// <summary>All of it as one text.</summary>
    public static async Task<string> OfAsync(TestDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, cancellationToken);
        var questions = await session.RowsAsync(Questions, row => row.GetString(0), cancellationToken);
        var answers = await session.RowsAsync(
            string.Join(" union all ", questions.Select((sql, n) => $"select {n}, ({sql})")) + " order by 1",
            row => row.GetString(1), cancellationToken);
        var catalogue = await CatalogueReader.ReadAsync(session, cancellationToken);
        return catalogue.Dump() + string.Join('\n', questions.Zip(answers));
    }
}
