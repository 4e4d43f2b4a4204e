using System.Text.Json.Nodes;

namespace Atrium.Database.Demo.Helpdesk;

/// <summary>A team, and who of it answers.</summary>
sealed record DemoTeam(TeamRow Row, IReadOnlyList<DemoPerson> Answering);

/// <summary>What a policy promises for a priority, in open minutes.</summary>
sealed record DemoPromise(PolicyRow Policy, IReadOnlyDictionary<string, (int First, int Next, int Resolution)> Targets);

/// <summary>How the help desk is set up: teams, hours, promises.</summary>
sealed class DemoTeams
{
    static readonly Dictionary<string, (int First, int Next, int Resolution)> Standard = new()
    {
        ["urgent"] = (60, 60, 480),
        ["high"] = (120, 180, 1_080),
        ["medium"] = (240, 360, 2_160),
        ["low"] = (540, 1_080, 5_400),
    };

    readonly DemoAgency _agency;
    readonly DateTimeOffset _made;
    readonly Guid _founder;

    public DemoTeams(DemoAgency agency)
    {
        _agency = agency;
        _made = agency.Now.AddMonths(-19);
        _founder = agency.People.First("owner").Id;
        var people = agency.People;
        var care = people.With("pm", "account");
        Add("Support", "First to answer: access, files, questions of all kinds.", "round_robin",
            [.. people.With("agent"), .. care.Take(1)], people.With("member").Take(2));
        Add("Campaign care", "Running campaigns, mails and reports.", "manual", care, people.With("agent").Take(1));
        Add("Billing", "Invoices and credit notes.", "least_load", [.. people.With("finance"), .. care.Take(1)], []);
        Add("Studio care", "Corrections of pages, pictures and print.", "least_load",
            [.. people.With("creative").Take(5), .. people.With("pm").Take(1)], []);
        AddCalendar();
        var key = agency.Clients.OrderByDescending(client => client.Share).Take(agency.Cast.Part == 0 ? 5 : 2);
        KeyClients = [.. key.Select(client => client.Row.Id)];
        Key = AddPolicy("Key accounts", 1, 2, new JsonObject
        {
            ["client_id"] = new JsonArray([.. KeyClients.Select(id => JsonValue.Create(id.ToString()))]),
        });
        Usual = AddPolicy("Standard", 10, 1, new JsonObject());
    }

    public List<DemoTeam> Teams { get; } = [];
    public List<TeamMemberRow> Members { get; } = [];
    public List<AgentStateRow> States { get; } = [];
    public List<CalendarRow> Calendars { get; } = [];
    public List<HoursRow> Hours { get; } = [];
    public List<HolidayRow> Holidays { get; } = [];
    public List<TargetRow> Targets { get; } = [];
    public IReadOnlyList<Guid> KeyClients { get; }
    public DemoPromise Key { get; }
    public DemoPromise Usual { get; }

    /// <summary>Open time as the calendar has it.</summary>
    public DemoHours Open => new(_agency.Cast.Part == 0 ? 1 : 0);

    void Add(
        string name, string about, string method, IReadOnlyList<DemoPerson> answering, IEnumerable<DemoPerson> reading)
    {
        var id = Id($"team:{name}");
        Teams.Add(new(new(id, _agency.Id, name, about, method, name == "Support", _founder, _made, _made), answering));
        foreach (var person in answering.Concat(reading).DistinctBy(person => person.Id))
        {
            var lead = person == answering[^1];
            Members.Add(new(Id($"team:{name}:{person.Email}"), _agency.Id, id, person.Id, lead ? "lead" : "member",
                _made, _founder, _made, _made));
        }

        foreach (var person in answering.Where(person => States.TrueForAll(state => state.UserId != person.Id)))
        {
            DateTimeOffset? away = person.Role == "agent" && person == answering[0] ? _agency.Now.AddDays(3) : null;
            States.Add(new(Id($"state:{person.Email}"), _agency.Id, person.Id, away is null, away,
                person.Role == "agent" ? 40 : 25, _made, _made));
        }
    }

    void AddCalendar()
    {
        var id = Id("calendar");
        Calendars.Add(new(id, _agency.Id, "Office hours", _agency.Cast.Part == 0 ? "Europe/Berlin" : "Europe/London",
            _founder, _made, _made));
        Hours.AddRange(Enumerable.Range(1, 5).Select(day => new HoursRow(
            Id($"hours:{day}"), _agency.Id, id, day, "09:00", "18:00", _made)));
        Holidays.AddRange(DemoHours.Holidays.Select(holiday => new HolidayRow(Id($"holiday:{holiday.Name}"), _agency.Id,
            id, new(_made.Year, holiday.Month, holiday.Day), holiday.Name, true, _made, _made)));
    }

    DemoPromise AddPolicy(string name, int position, int pace, JsonObject conditions)
    {
        var policy = new PolicyRow(Id($"policy:{name}"), _agency.Id, name, Calendars[0].Id, position, conditions,
            pace == 1, _founder, _made, _made);
        var promised = Standard.ToDictionary(
            target => target.Key,
            target => (target.Value.First / pace, target.Value.Next / pace, target.Value.Resolution / pace));
        Targets.AddRange(promised.Select(target => new TargetRow(Id($"target:{name}:{target.Key}"), _agency.Id,
            policy.Id, target.Key, target.Value.Item1, target.Value.Item2, target.Value.Item3, _founder, _made,
            _made)));
        return new(policy, promised);
    }

    Guid Id(string name) => DemoChance.Id($"desk:{_agency.Cast.Slug}:{name}");
}
