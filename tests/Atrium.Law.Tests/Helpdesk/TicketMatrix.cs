namespace Atrium.Law.Tests.Helpdesk;

/// <summary>
/// The help desk's permission matrix: what is tried, and who may. Everybody else is refused or touches nothing.
/// </summary>
public sealed class TicketMatrix(DeskDatabase desk) : IClassFixture<DeskDatabase>
{
    const string Chiefs = "owner admin leadership";
    const string SeeAll = $"{Chiefs} pm account";
    const string Staff = $"{SeeAll} finance creative agent member writer";
    const string Contacts = "customer colleague boss";

    public static TheoryData<string, string> Teams => new()
    {
        { "select from public.teams where id = '{team1}'", $"{Staff} colleague boss" },
        { "select from public.teams where id = '{team2}'", $"{Staff} customer boss" },
        { "select from public.team_members where team_id = '{team1}'", Staff },
        { New("teams", "name", "'New'"), $"{Chiefs} stranger" },
        { "update public.teams set name = 'x' where id = '{team1}'", $"{Chiefs} account" },
        { "delete from public.teams where id = '{team1}'", Chiefs },
        { New("team_members", "team_id, user_id", "'{team1}', '{pm}'"), $"{Chiefs} account" },
        { New("team_members", "team_id, user_id, role", "'{team1}', '{pm}', 'lead'"), "" },
        { "delete from public.team_members where team_id = '{team1}'", $"{Chiefs} account" },
        { "select public.set_team_role('{team1}', '{agent}', 'lead')", $"{Chiefs} account" },
    };

    public static TheoryData<string, string> Tickets => new()
    {
        // agent: assigned in person; creative: on its team
        { "select from public.tickets where id = '{mine}'", $"{SeeAll} agent creative customer boss" },
        { "select from public.tickets where id = '{ours}'", $"{SeeAll} agent colleague boss" },
        { "select from public.tickets where id = '{free}'", $"{SeeAll} agent" },
        { "select from public.tickets where id = '{theirs}'", $"{SeeAll} creative customer boss" },
        { "select from public.tickets where id = '{far}'", "stranger" },
        {
            New("tickets", "client_id, title", "'{a1}', 'x'"),
            $"{SeeAll} finance creative agent writer {Contacts}"
        },
        { New("tickets", "client_id, title", "'{a2}', 'x'"), $"{SeeAll} finance creative agent" },
        { New("tickets", "client_id, title", "'{b1}', 'x'"), "stranger" },
        { New("tickets", "client_id, title, status", "'{a1}', 'x', 'closed'"), "" },
        { "update public.tickets set title = 'x' where id = '{mine}'", $"{SeeAll} agent creative" },
        { "update public.tickets set title = 'x' where id = '{ours}'", $"{SeeAll} agent" },
        { "update public.tickets set tags = array['x'] where id = '{theirs}'", $"{SeeAll} creative" },
        { "update public.tickets set priority = 'urgent' where id = '{mine}'", "" },
        { "update public.tickets set assigned_agent_id = null where id = '{mine}'", "" },
        { "update public.tickets set requester_id = null where id = '{mine}'", "" },
        { "update public.tickets set status = 'closed' where id = '{mine}'", "" },
        { "update public.tickets set client_id = '{a2}' where id = '{mine}'", "" },
        { "delete from public.tickets", "" },
        { "select public.open_ticket('{mine}')", $"{SeeAll} agent creative" },
        { "select public.pend_ticket('{mine}')", $"{SeeAll} agent creative" },
        { "select public.resolve_ticket('{mine}')", $"{SeeAll} agent creative" },
        { "select public.close_ticket('{mine}')", $"{SeeAll} agent creative customer boss" },
        { "select public.set_ticket_priority('{mine}', 'low')", $"{SeeAll} agent creative" },
        { "select public.assign_ticket('{mine}', '{pm}')", $"{SeeAll} agent creative" },
        { "select public.hand_over_ticket('{mine}', '{team1}')", $"{SeeAll} agent creative" },
        { "select public.assign_next('{ours}')", $"{SeeAll} agent" },
        { "select public.set_ticket_requester('{mine}', '{colleague}')", $"{SeeAll} agent creative" },
        { "select public.mark_ticket_spam('{mine}')", $"{SeeAll} agent creative" },
        { "select public.trash_ticket('{mine}')", "owner admin" },
        { "select public.merge_tickets('{mine}', '{ours}', true)", $"{SeeAll} agent" },
        { "select from public.ticket_events where ticket_id = '{mine}'", $"{SeeAll} agent creative" },
        { New("ticket_links", "ticket_id, other_ticket_id", "'{mine}', '{free}'"), $"{SeeAll} agent" },
        { New("ticket_links", "ticket_id, other_ticket_id", "'{mine}', '{far}'"), "" },
        { New("ticket_followers", "ticket_id, user_id", "'{mine}', '{pm}'"), $"{SeeAll} agent creative" },
        {
            New("ticket_followers", "ticket_id, user_id", "'{mine}', '{colleague}'"),
            $"{SeeAll} agent creative customer boss"
        },
        { New("ticket_followers", "ticket_id, user_id", "'{mine}', '{stranger}'"), "" },
    };

    public static TheoryData<string, string> Settings => new()
    {
        { "select public.create_business_calendar('x', 'UTC', '[{\"weekday\":1,\"opens_at\":\"9:00\","
            + "\"closes_at\":\"17:00\"}]')", $"{Chiefs} stranger" },
        { New("sla_policies", "name", "'x'"), $"{Chiefs} stranger" },
        { "select public.set_my_availability(false)", $"{Staff} stranger" },
        { "select public.set_agent_capacity('{agent}', 3)", $"{Chiefs} account" },
        { "select public.set_agent_capacity('{stranger}', 3)", "stranger" },
        { "select public.run_ticket_slas()", "" },
        { "select public.close_resolved_tickets()", "" },
        { "select public.assign_waiting_tickets()", "" },
    };

    [Theory]
    [MemberData(nameof(Teams))]
    [MemberData(nameof(Tickets))]
    [MemberData(nameof(Settings))]
    public async Task Who_may_can_and_nobody_else(string attempt, string allowed)
    {
        foreach (var person in DeskDatabase.People)
        {
            var went = await desk.GoesThroughAsync(person, attempt);

            Assert.True(allowed.Split(' ').Contains(person) == went, $"{person}: {(went ? "accepted" : "refused")}");
        }
    }

    [Fact]
    public async Task Functions_and_policy_agree_on_every_ticket_for_everybody()
    {
        foreach (var person in DeskDatabase.People)
        {
            var seen = await desk.As(person).ColumnAsync<Guid>("select id from public.tickets order by id");

            foreach (var ticket in (string[])["mine", "ours", "free", "theirs", "far"])
            {
                // a lock is refused where, and only where, the policy hides the ticket
                var refusal = await desk.As(person).RefusalAsync(
                    "select public.reply_to_ticket($1, ' ')", desk[ticket]);

                Assert.Equal(seen.Contains(desk[ticket]), refusal != "ATNOF");
                Assert.Equal(seen.Contains(desk[ticket]), await desk.As(person).ScalarAsync<bool>(
                    "select public.can_see_ticket($1)", desk[ticket]));
            }
        }
    }

    static string New(string table, string columns, string values) =>
        $"insert into public.{table} ({columns}) values ({values})";
}
