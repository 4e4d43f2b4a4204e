using Npgsql;
using NpgsqlTypes;

namespace Atrium.Database.Demo;

/// <summary>
/// Puts rows into their tables, one statement a table, without the triggers that would write history of this minute
/// or fill what the rows bring.
/// </summary>
sealed class DemoLoader(NpgsqlConnection connection)
{
    /// <summary>What the triggers would have kept, made once for all that was put in. Passages that came along are
    /// found by words; that every text waits for vectors is said by the name of a model that none has.</summary>
    static readonly string[] Sums =
    [
        "select atrium.recount_all_hours()", "select atrium.queue_unindexed('')",
        "select public.refresh_analytics_views()",
    ];

    /// <summary>False where the agency is there. Else its lock is taken: of two seeders the second waits, then sees
    /// it.</summary>
    public async Task<bool> BeginAsync(Guid agency, CancellationToken cancellationToken)
    {
        await RunAsync("select pg_advisory_xact_lock(hashtext('atrium demo data'))", cancellationToken);
        return await RunAsync($"select from public.agencies where id = '{agency}'", cancellationToken) == 0;
    }

    /// <summary>In the order given; a table may come more than once.</summary>
    public async Task LoadAsync(IReadOnlyList<DemoTable> tables, CancellationToken cancellationToken)
    {
        // accounts belong to the sign-in, which on Supabase is somebody else's: its triggers stay, and make the users
        var lent = await BorrowAsync(cancellationToken);
        await RunAsync("set local role atrium_owner", cancellationToken);
        string[] quiet =
        [
            .. tables.Where(table => table.Schema != "auth" && table.Name != "public.audit_logs")
                .Select(table => table.Name).Distinct(),
            // which an agency's own trigger fills, where they are ours
            .. await RunAsync("select where atrium.serves_storage()", cancellationToken) > 0
                ? (string[])["storage.buckets"] : [],
        ];
        await OwnAsync(quiet, "alter table {0} disable trigger user", cancellationToken);
        await OwnAsync(
            [
                .. tables.SelectMany(table => table.Kept.Select(kept => $"{table.Name} enable trigger {kept}"))
                    .Distinct(),
            ],
            "alter table {0}", cancellationToken);
        var keys = await ForeignKeysAsync(
            [.. tables.Where(table => table.IsMany).Select(table => table.Name).Distinct()], cancellationToken);
        await RunAllAsync(keys.Select(key => key.Drop), cancellationToken);
        foreach (var table in tables)
        {
            await RunAsync($"set local role {Writer(table.Schema)}", cancellationToken);
            await InsertAsync(table, cancellationToken);
        }

        await RunAsync("set local role none", cancellationToken);
        await RunAllAsync(keys.Select(key => key.Add), cancellationToken);
        await OwnAsync(quiet, "alter table {0} enable trigger user", cancellationToken);
        // For so few rows of such regular kinds a small sample tells as much.
        await RunAsync("set local default_statistics_target = 10", cancellationToken);
        await OwnAsync(quiet, "analyze {0}", cancellationToken);
        await RunAsync("set local role service_role", cancellationToken);
        foreach (var sum in Sums)
        {
            await RunAsync(sum, cancellationToken);
        }

        await RunAsync("set local role none", cancellationToken);
        foreach (var role in lent)
        {
            await RunAsync($"revoke {role} from current_user", cancellationToken);
        }
    }

    /// <summary>
    /// Becomes a member of the roles that write, where the deployer isn't one yet: for this transaction only.
    /// </summary>
    async Task<IReadOnlyList<string>> BorrowAsync(CancellationToken cancellationToken)
    {
        List<string> lent = [];
        foreach (var role in new[] { "atrium_owner", "service_role" })
        {
            if (await RunAsync($"select where not pg_has_role('{role}', 'member')", cancellationToken) > 0)
            {
                await RunAsync($"grant {role} to current_user", cancellationToken);
                lent.Add(role);
            }
        }

        return lent;
    }

    /// <summary>
    /// The statements that take the tables' foreign keys away and bring them back, with all rows checked at once.
    /// None for a deployer whom row security hides the rows from: these keys stay, and check row by row.
    /// </summary>
    async Task<IReadOnlyList<(string Drop, string Add)>> ForeignKeysAsync(
        string[] tables, CancellationToken cancellationToken)
    {
        List<(string, string)> keys = [];
        await using var command = new NpgsqlCommand(
            """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
              format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint
            where conrelid = any ($1::text[]::regclass[]) and contype = 'f' and conparentid = 0
              and (select rolsuper from pg_roles where rolname = current_user)
            order by conrelid::regclass::text, conname
            """, connection)
        {
            Parameters = { new() { Value = tables } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add((reader.GetString(0), reader.GetString(1)));
        }

        return keys;
    }

    static string Writer(string schema) => schema switch
    {
        "auth" => "none",
        "atrium" => "atrium_owner",
        _ => "service_role",
    };

    async Task OwnAsync(string[] tables, string statement, CancellationToken cancellationToken)
    {
        await RunAsync("set local role atrium_owner", cancellationToken);
        await RunAllAsync(
            tables.Select(table => statement.Replace("{0}", table, StringComparison.Ordinal)), cancellationToken);
        await RunAsync("set local role none", cancellationToken);
    }

    async Task RunAllAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await RunAsync(statement, cancellationToken);
        }
    }

    async Task InsertAsync(DemoTable table, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Columns.Select(Sql.Name));
        if (table.Lines is { } lines)
        {
            await using var copy = await connection.BeginTextImportAsync(
                $"copy {table.Name} ({columns}) from stdin", cancellationToken);
            await copy.WriteAsync(lines.Value.AsMemory(), cancellationToken);
        }
        else
        {
            await RunAsync(
                $"insert into {table.Name} ({columns}) select {columns}"
                    + $" from json_populate_recordset(null::{table.Name}, $1::json) {table.Conflict}",
                cancellationToken, table.Json.Value);
        }
    }

    async Task<int> RunAsync(string sql, CancellationToken cancellationToken, byte[]? json = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        if (json is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Json });
        }

        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var read = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            read++;
        }

        return read;
    }
}
