namespace Atrium.Database.Demo.Stories;

/// <summary>How a client came to the stage it is in.</summary>
/// <param name="Created">When it was entered, as a lead.</param>
/// <param name="StageEntered">When it came into its present stage.</param>
/// <param name="Touched">Last change of the client.</param>
/// <param name="Worried">Times in which its health was not green, with an end where it is over.</param>
/// <param name="ChurnDate">When it left.</param>
sealed record DemoJourney(
    DateTimeOffset Created, DateTimeOffset StageEntered, DateTimeOffset Touched,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset? To, string Health)> Worried, DateOnly? ChurnDate)
{
    static readonly (string Purpose, int Least, int Most)[] Path =
        [("lead", 6, 25), ("onboarding", 5, 14), ("installation", 4, 12), ("audit", 3, 9), ("live", 90, 200)];

    static readonly string[] Notes =
        ["contract signed", "all accesses are here", "tags checked", "released by the client", "went well",
            "as planned"];

    /// <summary>Writes its events and answers its times.</summary>
    public static DemoJourney Walk(
        DemoRows rows, DemoChance chance, Guid client, IReadOnlyDictionary<string, Guid> stages, DemoFate fate,
        DemoPeople people, DemoPerson owner, DemoCast cast, DateTimeOffset now)
    {
        var most = cast.Part == 0 ? fate.MostDays : Math.Min(fate.MostDays, 560);
        var entered = Moment(chance, now.AddDays(-chance.Between(fate.LeastDays, most)), now);
        var steps = Steps(chance, fate, entered);
        var movers = people.With("account", "pm", "leadership");
        foreach (var (step, place) in steps.Select((step, place) => (step, place)))
        {
            rows.StageEvents.Add(new(chance.NextId(), client, place == 0 ? null : stages[steps[place - 1].Purpose],
                stages[step.Purpose], chance.Percent(70) ? owner.Id : chance.Pick(movers).Id, step.At,
                place > 0 && chance.Percent(40) ? chance.Pick(Notes) : null, step.At, step.At));
        }

        var created = steps[0].At;
        State(rows, chance, client, "status", null, "active", null, owner.Id, created);
        State(rows, chance, client, "health", null, "green", null, owner.Id, created);
        var left = fate.Status == "churned" ? entered.AddDays(25) : (DateTimeOffset?)null;
        var touched = entered;
        if (fate.Status != "active")
        {
            touched = left ?? Moment(chance, now.AddDays(-chance.Between(20, 60)), now);
            State(rows, chance, client, "status", "active", fate.Status, null, owner.Id, touched);
        }

        var worried = Worries(chance, fate, created, left ?? now, now);
        foreach (var (from, to, health) in worried)
        {
            State(rows, chance, client, "health", "green", health, "see alerts", null, from);
            if (to is { } end)
            {
                State(rows, chance, client, "health", health, "green", null, null, end);
            }

            touched = to ?? from;
        }

        return new(created, entered, touched > entered ? touched : entered, worried,
            left is { } day ? DateOnly.FromDateTime(day.UtcDateTime) : null);
    }

    // Backwards from the present stage, then told forwards.
    static List<(string Purpose, DateTimeOffset At)> Steps(DemoChance chance, DemoFate fate, DateTimeOffset entered)
    {
        List<(string Purpose, DateTimeOffset At)> steps = [(fate.Stage, entered)];
        var place = Array.FindIndex(Path, step => step.Purpose == fate.Stage);
        var before = place >= 0 ? Path[..place] : Path;
        if (fate is { Stage: "live", LeastDays: > 70 } && chance.Percent(25))
        {
            steps.Insert(0, ("support", Earlier(chance, entered, 3, 12)));
            before = Path;
        }

        foreach (var (purpose, least, most) in before.Reverse())
        {
            steps.Insert(0, (purpose, Earlier(chance, steps[0].At, least, most)));
        }

        return steps;
    }

    static List<(DateTimeOffset From, DateTimeOffset? To, string Health)> Worries(
        DemoChance chance, DemoFate fate, DateTimeOffset created, DateTimeOffset until, DateTimeOffset now)
    {
        List<(DateTimeOffset From, DateTimeOffset? To, string Health)> worried = [];
        var from = created > now.AddMonths(-18) ? created.AddDays(10) : now.AddMonths(-18).AddDays(chance.Between(5,
            60));
        while (true)
        {
            from = from.AddDays(chance.Between(35, 150)).AddMinutes(chance.Between(1, 600));
            var to = from.AddDays(chance.Between(3, 14)).AddMinutes(chance.Between(1, 600));
            if (to > until.AddDays(-25))
            {
                break;
            }

            worried.Add((from, to, chance.Percent(30) ? "red" : "yellow"));
        }

        if (fate.Health != "green")
        {
            var since = fate.Status == "churned" ? until.AddDays(-20) : until.AddDays(-chance.Between(2, 9));
            worried.Add((since > created ? since.AddHours(-chance.Between(1, 9)) : created.AddHours(5), null,
                fate.Health));
        }

        return worried;
    }

    static void State(
        DemoRows rows, DemoChance chance, Guid client, string kind, string? was, string becomes, string? reason,
            Guid? by,
        DateTimeOffset at) => rows.StateEvents.Add(new(chance.NextId(), client, kind, was, becomes, reason, by, at,
            at, at));

    static DateTimeOffset Earlier(DemoChance chance, DateTimeOffset than, int least, int most) =>
        Moment(chance, than.AddDays(-chance.Between(least + 3, most + 3)), than);

    static DateTimeOffset Moment(DemoChance chance, DateTimeOffset day, DateTimeOffset latest)
    {
        var moment = chance.WorkingMoment(DateOnly.FromDateTime(day.UtcDateTime));
        return moment < latest ? moment : latest.AddHours(-chance.Between(2, 8));
    }
}
