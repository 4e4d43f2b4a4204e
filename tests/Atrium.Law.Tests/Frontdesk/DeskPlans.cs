using Atrium.Testing;

namespace Atrium.Law.Tests.Frontdesk;

/// <summary>
/// The lists that screens make, over 25,000 contacts and 25,000 appointments of other agencies: each is served by an
/// index of its table.
/// </summary>
public sealed class DeskPlans(DeskDatabase desk)
    : CrowdedLists(desk.Database, desk.As, desk.Filled, Fill), IClassFixture<DeskDatabase>
{
    const string Full = @"(contacts|appointments|appointment_holds|calls|services|booked_times|\w+_tasks)\b";

    public static TheoryData<string> Lists =>
    [
        "select * from public.contacts order by created_at desc limit 25",
        "select * from public.contacts order by name limit 25",
        "select * from public.contacts order by last_contact_at desc limit 25",
        "select * from public.contacts order by score desc limit 25",
        "select * from public.contacts where lead_status = 'new' order by updated_at desc limit 25",
        "select * from public.contacts where phone = '+49301000001'",
        "select * from public.contacts where email = 'ada@example.test'",
        "select count(*) from public.contacts",
        "select * from public.actionable_leads order by score desc limit 25",
        "select * from public.appointments order by scheduled_at desc limit 25",
        "select * from public.appointments where scheduled_at >= now() and scheduled_at < now() + interval '1 week'",
        "select * from public.appointments where status = 'pending' order by scheduled_at limit 25",
        "select * from public.appointments where contact_id = '{ada}' order by scheduled_at desc",
        "select * from public.appointments where resource_id = '{room}' and scheduled_at >= now()",
        "select * from public.appointment_holds where status = 'held'",
        "select * from public.calls order by started_at desc limit 25",
        "select * from public.calls where status = 'missed' order by started_at desc limit 25",
        "select * from public.calls where contact_id = '{ada}' order by started_at desc",
        "select * from public.hot_lead_alerts where status = 'open' order by created_at desc",
        "select * from public.follow_up_tasks where status = 'pending' order by scheduled_for limit 25",
        "select * from public.services order by position, name",
        "select * from public.lead_board()",
        "select * from public.frontdesk_dashboard()",
        "select * from public.calls_by_day()",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "agent", "finance", "member", "customer"));

    static readonly string[] Fill =
    [
        """
        insert into public.contacts (agency_id, name, phone, created_at)
        select id, 'Contact ' || n, '+4930' || 1000000 + n, now() - n * interval '1 hour'
        from public.agencies, generate_series(1, 250) n where slug like 'far-%'
        """,
        """
        insert into public.services (agency_id, name) select id, 'Service ' || n
        from public.agencies, generate_series(1, 20) n where slug like 'far-%'
        """,
        """
        insert into public.appointments (agency_id, contact_id, service_type, scheduled_at, duration_minutes,
          buffer_minutes, ends_at)
        select agency_id, id, 'x', created_at, 30, 0, created_at + interval '30 minutes' from public.contacts
        where name like 'Contact %'
        """,
        """
        insert into atrium.booked_times (agency_id, resource, during, appointment_id)
        select agency_id, agency_id, tstzrange(scheduled_at, ends_at), id from public.appointments
        where service_type = 'x'
        """,
        """
        insert into public.appointment_holds (agency_id, service_id, slot_time, duration_minutes, buffer_minutes,
          expires_at)
        select agency_id, id, now() + interval '1 day', 30, 0, now() from public.services where name like 'Service %'
        """,
        """
        insert into public.calls (agency_id, contact_id, started_at)
        select agency_id, id, created_at from public.contacts
        """,
        """
        insert into public.follow_up_tasks (agency_id, contact_id, scheduled_for)
        select agency_id, id, created_at from public.contacts where name like 'Contact %'
        """,
    ];
}
