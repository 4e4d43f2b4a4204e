using Atrium.Database;
using Atrium.Testing;

namespace Atrium.Law.Tests.Frontdesk;

/// <summary>
/// A database with the people and things of <c>tests.desk()</c>: agency a with somebody of every role, contacts ada and
/// ben, services checkup (30 minutes, public) and long (60 and 15 free), resource room; agency b with stranger, its
/// owner, contact far, farservice and farroom. Open around the clock, so that any hour can be booked. Besides: visit
/// (ada, in ten days), past (ben, yesterday), call, alert, task and hold of agency a.
/// </summary>
public sealed class DeskDatabase() : CastDatabase(
    "desk",
    [
        "ada", "ben", "far", "checkup", "long", "farservice", "room", "farroom", "visit", "past", "call", "alert",
        "task", "hold",
    ],
    Setting)
{
    /// <summary>A connection as the superuser.</summary>
    public Task<SqlSession> SuperuserAsync() =>
        SqlSession.OpenAsync(Database.ConnectionString, Xunit.TestContext.Current.CancellationToken);

    /// <summary>Somebody who is not signed in.</summary>
    public AsCaller Anybody => Database.As("anon");

    /// <summary>Runs the same as many callers at once; how each was refused, null where not.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="person">Who calls.</param>
    /// <param name="sql">The statement of one of them, from its number.</param>
    public async Task<IReadOnlyList<string?>> AtOnceAsync(int workers, string person, Func<int, string> sql) =>
        await Task.WhenAll(Enumerable.Range(0, workers)
            .Select(number => As(person).RefusalAsync(Filled(sql(number)))));

    /// <summary>How many pairs of live appointments and holds cross each other.</summary>
    public Task<long> CrossingsAsync() => Database.ScalarAsync<long>(
        """
        with live as (
          select id, coalesce(resource_id, agency_id) as resource,
            tstzrange(scheduled_at, ends_at + make_interval(mins => buffer_minutes)) as during
          from public.appointments
          where status in ('pending', 'confirmed', 'in_progress') and deleted_at is null
          union all
          select id, coalesce(resource_id, agency_id),
            tstzrange(slot_time, slot_time + make_interval(mins => duration_minutes + buffer_minutes))
          from public.appointment_holds where status = 'held' and expires_at > now())
        select count(*) from live one join live other
          on one.id < other.id and one.resource = other.resource and one.during && other.during
        """);

    static readonly string[] Setting =
    [
        """
        insert into public.booking_hours (agency_id, weekday, opens, closes)
        select id, weekday, '00:00', '24:00' from public.agencies, generate_series(1, 7) weekday
        """,
        """
        insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at) values
          (tests.named('visit', gen_random_uuid()), tests.id('a'), tests.id('ada'), tests.id('checkup'),
            tests.id('room'), date_trunc('day', now()) + interval '10 days'),
          (tests.named('past', gen_random_uuid()), tests.id('a'), tests.id('ben'), tests.id('checkup'),
            tests.id('room'), date_trunc('day', now()) - interval '1 day')
        """,
        """
        insert into public.calls (id, agency_id, contact_id, transcript)
        values (tests.named('call', gen_random_uuid()), tests.id('a'), tests.id('ada'), 'Good morning')
        """,
        """
        insert into public.hot_lead_alerts (id, agency_id, call_id, contact_id, lead_score)
        values (tests.named('alert', gen_random_uuid()), tests.id('a'), tests.id('call'), tests.id('ada'), 90)
        """,
        """
        insert into public.follow_up_tasks (id, agency_id, contact_id)
        values (tests.named('task', gen_random_uuid()), tests.id('a'), tests.id('ada'))
        """,
        """
        insert into public.appointment_holds (id, agency_id, service_id, resource_id, slot_time, duration_minutes,
          buffer_minutes, expires_at)
        values (tests.named('hold', gen_random_uuid()), tests.id('a'), tests.id('checkup'), tests.id('room'),
          date_trunc('day', now()) + interval '11 days', 30, 0, now() + interval '1 hour')
        """,
    ];
}
