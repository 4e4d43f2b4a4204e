using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Studio;

/// <summary>Artifacts: written as the campaign went on, in several versions, reviewed and talked about.</summary>
static class DemoPieces
{
    static readonly string[] Kinds =
    [
        .. Enumerable.Repeat("brief", 20), .. Enumerable.Repeat("deck", 18), .. Enumerable.Repeat("script", 12),
        .. Enumerable.Repeat("concept", 12), .. Enumerable.Repeat("board", 10), .. Enumerable.Repeat("storyboard", 10),
        .. Enumerable.Repeat("layout", 8), .. Enumerable.Repeat("key_visual", 8), .. Enumerable.Repeat("other", 2),
    ];

    static readonly string[] States =
    [
        .. Enumerable.Repeat("draft", 20), .. Enumerable.Repeat("review", 12), .. Enumerable.Repeat("approved", 40),
        .. Enumerable.Repeat("published", 18), .. Enumerable.Repeat("archived", 10),
    ];

    static readonly string[] Tags =
        ["brief", "film", "print", "social", "shop", "retail", "photo", "text", "final", "idea", "season", "test"];

    public static void Add(DemoStudio studio, DemoAgency agency, DemoCampaign campaign)
    {
        var chance = new DemoChance($"pieces:{campaign.Row.Id}");
        var count = campaign.Started ? chance.Between(7, 12) : chance.Between(1, 3);
        for (var number = 1; number <= count; number++)
        {
            var kind = number == 1 ? "brief" : chance.Pick(Kinds);
            var begun = Begun(chance, agency, campaign);
            var state = campaign.Started ? chance.Pick(States) : chance.Percent(70) ? "draft" : "review";
            var owner = kind == "brief" ? campaign.Team[chance.Between(0, 1)] : chance.Pick(campaign.Team);
            var code = $"{campaign.Row.CampaignCode}-{number:00}";
            Add(studio, agency, campaign, chance, kind, state, owner, begun, code);
        }
    }

    /// <summary>What belongs to no client: the agency's own.</summary>
    public static void AddHouse(DemoStudio studio, DemoAgency agency)
    {
        var chance = agency.Chance("house pieces");
        for (var number = 1; number <= (agency.Cast.Part == 0 ? 20 : 6); number++)
        {
            var begun = chance.WorkingMoment(agency.Today.AddDays(-chance.Between(6, 400)));
            Add(studio, agency, null, chance, chance.Pick(Kinds), chance.Pick(States),
                chance.Pick(agency.People.With("leadership", "creative", "admin")), begun, $"HOUSE-{number:00}");
        }
    }

    static void Add(
        DemoStudio studio, DemoAgency agency, DemoCampaign? campaign, DemoChance chance, string kind, string state,
        DemoPerson owner, DateTimeOffset begun, string code)
    {
        var topic = DemoTexts.Topic("pieces", kind);
        var words = Words(agency, campaign, owner);
        var id = DemoChance.Id($"piece:{agency.Cast.Slug}:{code}");
        var parts = chance.Some(topic.Of("part"), chance.Between(Math.Min(3, topic.Of("part").Count),
            topic.Of("part").Count));
        var title = DemoTexts.Fill(chance.Pick(topic.Of("title")), words);
        var versions = chance.Percent(35) ? 1 : chance.Percent(60) ? 2 : chance.Between(3, 5);
        var tags = chance.Some(Tags, chance.Between(1, 3));
        var talk = new DemoTalk(studio, agency, campaign, chance, id, words);
        var at = begun;
        var author = owner;
        string? summary = null;
        for (var version = 1; version < versions; version++)
        {
            var left = talk.Later(at, 4, 70);
            studio.Versions.Add(new(DemoChance.Id($"version:{id}:{version}"), agency.Id, id, version, title,
                Text(parts, words, parts.Count - (version == 1 ? 1 : 0)), tags, "draft", author.Id, at, summary, left,
                left));
            at = left;
            author = campaign is not null && chance.Percent(25) ? chance.Pick(campaign.Team) : owner;
            summary = chance.Pick(DemoTexts.Topic("pieces", "talk").Of("summary"));
        }

        var review = talk.Review(state, versions, owner, at);
        var shared = campaign is not null && state is not "draft" && chance.Percent(40);
        studio.Artifacts.Add(new(id, agency.Id, campaign?.Row.Id, campaign?.Row.ClientId, campaign?.Row.BrandId,
            campaign is null ? null : chance.Pick(campaign.Phases).Id)
        {
            ArtifactCode = code,
            Title = title,
            ArtifactType = kind,
            Format = kind switch
            {
                "deck" => "pptx",
                "layout" or "key_visual" => "figma",
                _ => "docx",
            },
            Content = Text(parts, words, parts.Count),
            Description = topic.Of("about")[0],
            Tags = tags,
            DueDate = state is "draft" or "review" ? agency.Today.AddDays(chance.Between(-3, 14)) : null,
            OwnerId = owner.Id,
            Status = state,
            Visibility = shared ? "client" : "internal",
            Version = versions,
            ChangeSummary = summary,
            ContentBy = author.Id,
            ContentAt = at,
            ApproverId = review.Approver?.Id,
            SubmittedBy = review.Approver is null ? null : owner.Id,
            ApprovedAt = review.ApprovedAt,
            ApprovalNotes = review.Note,
            CreatedBy = owner.Id,
            CreatedAt = begun,
            UpdatedAt = review.Touched,
        });
        talk.Comment(begun, shared);
        if (state != "draft")
        {
            var seen = talk.Later(review.Touched, 1, 200);
            studio.Stats.Add(new(DemoChance.Id($"stats:{id}"), id, agency.Id, chance.Between(3, 90),
                chance.Between(0, 14), seen, begun, seen));
        }
    }

    static DateTimeOffset Begun(DemoChance chance, DemoAgency agency, DemoCampaign campaign)
    {
        var last = campaign.End < agency.Today ? campaign.End : agency.Today.AddDays(-4);
        var first = DateOnly.FromDateTime(campaign.Row.CreatedAt.UtcDateTime).AddDays(1);
        var day = first >= last ? first : first.AddDays(chance.Between(0, last.DayNumber - first.DayNumber));
        var at = chance.WorkingMoment(day);
        return at < agency.Now ? at : agency.Now.AddHours(-chance.Between(14, 40));
    }

    static string Text(IReadOnlyList<string> parts, Dictionary<string, string> words, int count) =>
        DemoTexts.Fill(string.Join("\n\n", parts.Take(count)).Replace("\\n", "\n", StringComparison.Ordinal), words);

    static Dictionary<string, string> Words(DemoAgency agency, DemoCampaign? campaign, DemoPerson owner) => new()
    {
        ["brand"] = campaign?.Client.Row.NameShort ?? agency.Cast.Name,
        ["campaign"] = campaign?.Row.CampaignName ?? "our own website",
        ["product"] = campaign?.Client.Product ?? "our work",
        ["client"] = campaign?.Client.Row.Name ?? agency.Cast.Name,
        ["person"] = owner.First,
    };
}
