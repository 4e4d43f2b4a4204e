namespace Atrium.Database.Cluster;

/// <summary>What is asked of a server that has just started.</summary>
static class ClusterCheck
{
    static readonly string[] Extensions = ["vector", "pgcrypto", "citext", "btree_gist", "pg_trgm"];

    /// <summary>True when the server answers a query.</summary>
    public static async Task<bool> AnswersAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await SqlSession.OpenAsync(connectionString, cancellationToken);
            await session.ExecuteAsync("select 1", cancellationToken);
            return true;
        }
        catch (DatabaseProblemException)
        {
            return false;
        }
    }

    /// <summary>Makes the database if it isn't there, and refuses a server that lacks what the plan needs.</summary>
    /// <returns>What an operator should know.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        string connectionString, string database, bool allowUnsafe, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(connectionString, cancellationToken);
        if (await session.ScalarAsync<bool>(
            "select not exists (select from pg_database where datname = $1)", cancellationToken, database))
        {
            await session.ExecuteAsync($"create database {Sql.Name(database)}", cancellationToken);
        }

        var missing = await session.ScalarAsync<string?>(
            """
            select string_agg(wanted, ', ') from unnest($1::text[]) wanted
            where wanted not in (select name from pg_available_extensions)
            """,
            cancellationToken, (object)Extensions);
        if (missing is not null)
        {
            throw new DatabaseProblemException(
                $"PostgreSQL lacks these extensions: {missing}.", PostgresBinaries.InstallRemedy);
        }

        var version = PostgresVersion.FromNumber(await session.ScalarAsync<int>(
            "select current_setting('server_version_num')::int", cancellationToken));
        version.RequireSupported();
        return version.Weakness() switch
        {
            null => [],
            { } weakness when allowUnsafe => [weakness],
            { } weakness => throw new DatabaseProblemException(weakness, "Upgrade PostgreSQL."),
        };
    }
}
