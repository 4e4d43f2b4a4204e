namespace Atrium.Database.Demo.Stories;

/// <summary>What becomes of the n-th client of the list: told, not rolled, so that each screen has something to
/// show.</summary>
/// <param name="Stage">Purpose of the stage it is in.</param>
/// <param name="Status">Its status.</param>
/// <param name="Health">Its colour.</param>
/// <param name="LeastDays">Days in that stage, at least.</param>
/// <param name="MostDays">Days in that stage, at most.</param>
sealed record DemoFate(string Stage, string Status, string Health, int LeastDays, int MostDays)
{
    static readonly Dictionary<int, DemoFate> Told = new()
    {
        [2] = Live("yellow"),
        [5] = Live("yellow"),
        [6] = Live("yellow"),
        [10] = Live("yellow"),
        [14] = Live("red"),
        [17] = Live("yellow"),
        [22] = Live("red"),
        [25] = Live("red"),
        [32] = Live("yellow"),
        [3] = Live("green", 4, 11),
        [19] = Live("green", 13, 20),
        [31] = Live("green", 22, 28),
        [8] = Live("green", 34, 42),
        [28] = Live("green", 46, 57),
        [4] = new("onboarding", "active", "green", 2, 5),
        [9] = new("onboarding", "active", "yellow", 9, 13),
        [13] = new("onboarding", "active", "green", 3, 6),
        [21] = new("installation", "active", "green", 2, 5),
        [26] = new("installation", "active", "yellow", 10, 14),
        [16] = new("audit", "active", "green", 1, 4),
        [30] = new("audit", "active", "green", 8, 11),
        [11] = new("lead", "active", "green", 3, 6),
        [33] = new("lead", "active", "green", 12, 20),
        [7] = new("support", "active", "red", 4, 8),
        [23] = new("support", "active", "yellow", 2, 5),
        [18] = new("offboarding", "active", "yellow", 6, 15),
        [12] = new("offboarding", "churned", "red", 95, 120),
        [29] = new("offboarding", "churned", "red", 210, 260),
        [24] = Live("green") with { Status = "inactive" },
        [27] = Live("green") with { Status = "on_hold" },
    };

    public static DemoFate Of(int index) => Told.TryGetValue(index, out var fate) ? fate : Live("green");

    static DemoFate Live(string health, int least = 75, int most = 760) => new("live", "active", health, least, most);
}
