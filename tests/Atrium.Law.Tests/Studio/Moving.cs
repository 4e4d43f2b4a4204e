namespace Atrium.Law.Tests.Studio;

/// <summary>Nothing goes to another campaign, client or agency, and nothing can point there.</summary>
public sealed class Moving(StudioDatabase studio) : IClassFixture<StudioDatabase>
{
    public static TheoryData<string> Moves =>
    [
        "update public.brands set client_id = '{a2}' where id = '{brand1}'",
        "update public.brands set client_id = '{b1}' where id = '{brand1}'",
        "update public.brands set agency_id = '{b}' where id = '{brand1}'",
        "update public.campaigns set client_id = '{a2}' where id = '{c1}'",
        "update public.campaigns set agency_id = '{b}', client_id = '{b1}' where id = '{c1}'",
        "update public.campaigns set brand_id = '{brand2}' where id = '{c1}'",
        "update public.campaigns set brand_id = '{brandb}' where id = '{c1}'",
        "update public.campaigns set project_manager_id = '{stranger}' where id = '{c1}'",
        "update public.campaigns set creative_director_id = '{customer}' where id = '{c1}'",
        "update public.campaign_members set campaign_id = '{c2}'",
        "update public.campaign_members set campaign_id = '{cb}'",
        "update public.campaign_phases set campaign_id = '{c2}' where id = '{p1}'",
        "update public.campaign_phases set agency_id = '{b}', campaign_id = '{cb}' where id = '{p1}'",
        "update public.phase_costs set phase_id = '{p2}', campaign_id = '{c2}' where phase_id = '{p1}'",
        "update public.artifacts set campaign_id = '{c2}' where id = '{draft}'",
        "update public.artifacts set campaign_id = '{cb}' where id = '{draft}'",
        "update public.artifacts set campaign_id = '{cb}' where id = '{house}'",
        "update public.artifacts set client_id = '{a2}' where id = '{draft}'",
        "update public.artifacts set phase_id = '{p2}' where id = '{draft}'",
        "update public.artifacts set brand_id = '{brand2}' where id = '{draft}'",
        "update public.artifacts set brand_id = '{brandb}' where id = '{draft}'",
        "update public.artifacts set parent_artifact_id = '{foreign}' where id = '{draft}'",
        "update public.artifacts set owner_id = '{stranger}' where id = '{draft}'",
        "insert into public.brands (agency_id, client_id, brand_name) values ('{a}', '{b1}', 'x')",
        "insert into public.campaign_phases (agency_id, campaign_id, phase_name, phase_order)"
            + " values ('{a}', '{cb}', 'x', 9)",
        "insert into public.artifacts (agency_id, campaign_id, title, artifact_type)"
            + " values ('{a}', '{cb}', 'x', 'brief')",
        "insert into public.artifacts (agency_id, client_id, title, artifact_type)"
            + " values ('{a}', '{b1}', 'x', 'brief')",
        "insert into public.artifact_comments (agency_id, artifact_id, comment_text) values ('{a}', '{foreign}', 'x')",
        "insert into public.artifact_comments (agency_id, artifact_id, comment_text, commenter_id)"
            + " values ('{a}', '{draft}', 'x', '{stranger}')",
    ];

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task A_move_is_refused_even_to_the_operator(string move)
    {
        var refusal = await studio.Database.As("service_role").RefusalAsync(studio.Filled(move));

        Assert.Contains(refusal, (string[])["ATIMM", "ATVAL", "ATNOF", "23503"]);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task A_move_is_refused_to_everybody_who_calls(string move)
    {
        foreach (var person in StudioDatabase.People)
        {
            Assert.Equal(0, await studio.TouchedAsync(person, move));
        }
    }

    [Fact]
    public async Task Every_code_of_one_agency_is_free_in_the_other()
    {
        var stranger = studio.As("stranger");
        foreach (var (table, code, more, values) in (ValueTuple<string, string, string, string>[])
            [
                ("brands", "brand_code", "client_id, brand_name", $"'{studio["b1"]}', 'x'"),
                ("campaigns", "campaign_code", "client_id, campaign_name, campaign_type, start_date",
                    $"'{studio["b1"]}', 'x', 'pitch', '2026-01-01'"),
                ("artifacts", "artifact_code", "title, artifact_type", "'x', 'brief'"),
            ])
        {
            await studio.Database.ExecuteAsync(
                $"update public.{table} set {code} = 'TAKEN' where id = $1",
                studio[table switch { "brands" => "brand1", "campaigns" => "c1", _ => "draft" }]);
            var insert = $"insert into public.{table} ({code}, {more}) values ('taken', {values})";

            Assert.Null(await stranger.RefusalAsync(insert));
            Assert.Equal("23505", await stranger.RefusalAsync(insert));
        }
    }
}
