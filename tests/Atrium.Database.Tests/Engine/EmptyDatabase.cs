using Atrium.Database.Catalogue;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Database.Tests.Engine;

/// <summary>A database with nothing in it, dropped at the end.</summary>
sealed class EmptyDatabase(TestDatabase database) : IAsyncDisposable
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Name => database.Name;

    public string ConnectionString => database.ConnectionString;

    public static async Task<EmptyDatabase> CreateAsync() => new(await TestDatabase.CreateAsync("template0"));

    public DatabaseEngine Engine(Plan plan, Action<string>? progress = null, bool checks = true) => new(new()
    {
        ConnectionString = ConnectionString,
        Plan = plan,
        Progress = progress,
        Verify = checks,
        Prove = checks,
    });

    public async Task<string> DumpAsync()
    {
        await using var session = await SqlSession.OpenAsync(ConnectionString, Cancel);
        return (await CatalogueReader.ReadAsync(session, Cancel)).Dump();
    }

    /// <summary>
    /// What pg_dump says of the schema: a second witness, which knows nothing of ours. And how many rows there are,
    /// the engine's own left out: a change that makes some takes them back.
    /// </summary>
    public async Task<string> WitnessAsync()
    {
        var cluster = await TestCluster.Running;
        var said = await Database.Cluster.CommandLine.RunAsync(
            [
                Path.Combine(cluster.BinFolder, "pg_dump"), "--schema-only", "-h", Socket(), "-p", "54787",
                "-U", "postgres", Name,
            ],
            Cancel);
        Assert.Equal(0, said.ExitCode);
        var rows = await ScalarAsync<string>(
            """
            select string_agg(format('%s rows in %s', t.rows, t.name), E'\n' order by t.name)
            from (select c.oid::regclass::text as name, (xpath('//n/text()', query_to_xml(
                format('select count(*) as n from %s', c.oid::regclass), false, false, '')))[1]::text as rows
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind = 'r' and pg_relation_size(c.oid) > 0 and c.oid <> 'atrium.changes'::regclass
                and n.nspname !~ '^pg_' and n.nspname <> 'information_schema') as t
            where t.rows <> '0'
            """);
        return string.Join('\n', said.Output.Split('\n').Where(line => !line.StartsWith('\\')).Append(rows));
    }

    /// <summary>Rows in every table there is by now; the helpers that make them go again.</summary>
    public async Task PopulateAsync()
    {
        await using var session = await SqlSession.OpenAsync(ConnectionString, Cancel);
        await session.ExecuteAsync("begin", Cancel);
        foreach (var statement in Plan.Read(Plan.Find()).Testing.SelectMany(script => script.Statements))
        {
            await session.ExecuteAsync(statement.Sql, Cancel);
        }

        await session.ExecuteAsync("select tests.populate()", Cancel);
        await session.ExecuteAsync("drop schema tests cascade", Cancel);
        await session.ExecuteAsync("commit", Cancel);
    }

    public Task ExecuteAsync(string sql) => database.ExecuteAsync(sql);

    public Task<T?> ScalarAsync<T>(string sql) => database.ScalarAsync<T>(sql);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    string Socket() => new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString).Host ?? "";
}
