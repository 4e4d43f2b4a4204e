using System.Globalization;

namespace Atrium.Database.Demo.Helpdesk;

/// <summary>The clocks of one ticket, kept as the database's triggers keep them.</summary>
sealed class DemoTicketClocks(
    DemoHelpdesk helpdesk, DemoPromise promise, (int First, int Next, int Resolution) target, Guid client, Guid ticket,
    DateTimeOffset begun, DemoChance chance)
{
    readonly List<Clock> _clocks =
        [new("first_response", target.First, begun), new("resolution", target.Resolution, begun)];

    readonly DemoHours _open = helpdesk.Desk.Open;

    Clock First => _clocks[0];

    Clock Resolution => _clocks[1];

    public void Asked(DateTimeOffset at)
    {
        if (First.Met is not null && _clocks.TrueForAll(clock => clock.Target != "next_response" || clock.Over))
        {
            _clocks.Add(new("next_response", target.Next, at));
        }
    }

    public void Answered(DateTimeOffset at)
    {
        foreach (var clock in _clocks.Where(clock => clock != Resolution && !clock.Over))
        {
            clock.Met = at;
            clock.Touched = at;
        }
    }

    public void Move(string was, string becomes, DateTimeOffset at)
    {
        if (becomes is "resolved" or "closed" && was is not ("resolved" or "closed"))
        {
            Resume(at);
            Resolution.Met = at;
            foreach (var clock in _clocks.Where(clock => !clock.Over))
            {
                clock.Stopped = at;
                clock.Touched = at;
            }
        }
        else if (was is "resolved" or "closed" && becomes == "open")
        {
            Resolution.PausedFor += _open.Between(Resolution.Met ?? at, at);
            Resolution.Met = null;
        }
        else if (becomes == "pending")
        {
            Resolution.Paused = at;
        }
        else if (was == "pending")
        {
            Resume(at);
        }

        Resolution.Touched = at;
    }

    /// <summary>Writes the rows as they stand now.</summary>
    public void End(DateTimeOffset now)
    {
        foreach (var clock in _clocks)
        {
            var due = Due(clock, 1);
            var running = !clock.Over && clock.Paused is null;
            var missed = clock.Met > due || (running && due <= now);
            var level = missed ? 100 : !running ? 0 : Due(clock, 0.75) <= now ? 75 : Due(clock, 0.5) <= now ? 50 : 0;
            helpdesk.Clocks.Add(new(chance.NextId(), client, ticket, clock.Target, promise.Policy.Id,
                promise.Policy.CalendarId)
            {
                TargetMinutes = clock.Minutes,
                StartedAt = clock.Started,
                PausedAt = clock.Paused,
                PausedFor = string.Create(CultureInfo.InvariantCulture, $"{clock.PausedFor.TotalSeconds} seconds"),
                DueAt = due,
                Level = level,
                NextCheckAt = !running || level == 100 ? null
                    : level == 75 ? due : Due(clock, level == 50 ? 0.75 : 0.5),
                MetAt = clock.Met,
                BreachedAt = missed ? due : null,
                StoppedAt = clock.Stopped,
                CreatedAt = clock.Started,
                UpdatedAt = clock.Touched > now ? now : clock.Touched,
            });
        }
    }

    DateTimeOffset Due(Clock clock, double part) =>
        _open.Add(clock.Started, TimeSpan.FromMinutes(clock.Minutes * part) + clock.PausedFor);

    void Resume(DateTimeOffset at)
    {
        if (Resolution.Paused is { } since)
        {
            Resolution.PausedFor += _open.Between(since, at);
            Resolution.Paused = null;
        }
    }

    sealed class Clock(string target, int minutes, DateTimeOffset started)
    {
        public string Target => target;
        public int Minutes => minutes;
        public DateTimeOffset Started { get; } = started;
        public DateTimeOffset? Met { get; set; }
        public DateTimeOffset? Stopped { get; set; }
        public DateTimeOffset? Paused { get; set; }
        public TimeSpan PausedFor { get; set; }
        public DateTimeOffset Touched { get; set; } = started;
        public bool Over => Met is not null || Stopped is not null;
    }
}
