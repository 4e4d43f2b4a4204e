using Atrium.Database;
using Atrium.Database.Demo;
using Atrium.Testing;

namespace Atrium.Law.Tests.Clients;

/// <summary>A deployed database with the demo data as of today, since its figures look 30 days back.</summary>
public sealed class DemoDatabase : IAsyncLifetime
{
    /// <summary>The day the demo is dated by.</summary>
    public static DateOnly AsOf { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    static readonly Lazy<Task<TestDatabase>> Seeded = new(MakeAsync);

    static readonly Lazy<Task<IReadOnlyDictionary<string, string>>> FirstSums =
        new(async () => await ChecksumsAsync(await Seeded.Value));

    TestDatabase? _database;

    /// <summary>The clone itself.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("Not made yet.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // seeded once for all classes; the cluster's end takes it along
        _database = await TestDatabase.CreateAsync((await Seeded.Value).Name);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    static async Task<TestDatabase> MakeAsync()
    {
        var database = await TestDatabase.CreateAsync();
        Assert.True(await SeedAsync(database, AsOf));
        return database;
    }

    /// <summary>Puts the demo into a database; false where it is there.</summary>
    public static async Task<bool> SeedAsync(TestDatabase database, DateOnly asOf)
    {
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, default);
        return await DemoData.SeedAsync(session.Connection, () => DemoData.Draft(asOf), default);
    }

    /// <summary>What <see cref="ChecksumsAsync"/> says of a clone that nobody wrote to.</summary>
    public static Task<IReadOnlyDictionary<string, string>> ChecksumsOfSeed => FirstSums.Value;

    /// <summary>A number, a list, or a sum over every table the demo fills: the same rows give the same text.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ChecksumsAsync(TestDatabase database)
    {
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, default);
        var tables = await session.RowsAsync(
            """
            select c.oid::regclass::text from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              or c.oid = 'auth.users'::regclass
            order by 1
            """, row => row.GetString(0), default);
        var sums = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            sums[table] = await session.ScalarAsync<string>(
                $"""
                select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '')
                from {table} t
                """, default) ?? "";
        }

        return sums;
    }

    /// <summary>One of the accounts, signed in.</summary>
    public async Task<AsCaller> AsAsync(string email, string agency = "northlight") => Database.As(
        await Database.ScalarAsync<Guid>("select id from public.users where email::text = $1", email),
        await Database.ScalarAsync<Guid>("select id from public.agencies where slug = $1", agency));
}
