using Atrium.Database.Prove;

namespace Atrium.Database.Tests.Prove;

public sealed class LeakTests(LeakyDatabase leaky) : IClassFixture<LeakyDatabase>
{
    [Fact]
    public void A_table_made_by_hand_that_keeps_agencies_apart_is_found_sound() =>
        Assert.Empty(Of(leaky.Report.Leaks, "public.sound_notes").Concat(
            Of(leaky.Report.RefusedNeeded, "public.sound_notes")));

    [Theory]
    [InlineData("select")]
    [InlineData("insert")]
    [InlineData("update")]
    [InlineData("delete")]
    public void A_policy_that_is_true_lets_everybody_in(string attack)
    {
        var found = Of(leaky.Report.Leaks, "public.open_notes").Where(each => each.Attack == attack).ToList();

        Assert.Contains(found, each => each.Role == "owner");
        Assert.Contains(found, each => each.Role == "stranger");
    }

    [Fact]
    public void A_foreign_key_without_the_agency_lets_a_row_point_across() =>
        Assert.Contains(Of(leaky.Report.Leaks, "public.loose_tasks"), each => each.Attack == "smuggle");

    [Fact]
    public void A_foreign_key_without_the_agency_lets_a_row_move_across() =>
        Assert.Contains(Of(leaky.Report.Leaks, "public.loose_tasks"), each => each.Attack == "move");

    [Fact]
    public void A_unique_key_for_all_agencies_tells_what_others_have() =>
        Assert.Contains(Of(leaky.Report.Leaks, "public.one_code"), each => each is { Attack: "unique", Role: "pm" });

    [Fact]
    public void A_view_that_reads_as_its_owner_shows_everything() =>
        Assert.Contains(Of(leaky.Report.Leaks, "public.all_notes"), each => each.Role == "customer");

    [Fact]
    public void A_definer_function_that_trusts_an_id_hands_out_the_row()
    {
        var found = Of(leaky.Report.Leaks, "public.note_of(uuid)").ToList();

        Assert.Contains(found, each => each is { Attack: "call", Role: "member" });
        Assert.Contains(found, each => each.Attack == "path");
    }

    [Fact]
    public void Rows_that_nobody_may_see_are_missed() =>
        Assert.Equal(
            ["delete owner", "insert owner", "select owner", "update owner"],
            Of(leaky.Report.RefusedNeeded, "public.hidden_notes").Where(each => each.Role == "owner")
                .Select(each => $"{each.Attack} {each.Role}").Order());

    [Fact]
    public void A_table_that_says_nowhere_whose_its_rows_are_is_not_classified() =>
        Assert.Equal("public.strange_notes", Assert.Single(leaky.Report.Unclassified).Subject);

    [Fact]
    public void Nothing_is_left_behind() => Assert.True(leaky.IsUntouched);

    static IEnumerable<ProveFinding> Of(IEnumerable<ProveFinding> findings, string name) =>
        findings.Where(finding => finding.Subject == name);
}
