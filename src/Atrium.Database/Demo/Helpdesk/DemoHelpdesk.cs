using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Helpdesk;

/// <summary>A ticket, with what other modules hang on it.</summary>
/// <param name="Row">As it is now.</param>
/// <param name="Client">Whose it is.</param>
/// <param name="Agent">Who answers it; null where nobody does yet.</param>
sealed record DemoTicket(TicketRow Row, DemoClient Client, DemoPerson? Agent);

/// <summary>What clients asked the help desk in 18 months, more of late, and how it went.</summary>
sealed class DemoHelpdesk
{
    public List<DemoTicket> Tickets { get; private set; } = [];
    public List<MessageRow> Messages { get; } = [];
    public List<EventRow> Events { get; } = [];
    public List<ClockRow> Clocks { get; } = [];
    public List<FollowerRow> Followers { get; } = [];
    public List<LinkRow> Links { get; } = [];
    public required DemoTeams Desk { get; init; }
    public required DemoAgency Agency { get; init; }

    public static DemoHelpdesk Make(DemoAgency agency)
    {
        var helpdesk = new DemoHelpdesk { Desk = new(agency), Agency = agency };
        var topics = DemoTexts.All("tickets");
        var chance = agency.Chance("tickets");
        var count = agency.Cast.Part == 0 ? 1_500 : 300;
        var weights = agency.Clients.Select(client => 0.3 + Math.Sqrt(client.Share)).ToArray();
        for (var number = 0; number < count; number++)
        {
            var begun = Begun(agency, chance);
            var client = AskedBy(agency.Clients, weights, begun, chance);
            var dice = new DemoChance($"ticket:{client.Row.Id}:{number}");
            new DemoTicketStory(helpdesk, client, chance.Pick(topics), dice).Tell(begun);
        }

        helpdesk.Tickets = [.. helpdesk.Tickets.OrderBy(ticket => ticket.Row.CreatedAt).ThenBy(ticket => ticket.Row.Id)
            .Select((ticket, place) => ticket with { Row = ticket.Row with { Number = place + 1 } })];
        helpdesk.Link(chance);
        return helpdesk;
    }

    public IReadOnlyList<DemoTable> Tables =>
    [
        DemoTable.Of("public.teams", Desk.Teams.Select(team => team.Row)),
        DemoTable.Of("public.team_members", Desk.Members),
        DemoTable.Of("public.agent_states", Desk.States),
        DemoTable.Of("public.business_calendars", Desk.Calendars),
        DemoTable.Of("public.business_hours", Desk.Hours),
        DemoTable.Of("public.business_holidays", Desk.Holidays),
        DemoTable.Of("public.sla_policies", [Desk.Key.Policy, Desk.Usual.Policy]),
        DemoTable.Of("public.sla_targets", Desk.Targets),
        DemoTable.Of("atrium.ticket_counters",
            [new CounterRow(Agency.Id, Tickets.Count, Tickets[0].Row.CreatedAt, Tickets[^1].Row.CreatedAt)]),
        DemoTable.Of("public.tickets", Tickets.Select(ticket => ticket.Row)),
        DemoTable.Of("public.messages", Messages),
        DemoTable.Of("public.ticket_events", Events),
        DemoTable.Of("public.ticket_slas", Clocks),
        DemoTable.Of("public.ticket_followers", Followers),
        DemoTable.Of("public.ticket_links", Links),
        DemoTable.Of("public.ticket_tags", DemoRatings.Tags(this)),
        DemoTable.Of("public.csat_ratings", DemoRatings.Of(this)),
    ];

    /// <summary>Some tickets of a client that are about the same.</summary>
    void Link(DemoChance chance)
    {
        foreach (var alike in Tickets.GroupBy(ticket => (ticket.Row.ClientId, ticket.Row.Title)))
        {
            foreach (var (first, second) in alike.Zip(alike.Skip(1)).Where(_ => chance.Percent(25)))
            {
                var at = second.Row.UpdatedAt;
                Links.Add(new(chance.NextId(), second.Row.ClientId, second.Row.Id, chance.Percent(60) ? "relates"
                    : "follows", first.Row.ClientId, first.Row.Id, second.Agent?.Id, at, at));
            }
        }
    }

    // more of late than in the beginning
    static DateTimeOffset Begun(DemoAgency agency, DemoChance chance)
    {
        var first = agency.Now.AddMonths(-18);
        var part = Math.Pow(chance.Between(0, 10_000) / 10_000.0, 0.75);
        var at = chance.WorkingMoment(DateOnly.FromDateTime((first + ((agency.Now - first) * part)).UtcDateTime));
        while (at >= agency.Now)
        {
            at = at.AddDays(at.DayOfWeek == DayOfWeek.Monday ? -3 : -1);
        }

        return at;
    }

    // nobody asks before the work began or after falling silent
    static DemoClient AskedBy(
        IReadOnlyList<DemoClient> clients, double[] weights, DateTimeOffset at, DemoChance chance)
    {
        double[] there = [.. clients.Select((client, place) =>
            client.Row.CreatedAt < at && at <= client.LastHeard ? weights[place] : 0)];
        var left = there.Sum() * chance.Between(1, 1_000_000) / 1_000_000;
        var place = 0;
        while (place < clients.Count - 1 && left > there[place])
        {
            left -= there[place++];
        }

        return clients[place];
    }
}
