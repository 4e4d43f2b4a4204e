using Atrium.Testing;

namespace Atrium.Law.Tests.Studio;

/// <summary>
/// The lists that screens make, over 30,000 artifacts of other agencies: each is served by an index of its table, and
/// no policy reads a whole table or hashes one.
/// </summary>
public sealed class QueryPlans(StudioDatabase studio)
    : CrowdedLists(studio.Database, studio.As, studio.Filled, Fill), IClassFixture<StudioDatabase>
{
    const string Full = @"brands|campaigns|campaign_phases|artifacts|artifact_\w+";

    public static TheoryData<string> Lists =>
    [
        "select * from public.brands order by brand_name limit 50",
        "select * from public.campaigns where status = 'active' order by start_date desc limit 50",
        "select * from public.campaigns where client_id = '{a1}' order by start_date desc limit 50",
        "select * from public.campaigns order by updated_at desc limit 25",
        "select * from public.campaign_phases where campaign_id = '{c1}' order by phase_order",
        "select * from public.campaign_members where campaign_id = '{c1}'",
        "select * from public.v_campaign_phases where campaign_id = '{c1}' order by phase_order",
        "select * from public.artifacts order by updated_at desc limit 25",
        "select * from public.artifacts where campaign_id = '{c1}' order by updated_at desc limit 25",
        "select * from public.artifacts where client_id = '{a1}' order by updated_at desc limit 25",
        "select * from public.artifacts where artifact_type = 'brief' and status <> 'archived' limit 25",
        "select * from public.artifacts where status = 'review' order by updated_at desc limit 25",
        "select * from public.artifacts where owner_id = '{creative}' limit 25",
        "select * from public.artifacts where due_date = current_date",
        "select count(*) from public.artifacts",
        "select * from public.artifact_versions where artifact_id = '{draft}' order by version_number desc",
        "select * from public.artifact_comments where artifact_id = '{draft}' order by created_at desc",
        "select * from public.artifact_comments order by created_at desc limit 25",
        "select * from public.artifact_approvals where artifact_id = '{draft}' order by created_at desc",
        "select * from public.artifact_stats where artifact_id = '{draft}'",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_an_index_whoever_asks(string query) =>
        Assert.Empty(await WholeReadsAsync(query, Full, "owner", "creative", "member", "customer"));

    static readonly string[] Fill =
    [
        """
        insert into public.brands (agency_id, client_id, brand_code, brand_name)
        select agency_id, id, 'b' || n, 'Brand ' || n from public.clients, generate_series(1, 30) n where code = 'far'
        """,
        """
        insert into public.campaigns (agency_id, client_id, campaign_code, campaign_name, campaign_type, start_date)
        select agency_id, id, 'c' || n, 'Campaign', 'launch', '2026-01-01'::date + n
        from public.clients, generate_series(1, 30) n where code = 'far'
        """,
        """
        insert into public.campaign_phases (agency_id, campaign_id, phase_name, phase_order)
        select agency_id, id, 'Phase', n from public.campaigns, generate_series(10, 13) n
        """,
        """
        insert into public.artifacts (agency_id, client_id, campaign_id, title, artifact_type)
        select agency_id, client_id, id, 'Artifact ' || n, 'brief' from public.campaigns, generate_series(1, 11) n
        """,
        """
        insert into public.artifact_comments (agency_id, artifact_id, comment_text)
        select agency_id, id, 'words' from public.artifacts
        """,
        """
        insert into public.artifact_versions (agency_id, artifact_id, version_number, title, status, changed_at)
        select agency_id, id, 1, 'before', 'draft', now() from public.artifacts
        """,
        """
        insert into public.artifact_approvals (agency_id, artifact_id, version, step)
        select agency_id, id, 1, 'submitted' from public.artifacts
        """,
        "insert into public.artifact_stats (agency_id, artifact_id) select agency_id, id from public.artifacts",
    ];
}
