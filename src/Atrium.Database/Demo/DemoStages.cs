namespace Atrium.Database.Demo;

/// <summary>The stages a new agency gets, as the trigger would have made them.</summary>
static class DemoStages
{
    static readonly (string Name, string Purpose, bool Final, bool Asks)[] Seven =
    [
        ("Lead", "lead", false, false), ("Onboarding", "onboarding", false, false),
        ("Installation", "installation", false, false), ("Audit", "audit", false, false), ("Live", "live", false,
            false),
        ("Needs support", "support", false, true), ("Off-boarding", "offboarding", true, true),
    ];

    /// <summary>Adds them and answers their ids by purpose.</summary>
    public static IReadOnlyDictionary<string, Guid> Add(DemoRows rows, Guid agency, DateTimeOffset founded)
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var (stage, position) in Seven.Select((stage, position) => (stage, position)))
        {
            ids[stage.Purpose] = DemoChance.Id($"stage:{agency}:{stage.Purpose}");
            rows.Stages.Add(new(ids[stage.Purpose], agency, stage.Name, position, stage.Purpose, stage.Final,
                stage.Asks,
                founded, founded));
        }

        return ids;
    }
}
