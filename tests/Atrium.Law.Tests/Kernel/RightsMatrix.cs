namespace Atrium.Law.Tests.Kernel;

/// <summary>
/// Every role tries every operation on every exposed table. What the matrix gives must work, everything else must be
/// refused or touch nothing, and no row of the other agency may ever be seen or changed.
/// </summary>
public sealed class RightsMatrix(LawDatabase law) : IClassFixture<LawDatabase>
{
    static readonly string[] Commands = ["select", "insert", "update", "delete"];

    [Fact]
    public async Task Every_role_may_what_the_matrix_says_and_nothing_more() =>
        Assert.Empty(await FaultsAsync(
            "owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member", "customer"));

    [Fact]
    public async Task Nobody_without_a_membership_sees_or_changes_anything() =>
        Assert.Empty(await FaultsAsync("nobody", "anon"));

    async Task<List<string>> FaultsAsync(params string[] roles)
    {
        await using var session = await law.SuperuserAsync();
        await session.RunAsync("begin");
        List<string> faults = [];
        foreach (var table in await ProbedTable.AllAsync(session))
        {
            foreach (var (role, command) in roles.SelectMany(role => Commands.Select(command => (role, command))))
            {
                faults.AddRange(Judge(await RightsProbe.TryAsync(session, table, role, command)));
            }
        }

        return faults;
    }

    static IEnumerable<string> Judge(RightsProbe probe)
    {
        var what = $"{probe.Role} {probe.Command} {probe.Table.Name}";
        if (probe.ReachedOther)
        {
            yield return $"{what}: reaches the other agency";
        }

        var expected = probe.Granted && probe.Reach is not null;
        // who may see the own rows only may have none; a violated constraint means that the law let it through
        var allowed = probe.Refusal is null
            ? probe.Rows > 0 || probe is { Command: "select", Reach: "own" }
            : probe.Refusal is not ("42501" or "ATNOM" or "ATIMM" or "ATNOF");
        if (expected != allowed)
        {
            var must = expected ? "must work" : "must be refused";
            yield return $"{what}: {must}, but {probe.Refusal ?? $"{probe.Rows} rows"}";
        }

        var all = probe.Table.OwnRows;
        if (probe.Command == "select" && (probe.Reach == "all" ? probe.Rows != all : probe.Rows >= all && all > 2))
        {
            yield return $"{what}: reach {probe.Reach ?? "none"}, but sees {probe.Rows} of {all} rows";
        }
    }
}
