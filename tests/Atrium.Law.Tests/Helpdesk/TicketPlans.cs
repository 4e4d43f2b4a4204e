using Atrium.Testing;

namespace Atrium.Law.Tests.Helpdesk;

/// <summary>
/// The lists that screens make, over 25,000 tickets of other agencies: each is served by an index, and no policy reads
/// a whole table or hashes one.
/// </summary>
public sealed class TicketPlans(DeskDatabase desk)
    : CrowdedLists(desk.Database, desk.As, desk.Filled, Fill), IClassFixture<DeskDatabase>
{
    const string Full = @"(tickets|messages|ticket_\w+|teams|team_members)\b";

    const string OfAgency = "atrium.list_key(client_id) = (select atrium.current_list_key())";
    const string Working = "status in ('new', 'open', 'pending')";

    public static TheoryData<string> Lists =>
    [
        $"select * from public.tickets where {OfAgency} order by updated_at desc limit 25",
        $"select * from public.tickets where {OfAgency} and {Working} order by updated_at desc limit 25",
        $"select * from public.tickets where {OfAgency} and assigned_agent_id is null and assigned_team_id is null"
            + $" and {Working} order by created_at desc limit 25",
        "select * from public.tickets where client_id = '{a1}' order by updated_at desc limit 25",
        "select * from public.tickets where client_id = '{a1}' and status = 'open' order by updated_at desc limit 25",
        "select * from public.tickets where assigned_agent_id = '{agent}' and status = 'open' limit 25",
        "select * from public.tickets where assigned_team_id = '{team1}' and status = 'open' limit 25",
        "select * from public.tickets where requester_id = '{customer}' order by updated_at desc limit 25",
        "select * from public.tickets order by updated_at desc limit 25",
        "select * from public.tickets where id = '{mine}'",
        $"select * from public.tickets where {OfAgency} and number = 3",
        "select status, count(*) from public.tickets group by status",
        "select * from public.messages where ticket_id = '{mine}' order by created_at, id limit 50",
        $"select * from public.messages where {OfAgency} order by created_at desc limit 25",
        "select * from public.ticket_events where ticket_id = '{mine}' order by created_at desc",
        $"select * from public.ticket_events where {OfAgency} order by created_at desc limit 25",
        "select * from public.ticket_followers where ticket_id = '{mine}'",
        "select * from public.ticket_links where ticket_id = '{mine}'",
        "select * from public.ticket_slas where ticket_id = '{mine}' order by created_at desc",
        $"select * from public.ticket_slas where {OfAgency} and met_at is null and stopped_at is null"
            + " order by due_at limit 25",
        "select * from public.teams order by name",
        "select * from public.team_members where team_id = '{team1}'",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "agent", "member", "customer"));

    static readonly string[] Fill =
    [
        """
        insert into public.teams (agency_id, name) select id, 'Team ' || n
        from public.agencies, generate_series(1, 20) n where slug like 'far-%'
        """,
        "insert into public.team_members (agency_id, team_id, user_id) select agency_id, id, id from public.teams",
        """
        insert into public.tickets (client_id, number, title, status, updated_at, assigned_agent_id)
        select id, n, 'Ticket', (array['new', 'open', 'pending'])[1 + n % 3], now() - make_interval(mins => n), id
        from public.clients, generate_series(1, 250) n where code = 'far'
        """,
        """
        insert into public.messages (client_id, ticket_id, content)
        select client_id, id, 'words' from public.tickets
        """,
        """
        insert into public.ticket_events (client_id, ticket_id, kind)
        select client_id, id, 'created' from public.tickets
        """,
        """
        insert into public.ticket_slas (client_id, ticket_id, target, target_minutes, started_at, due_at)
        select client_id, id, 'resolution', 60, now(), now() from public.tickets
        """,
        """
        insert into public.ticket_followers (client_id, ticket_id, user_id)
        select client_id, id, id from public.tickets where number % 10 = 0
        """,
        """
        insert into public.ticket_links (client_id, ticket_id, other_client_id, other_ticket_id)
        select t.client_id, t.id, t.client_id, o.id from public.tickets t
        join public.tickets o on o.client_id = t.client_id and o.number = t.number + 1 where t.number % 10 = 0
        """,
    ];
}
