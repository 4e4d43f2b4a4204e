using Atrium.Database.Prove;
using Atrium.Database.Tests.Engine;
using Atrium.Testing;

namespace Atrium.Database.Tests.Prove;

/// <summary>A proof runs where people work: it waits for none of their rows, and none of them waits for it.</summary>
public sealed class LivingRows
{
    // Whoever locks, changes or removes a row leaves a note on it, even where all of it is taken back.
    const string Notes = """
        select string_agg(format('%s %s', relation, notes), E'\n' order by relation)
        from (select c.oid::regclass::text as relation, (xpath('/row/n/text()', query_to_xml(format(
            'select md5(string_agg(concat_ws('' '', ctid, xmin, xmax), '','' order by ctid)) as n from %s',
            c.oid::regclass), false, true, '')))[1]::text as notes
          from pg_class c where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace)
        ) as found
        """;

    [Fact]
    public async Task Nobody_s_row_is_locked_changed_or_removed()
    {
        await using var database = new EmptyDatabase(await TestDatabase.CreateAsync());
        await database.PopulateAsync();
        var before = await database.ScalarAsync<string>(Notes);

        var report = await new Prover(new()
        {
            ConnectionString = database.ConnectionString,
            Objects = ["client_terms", "contacts", "timesheet_entries", "timesheet_rates", "v_dashboard_kpis"],
        }).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(report.Leaks.Concat(report.RefusedNeeded));
        Assert.Equal(before, await database.ScalarAsync<string>(Notes));
    }
}
