namespace Atrium.Database.Demo.Frontdesk;

/// <summary>Appointments of the last ten months and the next four weeks; no resource is taken twice.</summary>
static class DemoVisits
{
    public static void Add(DemoDesk desk)
    {
        var chance = desk.Agency.Chance("visits");
        var slots = Slots(desk, chance);
        foreach (var (resource, service, start) in chance.Some(slots, desk.Sized(600)))
        {
            AddVisit(desk, chance, resource, service, start);
        }
    }

    // times that could be taken, one after the other, so that any choice of them goes together
    static List<(ResourceRow Resource, ServiceRow Service, DateTimeOffset Start)> Slots(
        DemoDesk desk, DemoChance chance)
    {
        List<(ResourceRow, ServiceRow, DateTimeOffset)> slots = [];
        for (var day = desk.Agency.Today.AddDays(-300); day <= desk.Agency.Today.AddDays(28); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || desk.Closures.Exists(closure =>
                day >= DateOnly.FromDateTime(closure.StartsAt.UtcDateTime)
                    && day <= DateOnly.FromDateTime(closure.EndsAt.UtcDateTime)))
            {
                continue;
            }

            var busy = day >= desk.Agency.Today ? 72 : 22;
            foreach (var resource in desk.Resources)
            {
                var able = desk.Services.Where(service => DemoServices.Can(desk, resource, service)).ToList();
                // from 9 to 16 in UTC: within opening hours in winter and in summer, in either city
                var at = new DateTimeOffset(day.ToDateTime(new(9, 0)), TimeSpan.Zero);
                while (at.Hour < 14)
                {
                    var service = chance.Pick(able);
                    var until = at.AddMinutes(service.DurationMinutes + service.BufferMinutes);
                    if (chance.Percent(busy) && until.TimeOfDay <= TimeSpan.FromHours(16))
                    {
                        slots.Add((resource, service, at));
                    }

                    at = at.AddMinutes(Math.Ceiling((until - at).TotalMinutes / 30) * 30);
                }
            }
        }

        return slots;
    }

    static void AddVisit(
        DemoDesk desk, DemoChance chance, ResourceRow resource, ServiceRow service, DateTimeOffset start)
    {
        var now = desk.Agency.Now;
        var latest = start < now ? start : now;
        var known = desk.Leads.Where(lead => lead.CreatedAt < latest.AddDays(-1)).ToList();
        var fitting = known.Where(lead => lead.CreatedAt > start.AddDays(-150)
            && (lead.Wanted == service || lead.Fate % 3 == 0)).ToList();
        var lead = chance.Pick(fitting.Count > 0 ? fitting : known);
        var earliest = lead.CreatedAt > latest.AddDays(-20) ? lead.CreatedAt : latest.AddDays(-20);
        var booked = earliest.AddMinutes(chance.Between(5, Math.Max(6, (int)(latest - earliest).TotalMinutes - 60)));
        booked = booked < latest ? booked : latest.AddMinutes(-30);
        var online = service.IsPublic && chance.Percent(35);
        var end = start.AddMinutes(service.DurationMinutes);
        var roll = chance.Between(1, 100);
        var (status, since) = start < now
            ? roll switch
            {
                <= 80 => ("completed", end),
                <= 92 => ("cancelled", start.AddHours(-chance.Between(2, 40))),
                _ => ("no_show", start.AddMinutes(20)),
            }
            : roll switch
            {
                <= 58 => ("confirmed", booked.AddHours(2)),
                <= 93 => ("pending", booked),
                _ => ("cancelled", booked.AddHours(1)),
            };
        since = since < booked ? booked : since > now ? now : since;
        var id = chance.NextId();
        desk.Appointments.Add(new(
            id, desk.Agency.Id, lead.Id, service.Id, resource.Id, service.Name, start, service.DurationMinutes,
            service.BufferMinutes, end, status, since,
            status == "cancelled" ? chance.Pick(DemoLead.Lines("cancel")) : null, status != "pending",
            start < now && status != "cancelled" ? start.AddDays(-1) : null, online ? "online" : "desk",
            chance.Percent(30) ? chance.Pick(DemoLead.Lines("visit")) : null,
            online ? null : resource.StaffId ?? desk.Agency.People.First("agent").Id, booked, since));
        if (online)
        {
            desk.Holds.Add(new(
                chance.NextId(), desk.Agency.Id, service.Id, resource.Id, start, service.DurationMinutes,
                service.BufferMinutes, "confirmed", booked.AddMinutes(8), "online", id, booked.AddMinutes(-2), booked));
        }

        if (status == "completed")
        {
            lead.Heard(end);
        }
    }
}
