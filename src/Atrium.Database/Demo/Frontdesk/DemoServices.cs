namespace Atrium.Database.Demo.Frontdesk;

/// <summary>What can be booked, with whom and where, and when the house is open.</summary>
static class DemoServices
{
    static readonly (string Name, string Said, int Minutes, int Buffer, decimal? Price, bool Public, string[] With)[]
        Offered =
        [
            ("First talk", "Half an hour on what you have in mind. Costs nothing.", 30, 0, 0, true, ["person"]),
            ("Brand consultation", "An hour with a consultant on where your brand stands.", 60, 15, 180, true,
                ["person"]),
            ("Website review", "We read your website with you, as your customers do.", 45, 15, 120, true, ["person"]),
            ("Photo session", "Portraits, products or rooms, in our studio.", 120, 30, 480, true, ["studio"]),
            ("Campaign workshop", "Three hours, a big wall and a plan at the end.", 180, 30, 1400, false, ["room"]),
            ("Portfolio tour", "A walk through the work of the last years.", 45, 0, null, true, ["person", "room"]),
        ];

    static readonly (string Word, string Kind)[] Words =
    [
        ("rebrand", "high"), ("launch", "high"), ("budget", "high"), ("brief", "high"), ("website", "medium"),
        ("photos", "medium"), ("workshop", "medium"), ("today", "urgent"), ("urgent", "urgent"),
        ("as soon as possible", "urgent"), ("not sure", "hesitant"), ("maybe", "hesitant"),
        ("just looking", "hesitant"), ("think about it", "hesitant"),
    ];

    public static void Add(DemoDesk desk)
    {
        var agency = desk.Agency;
        var since = agency.Now.AddMonths(-19);
        var maker = agency.People.First("admin").Id;
        foreach (var (offer, place) in Offered.Select((offer, place) => (offer, place)))
        {
            desk.Services.Add(new(
                Id(desk, $"service:{offer.Name}"), agency.Id, offer.Name, offer.Said, offer.Minutes, offer.Buffer,
                offer.Price, agency.Cast.Part == 0 ? "EUR" : "GBP", offer.Public, place, maker, since, since));
        }

        var consultants = agency.People.With("account", "agent").Take(agency.Cast.Part == 0 ? 4 : 2);
        foreach (var (person, place) in consultants.Select((person, place) => (person, place)))
        {
            AddResource(desk, person.Name, "person", person.Id, place, maker, since);
        }

        AddResource(desk, "Workshop room", "room", null, 10, maker, since);
        AddResource(desk, "Photo studio", "room", null, 11, maker, since);
        foreach (var (service, offer) in desk.Services.Zip(Offered))
        {
            desk.Abilities.AddRange(desk.Resources
                .Where(resource => offer.With.Contains(Group(resource)))
                .Select(resource => new ServiceResourceRow(
                    Id(desk, $"does:{service.Id}:{resource.Id}"), agency.Id, service.Id, resource.Id, since, since)));
        }

        desk.Hours.AddRange(Enumerable.Range(1, 5).Select(weekday => new HoursRow(
            Id(desk, $"hours:{weekday}"), agency.Id, weekday, "09:00", weekday == 4 ? "19:00" : "18:00",
            since, since)));
        var holiday = new DateTimeOffset(agency.Now.Year, 12, 24, 0, 0, 0, TimeSpan.Zero);
        holiday = holiday < agency.Now.AddDays(30) ? holiday.AddYears(1) : holiday;
        desk.Closures.Add(new(Id(desk, "closure:winter"), agency.Id, null, holiday, holiday.AddDays(9),
            "Between the years", maker, since, since));
        var away = agency.Now.AddDays(45);
        desk.Closures.Add(new(Id(desk, "closure:away"), agency.Id, desk.Resources[0].Id, away, away.AddDays(5),
            "On holiday", maker, agency.Now.AddDays(-6), agency.Now.AddDays(-6)));
        desk.Keywords.AddRange(Words.Select(word => new KeywordRow(
            Id(desk, $"word:{word.Word}"), agency.Id, word.Word, word.Kind, since, since)));
    }

    /// <summary>Whether a resource can do a service.</summary>
    public static bool Can(DemoDesk desk, ResourceRow resource, ServiceRow service) => desk.Abilities.Exists(
        ability => ability.ResourceId == resource.Id && ability.ServiceId == service.Id);

    static string Group(ResourceRow resource) =>
        resource.Kind == "person" ? "person" : resource.Name == "Photo studio" ? "studio" : "room";

    static void AddResource(
        DemoDesk desk, string name, string kind, Guid? staff, int place, Guid maker, DateTimeOffset since) =>
        desk.Resources.Add(new(
            Id(desk, $"resource:{name}"), desk.Agency.Id, name, kind, staff, place, maker, since, since));

    static Guid Id(DemoDesk desk, string name) => DemoChance.Id($"desk:{desk.Agency.Cast.Slug}:{name}");
}
