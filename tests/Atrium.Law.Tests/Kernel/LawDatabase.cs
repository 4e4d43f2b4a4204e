using Atrium.Database;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Law.Tests.Kernel;

/// <summary>
/// A deployed database with the helpers of <c>database/testing.sql</c> and rows in every table: the agencies Alder and
/// Birch, each with a person of every role, whose address is role@alder.test or role@birch.test.
/// </summary>
public sealed class LawDatabase : IAsyncLifetime
{
    TestDatabase? _database;

    /// <summary>The clone itself.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("Not made yet.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using var session = await SuperuserAsync();
        foreach (var statement in Plan.Read(Plan.Find()).Testing.SelectMany(script => script.Statements))
        {
            await session.RunAsync(statement.Sql);
        }

        await session.RunAsync("select tests.populate()");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>A connection as the superuser.</summary>
    public Task<SqlSession> SuperuserAsync() =>
        SqlSession.OpenAsync(Database.ConnectionString, TestContext.Current.CancellationToken);

    /// <summary>The id of an agency by its name.</summary>
    public Task<Guid> AgencyAsync(string name) =>
        Database.ScalarAsync<Guid>("select id from public.agencies where name = $1", name);

    /// <summary>The id of a person by the address.</summary>
    public Task<Guid> PersonAsync(string email) =>
        Database.ScalarAsync<Guid>("select id from public.users where email::text = $1", email);

    /// <summary>Somebody of one of the two agencies, as the gateway would let them in.</summary>
    /// <param name="role">One of the ten roles.</param>
    /// <param name="agency">Alder or Birch.</param>
    public async Task<AsCaller> AsAsync(string role, string agency = "Alder") =>
        Database.As(await PersonAsync($"{role}@{agency.ToLowerInvariant()}.test"), await AgencyAsync(agency));
}
