namespace Atrium.Database.Demo.Studio;

/// <summary>A campaign, with what other modules hang on it.</summary>
/// <param name="Row">As it is now.</param>
/// <param name="Client">Whose it is.</param>
/// <param name="Team">Its leads first, then who works on it.</param>
/// <param name="Phases">In order.</param>
sealed record DemoCampaign(
    CampaignRow Row, DemoClient Client, IReadOnlyList<DemoPerson> Team, IReadOnlyList<PhaseRow> Phases)
{
    /// <summary>Whether work on it has begun: neither pitched for nor only planned, nor called off before.</summary>
    public bool Started => Row.Status is not ("pipeline" or "planning");

    public DateOnly End => Row.EndDate ?? Row.StartDate.AddDays(70);
}

/// <summary>What an agency makes: brands, campaigns with their phases, pieces of work with what was said of
/// them.</summary>
sealed class DemoStudio
{
    public List<BrandRow> Brands { get; } = [];
    public List<DemoCampaign> Campaigns { get; } = [];
    public List<CampaignMemberRow> Members { get; } = [];
    public List<PhaseCostRow> Costs { get; } = [];
    public List<ArtifactRow> Artifacts { get; } = [];
    public List<VersionRow> Versions { get; } = [];
    public List<CommentRow> Comments { get; } = [];
    public List<ApprovalRow> Approvals { get; } = [];
    public List<StatsRow> Stats { get; } = [];

    public static DemoStudio Make(DemoAgency agency)
    {
        var studio = new DemoStudio();
        DemoBrands.Add(studio, agency);
        DemoCampaigns.Add(studio, agency);
        foreach (var campaign in studio.Campaigns)
        {
            DemoPieces.Add(studio, agency, campaign);
        }

        DemoPieces.AddHouse(studio, agency);
        return studio;
    }

    public IReadOnlyList<DemoTable> Tables =>
    [
        DemoTable.Of("public.brands", Brands),
        DemoTable.Of("public.campaigns", Campaigns.Select(campaign => campaign.Row)),
        DemoTable.Of("public.campaign_members", Members),
        DemoTable.Of("public.campaign_phases", Campaigns.SelectMany(campaign => campaign.Phases)),
        DemoTable.Of("public.phase_costs", Costs),
        DemoTable.Of("public.artifacts", Artifacts) with { Kept = ["artifacts_words"] },
        DemoTable.Of("public.artifact_versions", Versions),
        DemoTable.Of("public.artifact_comments", Comments),
        DemoTable.Of("public.artifact_approvals", Approvals),
        DemoTable.Of("public.artifact_stats", Stats),
    ];
}
