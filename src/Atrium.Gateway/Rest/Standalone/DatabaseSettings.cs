using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>
/// What the database itself configures, for the role that signs in: <c>alter role … set pgrst.db_schemas = '…'</c>,
/// before all the role's settings in this one database; and behind them what the function <c>db-pre-config</c> sets.
/// </summary>
static class DatabaseSettings
{
    // All but what makes connections and where the server listens.
    static readonly string[] Keys =
    [
        "db-aggregates-enabled", "db-anon-role", "db-extra-search-path", "db-hoisted-tx-settings", "db-max-rows",
        "db-plan-enabled", "db-pre-request", "db-prepared-statements", "db-root-spec", "db-schemas", "db-tx-end",
        "jwt-aud", "jwt-role-claim-key", "jwt-secret", "jwt-secret-is-base64", "openapi-mode",
        "openapi-security-active", "openapi-server-proxy-uri", "server-cors-allowed-origins", "server-timing-enabled",
    ];

    const string Held = """
        select distinct on (k.key) k.key, held.value
        from unnest($1) as k (key)
        cross join lateral (
          select s.setdatabase, substr(c.setting, strpos(c.setting, '=') + 1) as value
          from pg_catalog.pg_db_role_setting s cross join unnest(s.setconfig) as c (setting)
          where s.setrole = (select r.oid from pg_catalog.pg_roles r where r.rolname = current_user)
            and s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = current_database()))
            and split_part(c.setting, '=', 1) = 'pgrst.' || replace(k.key, '-', '_')
          union all
          select null, nullif(current_setting('pgrst.' || replace(k.key, '-', '_'), true), '') where $2
        ) as held
        where held.value is not null
        order by k.key, held.setdatabase desc nulls last
        """;

    /// <summary>Keys, as a file has them, and their values.</summary>
    /// <exception cref="NpgsqlException">The database is away, or the function failed.</exception>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadAsync(
        string connectionString, string? function, CancellationToken cancellationToken)
    {
        await using var door = new TenantDoor(
            connectionString, new TenantDoorOptions { IsBare = true, MaxConnections = 1, ConnectSeconds = 10 });
        var held = new NpgsqlBatchCommand(Held)
        {
            Parameters = { new() { Value = Keys }, new() { Value = function is not null } },
        };
        return await door.RunAsync(
            new Caller(CallerRole.Service, "{}", "settings")
            {
                Settings = [KeyValuePair.Create("search_path", "\"$user\", public")],
            },
            function is null ? [held] : [new NpgsqlBatchCommand($"select {NameOf(function)}()"), held],
            async (reader, token) =>
            {
                if (function is not null)
                {
                    await reader.NextResultAsync(token);
                }

                List<KeyValuePair<string, string>> values = [];
                while (await reader.ReadAsync(token))
                {
                    values.Add(new(reader.GetString(0), reader.GetString(1)));
                }

                return values;
            },
            cancellationToken);
    }

    /// <summary>A function as it is written in a configuration, as SQL.</summary>
    public static string NameOf(string function) =>
        string.Join('.', function.Split('.', 2).Select(SqlNames.Quote));
}
