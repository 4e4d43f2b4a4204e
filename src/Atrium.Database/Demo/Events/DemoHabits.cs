namespace Atrium.Database.Demo.Events;

/// <summary>How people want to be told: most as it comes, some in peace at night, some once a day.</summary>
static class DemoHabits
{
    public static void Add(DemoEvents events, DemoAgency agency)
    {
        var chance = agency.Chance("habits");
        foreach (var person in agency.People.Staff)
        {
            var since = agency.Now.AddDays(-chance.Between(30, 300));
            if (chance.Percent(60) || person.Role is "owner" or "pm")
            {
                events.Settings.Add(new(chance.NextId(), agency.Id, person.Id, new(chance.Between(18, 21), 0),
                    new(chance.Between(6, 8), 30), new(8, 0), since, since));
            }

            if (chance.Percent(35) || person.Role == "owner")
            {
                Prefer(events, agency, chance, person, "mentioned", "email", true, "digest", since);
                Prefer(events, agency, chance, person, "assigned", "email", true, "digest", since);
            }

            if (chance.Percent(20))
            {
                Prefer(events, agency, chance, person, "replied", "in_app", false, "at_once", since);
            }

            if (person.Role == "agent")
            {
                Prefer(events, agency, chance, person, "hot_lead", "sms", true, "at_once", since);
            }
        }
    }

    static void Prefer(
        DemoEvents events, DemoAgency agency, DemoChance chance, DemoPerson person, string type, string channel,
        bool enabled, string timing, DateTimeOffset since) =>
        events.Preferences.Add(
            new(chance.NextId(), agency.Id, person.Id, type, channel, enabled, timing, since, since));
}
