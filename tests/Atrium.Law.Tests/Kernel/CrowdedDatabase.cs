namespace Atrium.Law.Tests.Kernel;

/// <summary>The two agencies beside 50 others with 10,000 clients, 10,000 people and 150,000 communications.</summary>
public sealed class CrowdedDatabase : IAsyncLifetime
{
    /// <summary>The database.</summary>
    public LawDatabase Law { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Law.InitializeAsync();
        await using var session = await Law.SuperuserAsync();
        await session.RunAsync(
            "set session_replication_role = replica",
            """
            insert into public.agencies (id, name, slug)
            select md5('a' || n)::uuid, 'Crowd', 'crowd-' || n from generate_series(1, 50) n
            """,
            """
            insert into public.client_stages (id, agency_id, name, position)
            select md5('s' || n)::uuid, md5('a' || n)::uuid, 'Live', 1 from generate_series(1, 50) n
            """,
            """
            insert into public.clients (id, agency_id, code, name, stage_id)
            select md5('c' || n)::uuid, md5('a' || 1 + n % 50)::uuid, 'C' || n, 'Client ' || n,
              md5('s' || 1 + n % 50)::uuid
            from generate_series(1, 10000) n
            """,
            """
            insert into public.users (id, email)
            select md5('u' || n)::uuid, 'u' || n || '@crowd.test' from generate_series(1, 10000) n
            """,
            """
            insert into public.memberships (agency_id, user_id, role)
            select md5('a' || 1 + n % 50)::uuid, md5('u' || n)::uuid, 'pm' from generate_series(1, 10000) n
            """,
            """
            insert into public.communications (client_id, type, thread_key, timestamp)
            select md5('c' || 1 + n % 10000)::uuid, 'email', 't' || n, now() - n * interval '1 minute'
            from generate_series(1, 150000) n
            """,
            """
            insert into public.audit_logs (agency_id, action, event_type)
            select md5('a' || 1 + n % 50)::uuid, 'event', 'crowd' from generate_series(1, 100000) n
            """,
            "set session_replication_role = origin",
            "analyze");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Law.DisposeAsync();
}
