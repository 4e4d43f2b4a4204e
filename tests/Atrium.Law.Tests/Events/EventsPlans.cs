using System.Text.RegularExpressions;
using Atrium.Database;

namespace Atrium.Law.Tests.Events;

/// <summary>The lists that screens and jobs make, over 100,000 rows of others: each is served by an index.</summary>
public sealed partial class EventsPlans(EventsDatabase events) : IClassFixture<EventsDatabase>, IAsyncLifetime
{
    public static TheoryData<string> Lists =>
    [
        "select * from public.notifications order by created_at desc limit 25",
        "select * from public.notifications where status = 'unread' order by created_at desc limit 5",
        "select count(*) from public.notifications where status = 'unread'",
        "select * from public.notifications where type in ('appointment_booked', 'appointment_reminder') "
            + "order by created_at desc limit 25",
        "select * from public.notification_digest()",
        "select * from public.notification_preferences",
        "select * from public.notification_deliveries order by created_at desc limit 25",
        "select * from public.webhook_endpoints order by created_at desc",
        "select * from public.webhook_deliveries order by created_at desc limit 25",
        "select * from public.webhook_deliveries where endpoint_id = '{endpoint}' order by created_at desc limit 25",
        "select * from public.processed_webhook_events order by created_at desc limit 25",
        "select * from public.erasure_requests order by created_at desc limit 25",
    ];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (await events.Database.ScalarAsync<bool>("select exists (select from public.agencies where slug = 'far-1')"))
        {
            return;
        }

        await using var session = await SqlSession.OpenAsync(events.Database.ConnectionString, default);
        foreach (var statement in Fill)
        {
            await session.ExecuteAsync(statement, default);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query)
    {
        foreach (var person in (string[])["owner", "member", "customer"])
        {
            var plan = string.Join('\n', await events.As(person).ColumnAsync<string>(
                $"explain (costs off) {events.Filled(query)}"));

            Assert.DoesNotMatch(WholeTable(), plan);
            Assert.DoesNotContain("hashed SubPlan", plan, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"Seq Scan on (notification|webhook|processed_webhook|erasure)\w+")]
    private static partial Regex WholeTable();

    // straight in, past triggers and references: what matters here is only how much of others there is
    static readonly string[] Fill =
    [
        "set session_replication_role = replica",
        "insert into public.agencies (name, slug) select 'Far ' || n, 'far-' || n from generate_series(1, 100) n",
        """
        insert into public.notifications (agency_id, user_id, type, title, message, created_at)
        select a.id, a.id, 'shared', 'Far', 'x', now() - make_interval(mins => n)
        from public.agencies a, generate_series(1, 1000) n where a.slug like 'far-%'
        """,
        """
        insert into public.notification_deliveries (agency_id, user_id, notification_id, channel, status)
        select agency_id, user_id, id, 'email', 'failed' from public.notifications where title = 'Far'
        """,
        """
        insert into public.notification_preferences (agency_id, user_id, type, channel)
        select a.id, gen_random_uuid(), 'shared', 'sms' from public.agencies a, generate_series(1, 200)
        where a.slug like 'far-%'
        """,
        """
        insert into public.webhook_endpoints (agency_id, direction, name, url, topics)
        select a.id, 'outbound', 'Far', 'https://example.org/', '{*}' from public.agencies a, generate_series(1, 50)
        where a.slug like 'far-%'
        """,
        """
        insert into public.webhook_deliveries (agency_id, endpoint_id, topic, record_id, payload, status)
        select e.agency_id, e.id, 'webhook.test', e.id, '{}', 'dead'
        from public.webhook_endpoints e, generate_series(1, 20) where e.name = 'Far'
        """,
        """
        insert into public.processed_webhook_events (agency_id, event_id)
        select a.id, 'e' || n from public.agencies a, generate_series(1, 500) n where a.slug like 'far-%'
        """,
        """
        insert into public.erasure_requests (agency_id, person_id, status)
        select a.id, gen_random_uuid(), 'cancelled' from public.agencies a, generate_series(1, 100)
        where a.slug like 'far-%'
        """,
        "analyze",
    ];
}
