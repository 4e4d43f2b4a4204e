using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace Atrium.Database.Demo;

/// <summary>Puts rows into their tables: one statement a table, JSON in, types by the table itself.</summary>
sealed class DemoLoader(NpgsqlConnection connection)
{
    static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Tables whose triggers would write history of this minute, or fill what the rows bring.</summary>
    static readonly string[] Quiet =
    [
        "agencies", "users", "memberships", "invitations", "client_stages", "clients", "client_access", "client_terms",
        "client_contacts", "client_stage_events", "client_state_events", "communications", "alerts", "documents",
        "agency_cartridges", "style_cartridges", "preference_cartridges",
    ];

    /// <summary>False where the agency is there. Else its lock is taken: of two seeders the second waits, then sees
    /// it.</summary>
    public async Task<bool> BeginAsync(Guid agency, CancellationToken cancellationToken)
    {
        await RunAsync("select pg_advisory_xact_lock(hashtext('atrium demo data'))", cancellationToken);
        if (await RunAsync($"select from public.agencies where id = '{agency}'", cancellationToken) > 0)
        {
            return false;
        }

        await SetTriggersAsync("disable", cancellationToken);
        return true;
    }

    public async Task LoadAsync(DemoRows rows, CancellationToken cancellationToken)
    {
        // accounts belong to the sign-in, which on Supabase is somebody else's: as the deploying role
        await InsertAsync("auth.users", rows.Accounts, cancellationToken);
        await InsertAsync("auth.identities", rows.Identities, cancellationToken);
        await RunAsync("set local role service_role", cancellationToken);
        // the trigger on auth.users has made them already, as of now
        await InsertAsync("public.users", rows.Users, cancellationToken,
            "on conflict (id) do update set full_name = excluded.full_name, locale = excluded.locale,"
                + " created_at = excluded.created_at, updated_at = excluded.updated_at");
        await InsertAsync("public.agencies", rows.Agencies, cancellationToken);
        await InsertAsync("public.client_stages", rows.Stages, cancellationToken);
        await InsertAsync("public.memberships", rows.Memberships.Where(row => row.ClientId is null), cancellationToken);
        await InsertAsync("public.clients", rows.Clients, cancellationToken);
        await InsertAsync("public.memberships", rows.Memberships.Where(row => row.ClientId is not null),
            cancellationToken);
        await InsertAsync("public.client_access", rows.Access, cancellationToken);
        await InsertAsync("public.client_terms", rows.Terms, cancellationToken);
        await InsertAsync("public.client_contacts", rows.Contacts, cancellationToken);
        await InsertAsync("public.client_stage_events", rows.StageEvents, cancellationToken);
        await InsertAsync("public.client_state_events", rows.StateEvents, cancellationToken);
        await InsertAsync("public.communications", rows.Communications, cancellationToken);
        await InsertAsync("public.alerts", rows.Alerts, cancellationToken);
        await InsertAsync("public.documents", rows.Documents, cancellationToken);
        await InsertAsync("public.invitations", rows.Invitations, cancellationToken);
        await InsertAsync("public.agency_cartridges", rows.AgencyCartridges, cancellationToken);
        await InsertAsync("public.style_cartridges", rows.StyleCartridges, cancellationToken);
        await InsertAsync("public.preference_cartridges", rows.PreferenceCartridges, cancellationToken);
        await InsertAsync("public.audit_logs", rows.Audit, cancellationToken);
        await RunAsync("set local role none", cancellationToken);
    }

    /// <summary>Triggers on again, and the planner told what is there now.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await SetTriggersAsync("enable", cancellationToken);
        await RunAsync("set local role atrium_owner", cancellationToken);
        foreach (var table in Quiet)
        {
            await RunAsync($"analyze public.{Sql.Name(table)}", cancellationToken);
        }

        await RunAsync("set local role none", cancellationToken);
    }

    async Task SetTriggersAsync(string state, CancellationToken cancellationToken)
    {
        await RunAsync("set local role atrium_owner", cancellationToken);
        foreach (var table in Quiet)
        {
            await RunAsync($"alter table public.{Sql.Name(table)} {state} trigger user", cancellationToken);
        }

        await RunAsync("set local role none", cancellationToken);
    }

    Task<int> InsertAsync<T>(
        string table, IEnumerable<T> rows, CancellationToken cancellationToken, string conflict = "")
    {
        var columns = string.Join(", ", typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => Sql.Name(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))));
        return RunAsync(
            $"insert into {table} ({columns}) select {columns}"
                + $" from json_populate_recordset(null::{table}, $1::json) {conflict}",
            cancellationToken, JsonSerializer.Serialize(rows, SnakeCase));
    }

    async Task<int> RunAsync(string sql, CancellationToken cancellationToken, string? json = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        if (json is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = json });
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
