using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Helpdesk;

/// <summary>How content clients were, asked once for each time a ticket was resolved; and the agency's tags.</summary>
static class DemoRatings
{
    static readonly int[] Usual =
    [
        .. Enumerable.Repeat(5, 54), .. Enumerable.Repeat(4, 28), .. Enumerable.Repeat(3, 9),
        .. Enumerable.Repeat(2, 6), .. Enumerable.Repeat(1, 3),
    ];

    /// <summary>Who asked from outside and has an account is asked; four in ten answer, most within a day.</summary>
    public static IEnumerable<RatingRow> Of(DemoHelpdesk helpdesk)
    {
        var resolved = helpdesk.Events.Where(change => change is { Field: "status", ToValue: "resolved" })
            .ToLookup(change => change.TicketId, change => change.CreatedAt);
        foreach (var ticket in helpdesk.Tickets.Where(ticket => ticket.Row.RequesterId is not null))
        {
            DateTimeOffset[] rounds = [.. resolved[ticket.Row.Id].Order()];
            for (var round = 0; round < rounds.Length; round++)
            {
                var end = round + 1 < rounds.Length ? rounds[round + 1] : rounds[round].AddDays(14);
                yield return Ask(helpdesk.Agency, ticket, round, rounds[round], end);
            }
        }
    }

    public static IEnumerable<TagRow> Tags(DemoHelpdesk helpdesk) =>
        from tag in helpdesk.Tickets.SelectMany(ticket => ticket.Row.Tags, (ticket, tag) => (ticket.Row, Name: tag))
        group tag.Row.CreatedAt by tag.Name into used
        let meaning = DemoTexts.Topic("ratings", "tags").Of(used.Key)[0]
        let agency = helpdesk.Agency
        select new TagRow(
            DemoChance.Id($"tag:{agency.Cast.Slug}:{used.Key}"), agency.Id, used.Key, meaning[..7], meaning[8..],
            agency.People.First("owner").Id, used.Min(), used.Min());

    static RatingRow Ask(DemoAgency agency, DemoTicket ticket, int round, DateTimeOffset at, DateTimeOffset end)
    {
        var chance = new DemoChance($"rating:{ticket.Row.Id}:{round}");
        var answered = at.AddMinutes(chance.Percent(70) ? chance.Between(10, 1_400) : chance.Between(1_500, 9_000));
        var rated = chance.Percent(42) && answered < end && answered < agency.Now;
        var rating = chance.Pick(Usual) - (round > 0 ? 1 : 0);
        var sent = at.AddMinutes(chance.Between(2, 14));
        var reminded = sent.AddDays(3).AddMinutes(5);
        var wasReminded = reminded < agency.Now && reminded < (rated ? answered : end);
        return new(DemoChance.Id($"rating:{ticket.Row.Id}:{round}"), ticket.Row.ClientId, ticket.Row.Id, round)
        {
            AgentId = ticket.Agent?.Id,
            TeamId = ticket.Row.AssignedTeamId,
            Rating = rated ? Math.Max(1, rating) : null,
            Comment = rated && chance.Percent(rating > 3 ? 30 : 75) ? chance.Pick(
                DemoTexts.Topic("ratings", $"{Math.Max(1, rating)}").Of("comment")) : null,
            RatedAt = rated ? answered : null,
            RatedBy = rated && chance.Percent(60) ? ticket.Row.RequesterId : null,
            SentAt = sent < agency.Now ? sent : null,
            RemindedAt = wasReminded ? reminded : null,
            ExpiresAt = end,
            CreatedAt = at,
            UpdatedAt = rated ? answered : wasReminded ? reminded : sent < agency.Now ? sent : at,
        };
    }
}
