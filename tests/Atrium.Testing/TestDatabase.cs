using System.Globalization;
using Atrium.Database;
using Npgsql;
using Xunit;

namespace Atrium.Testing;

/// <summary>
/// A database of its own for one test class, cloned from a template in which the whole plan is deployed. Use it as a
/// class
/// fixture, or make one with <see cref="CreateAsync"/>.
/// </summary>
public sealed class TestDatabase : IAsyncLifetime
{
    static int _count;
    NpgsqlDataSource? _gateway;
    NpgsqlDataSource? _superuser;

    /// <summary>Name of the database.</summary>
    public string Name { get; private set; } = "";

    /// <summary>As the superuser.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>As <c>atrium_gateway</c>, the way requests come.</summary>
    public string GatewayConnectionString { get; private set; } = "";

    /// <summary>Pooled connections as the gateway.</summary>
    public NpgsqlDataSource Gateway =>
        _gateway ?? throw new InvalidOperationException("The database has not been made yet.");

    /// <summary>A clone of a template; of the deployed plan when none is named.</summary>
    public static async Task<TestDatabase> CreateAsync(string? template = null)
    {
        var database = new TestDatabase();
        await database.CloneAsync(template ?? await TestTemplate.Deployed);
        return database;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await CloneAsync(await TestTemplate.Deployed);

    /// <summary>Someone signed in: their claims, as <c>atrium.enter</c> takes them.</summary>
    /// <param name="userId">Of a row in <c>auth.users</c>.</param>
    /// <param name="agencyId">The agency the token names; null for none.</param>
    /// <param name="sessionId">A row in <c>auth.sessions</c>; null for none.</param>
    public AsCaller As(Guid userId, Guid? agencyId = null, Guid? sessionId = null)
    {
        var claims = new System.Text.Json.Nodes.JsonObject { ["sub"] = userId, ["role"] = "authenticated" };
        if (agencyId is not null)
        {
            claims["agency_id"] = agencyId;
        }

        if (sessionId is not null)
        {
            claims["session_id"] = sessionId;
        }

        return new(Gateway, "authenticated", claims.ToJsonString());
    }

    /// <summary>Any database role with any claims.</summary>
    public AsCaller As(string role, string claims = "{}") => new(Gateway, role, claims);

    /// <summary>Runs a statement as the superuser. Parameters are <c>$1</c>, <c>$2</c> …</summary>
    public async Task ExecuteAsync(string sql, params object?[] parameters)
    {
        await using var batch = AsSuperuser(sql, parameters);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>One value as the superuser; the type's default when there is none or it is null.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object?[] parameters)
    {
        await using var batch = AsSuperuser(sql, parameters);
        return await batch.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        if (_superuser is not null)
        {
            await _superuser.DisposeAsync();
        }

        if (Name.Length > 0)
        {
            var cluster = await TestCluster.Running;
            await using var session = await SqlSession.OpenAsync(
                cluster.ConnectionString("postgres"), CancellationToken.None);
            await session.ExecuteAsync(
                $"drop database if exists {Sql.Name(Name)} with (force)", CancellationToken.None);
        }
    }

    async Task CloneAsync(string template)
    {
        var cluster = await TestCluster.Running;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _count)}");
        await TestTemplate.CloneAsync(cluster, template, name);
        Name = name;
        ConnectionString = cluster.ConnectionString(name);
        GatewayConnectionString = cluster.ConnectionString(name, "atrium_gateway");
        // Callers leave nothing behind but plans, which the next one needs.
        _gateway = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(GatewayConnectionString) { NoResetOnClose = true }.ConnectionString);
        _superuser = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { IncludeErrorDetail = true }.ConnectionString);
    }

    NpgsqlBatch AsSuperuser(string sql, object?[] parameters)
    {
        var batch = (_superuser ?? throw new InvalidOperationException("The database has not been made yet."))
            .CreateBatch();
        batch.BatchCommands.Add(SqlSession.Command(sql, parameters));
        return batch;
    }
}
