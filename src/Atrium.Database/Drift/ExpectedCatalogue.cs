using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Atrium.Database.Catalogue;
using Atrium.Database.Deploy;
using Atrium.Database.Engine;
using Npgsql;

namespace Atrium.Database.Drift;

/// <summary>
/// What the plan yields on this very server: deployed once into a scratch database beside the live one, read, dropped,
/// and
/// kept in a cache by plan, server and role.
/// </summary>
static class ExpectedCatalogue
{
    /// <summary>From the cache, or made.</summary>
    public static async Task<CatalogueSnapshot> ReadAsync(
        SqlSession live, EngineOptions options, CancellationToken cancellationToken)
    {
        var file = Path.Combine(CacheFolder(), await KeyAsync(live, options, cancellationToken) + ".json");
        if (File.Exists(file))
        {
            var cached = await File.ReadAllTextAsync(file, cancellationToken);
            return new(JsonSerializer.Deserialize<CatalogueObject[]>(cached) ?? []);
        }

        var snapshot = await DeployAsync(live, options, cancellationToken);
        Directory.CreateDirectory(CacheFolder());
        var draft = $"{file}.{Environment.ProcessId}";
        await File.WriteAllTextAsync(draft, JsonSerializer.Serialize(snapshot.Objects), cancellationToken);
        File.Move(draft, file, overwrite: true);
        return snapshot;
    }

    static async Task<CatalogueSnapshot> DeployAsync(
        SqlSession live, EngineOptions options, CancellationToken cancellationToken)
    {
        var name = $"atrium_scratch_{Guid.CreateVersion7():N}";
        try
        {
            await live.ExecuteAsync($"create database {Sql.Name(name)} template template0", cancellationToken);
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseProblemException(
                "Drift is found by deploying the plan to a scratch database, and this role may not create one.",
                "Connect as a role with CREATEDB.", problem);
        }

        try
        {
            var address = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Database = name };
            var scratch = options with
            {
                ConnectionString = address.ConnectionString,
                Verify = false,
                Prove = false,
                Progress = null,
            };
            await using var session = await SqlSession.OpenAsync(scratch.ConnectionString, cancellationToken);
            await Ledger.EnsureAsync(session, cancellationToken);
            var deployer = new Deployer(session, scratch);
            foreach (var changes in options.Plan.Changes.Chunk(DatabaseEngine.ChangesAStride))
            {
                await deployer.DeployAsync(changes, null, cancellationToken);
            }

            return await CatalogueReader.ReadAsync(session, cancellationToken);
        }
        finally
        {
            await live.ExecuteAsync($"drop database if exists {Sql.Name(name)} with (force)", CancellationToken.None);
        }
    }

    static async Task<string> KeyAsync(SqlSession live, EngineOptions options, CancellationToken cancellationToken)
    {
        var server = await live.ScalarAsync<string>(
            """
            select concat_ws(e'\n', version(), current_user,
              (select rolsuper from pg_roles where rolname = current_user),
              (select setting from pg_settings where name = 'shared_preload_libraries'),
              (select string_agg(rolname || rolbypassrls, ',' order by rolname)
                from pg_roles where rolname ~ '^atrium_'),
              (select string_agg(name || default_version, ',' order by name) from pg_available_extensions))
            """,
            cancellationToken);
        var text = string.Join('\n', [options.Plan.Checksum, server, .. CatalogueSql.All, .. Ledger.Make]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    static string CacheFolder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                ".cache"),
        "atrium", "catalogue");
}
