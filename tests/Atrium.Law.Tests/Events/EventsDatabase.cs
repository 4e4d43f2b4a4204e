using Atrium.Law.Tests.Studio;
using Atrium.Testing;

namespace Atrium.Law.Tests.Events;

/// <summary>
/// The people and the work of <c>tests.studio()</c>, with something of the events: a notification of everybody's own,
/// an endpoint of agency a with a delivery that was given up, and an event that came in.
/// </summary>
public sealed class EventsDatabase : IAsyncLifetime
{
    readonly StudioDatabase _studio = new();

    /// <summary>The clone itself.</summary>
    public TestDatabase Database => _studio.Database;

    /// <summary>The jobs' and senders' principal.</summary>
    public AsCaller Operator => Database.As("service_role");

    /// <summary>The endpoint of agency a.</summary>
    public Guid Endpoint { get; private set; }

    /// <summary>The id of somebody or something by the name it has in <c>tests.studio()</c>.</summary>
    public Guid this[string name] => _studio[name];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _studio.InitializeAsync();
        await Database.ExecuteAsync("select atrium.dispatch_outbox(5000)");
        await Database.ExecuteAsync("delete from public.notifications");
        await Database.ExecuteAsync(
            """
            insert into public.notifications (agency_id, user_id, type, title, message)
            select m.agency_id, m.user_id, 'assigned', 'Own', 'of ' || m.role from public.memberships m
            """);
        Endpoint = await As("owner").ScalarAsync<Guid>(
            "select id from public.create_webhook_endpoint('Out', 'https://example.org/hook', '{alert.*}')");
        await Database.ExecuteAsync(
            """
            insert into public.webhook_deliveries (agency_id, endpoint_id, topic, record_id, payload, status)
            values ($1, $2, 'webhook.test', $2, '{}', 'dead')
            """,
            this["a"], Endpoint);
        await Database.ExecuteAsync(
            "insert into public.processed_webhook_events (agency_id, event_id) values ($1, 'first')", this["a"]);
        await Database.ExecuteAsync(
            "insert into public.erasure_requests (agency_id, person_id) values ($1, gen_random_uuid())", this["a"]);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    /// <summary>One of the people, as the gateway would let them in.</summary>
    public AsCaller As(string person) => _studio.As(person);

    /// <summary>SQL in which names in braces stand for ids.</summary>
    public string Filled(string sql) =>
        _studio.Filled(sql.Replace("{endpoint}", Endpoint.ToString(), StringComparison.Ordinal));

    /// <summary>Whether a statement with names in braces yields a row; nothing of it stays.</summary>
    public Task<bool> GoesThroughAsync(string person, string sql) =>
        _studio.GoesThroughAsync(person, sql.Replace("{endpoint}", Endpoint.ToString(), StringComparison.Ordinal));

    /// <summary>Raises an alert of client a1 as one of the people; gives its id.</summary>
    public Task<Guid> RaiseAsync(string person, string title) => As(person).ScalarAsync<Guid>(
        "insert into public.alerts (client_id, title, severity) values ($1, $2, 'critical') returning id",
        this["a1"], title);
}
