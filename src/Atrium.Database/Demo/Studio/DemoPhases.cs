namespace Atrium.Database.Demo.Studio;

/// <summary>The four phases of a campaign: each begins before the one before it ends.</summary>
static class DemoPhases
{
    static readonly (string Code, string Name, double From, double To, decimal Weight)[] Four =
    [
        ("STRATEGY", "Strategy", 0, 0.32, 0.15m), ("CREATIVE", "Creative development", 0.2, 0.55, 0.35m),
        ("PRODUCTION", "Production", 0.45, 0.82, 0.35m), ("POST", "Post-production", 0.72, 1, 0.15m),
    ];

    /// <summary>The phases of a campaign; their costs go to the studio.</summary>
    public static IReadOnlyList<PhaseRow> Of(DemoStudio studio, DemoAgency agency, CampaignRow campaign)
    {
        var chance = new DemoChance($"phases:{campaign.Id}");
        var end = campaign.EndDate ?? campaign.StartDate.AddDays(70);
        var days = end.DayNumber - campaign.StartDate.DayNumber;
        List<PhaseRow> phases = [];
        foreach (var (code, name, from, to, weight) in Four)
        {
            var planned = (Start: campaign.StartDate.AddDays((int)(days * from)),
                End: campaign.StartDate.AddDays((int)(days * to)));
            var begun = campaign.Status is not ("pipeline" or "planning") && planned.Start < agency.Today;
            var late = chance.Percent(30) ? chance.Between(1, 6) : 0;
            var actual = (Start: planned.Start, End: planned.End.AddDays(late));
            var done = begun && actual.End < agency.Today;
            var part = (agency.Today.DayNumber - planned.Start.DayNumber)
                / (double)Math.Max(1, actual.End.DayNumber - planned.Start.DayNumber);
            var blocked = begun && !done && campaign.Status is "on_hold" or "cancelled";
            var completion = done ? 100 : begun ? Math.Clamp((int)(part * 20) * 5, 5, 95) : 0;
            var touched = done ? At(actual.End) : begun ? agency.Now.AddHours(-chance.Between(15, 90))
                : campaign.CreatedAt;
            var row = new PhaseRow(DemoChance.Id($"phase:{campaign.Id}:{code}"), agency.Id, campaign.Id, code, name,
                phases.Count + 1, planned.Start, planned.End, begun ? actual.Start : null, done ? actual.End : null,
                Math.Round(campaign.BudgetAmount * weight / 115m), Math.Round(campaign.BudgetAmount * weight, 2),
                blocked && begun ? "blocked" : done ? "completed" : begun ? "in_progress" : "not_started",
                blocked && begun ? "Waits for the client." : null, completion, campaign.CreatedBy, campaign.CreatedAt,
                touched > campaign.CreatedAt ? touched : campaign.CreatedAt);
            phases.Add(row);
            if (begun)
            {
                studio.Costs.Add(new(DemoChance.Id($"cost:{row.Id}"), row.Id, agency.Id, campaign.Id,
                    Math.Round(row.PhaseBudgetAmount * completion / 100m * chance.Between(52, 92) / 100m, 2),
                    campaign.BudgetCurrency, agency.People.First("finance").Id, row.UpdatedAt, row.UpdatedAt));
            }
        }

        return phases;

        static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new(16, 30)), TimeSpan.Zero);
    }
}
