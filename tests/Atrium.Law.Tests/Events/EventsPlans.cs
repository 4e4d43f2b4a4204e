using Atrium.Testing;

namespace Atrium.Law.Tests.Events;

/// <summary>The lists that screens and jobs make, over 25,000 rows of others: each is served by an index.</summary>
public sealed class EventsPlans(EventsDatabase events)
    : CrowdedLists(events.Database, events.As, events.Filled, Fill), IClassFixture<EventsDatabase>
{
    const string Full = @"(notification|webhook|processed_webhook|erasure)\w+";

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

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "member", "customer"));

    static readonly string[] Fill =
    [
        """
        insert into public.notifications (agency_id, user_id, type, title, message, created_at)
        select a.id, a.id, 'shared', 'Far', 'x', now() - make_interval(mins => n)
        from public.agencies a, generate_series(1, 250) n where a.slug like 'far-%'
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
        select a.id, 'e' || n from public.agencies a, generate_series(1, 200) n where a.slug like 'far-%'
        """,
        """
        insert into public.erasure_requests (agency_id, person_id, status)
        select a.id, gen_random_uuid(), 'cancelled' from public.agencies a, generate_series(1, 100)
        where a.slug like 'far-%'
        """,
    ];
}
