using Atrium.Database;
using Atrium.Database.Lint;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Law.Tests.Kernel.Lint;

public sealed class CatalogueLint(TestDatabase database) : IClassFixture<TestDatabase>
{
    static IReadOnlyList<LintRule> Rules => LintRule.Read(Plan.Read(Plan.Find()).Lint);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_deployed_catalogue_breaks_no_rule()
    {
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel);

        await session.RunAsync("begin");

        var found = await AskAsync(session);

        Assert.Empty(found.Select(Line));
    }

    [Fact]
    public void Every_rule_is_broken_by_one_plant() =>
        Assert.Equal(
            Rules.Select(rule => rule.Name).Order(), PlantedViolation.All.Select(planted => planted.Rule).Order());

    /// <summary>In one transaction, each plant in a table of its own: one that broke two rules would show.</summary>
    [Fact]
    public async Task Each_plant_is_found_exactly_once_and_its_remedy_puts_it_right()
    {
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel);
        await session.RunAsync("begin");
        List<string> expected = [];
        foreach (var (number, planted) in PlantedViolation.All.Index())
        {
            var sample = new SampleTable(number);
            await sample.MakeAsync(session, planted.Plant);
            expected.Add($"{planted.Rule}: {sample.Filled(planted.Subject)}");
        }

        var found = await AskAsync(session);
        Assert.Equal(expected.Order(), found.Select(Line).Order());

        await session.RunAsync([.. found.Where(IsSql).SelectMany(Statements)]);
        var left = await AskAsync(session);
        Assert.Equal(found.Where(finding => !IsSql(finding)).Select(Line).Order(), left.Select(Line).Order());
    }

    static async Task<IReadOnlyList<LintFinding>> AskAsync(SqlSession session)
    {
        await session.RunAsync("savepoint asked");
        var report = await Linter.AskAsync(session, Rules, Cancel);
        await session.RunAsync("rollback to savepoint asked");
        return report.Findings;
    }

    static string Line(LintFinding finding) => $"{finding.Rule.Name}: {finding.Subject}";

    static bool IsSql(LintFinding finding) => finding.Remedy.EndsWith(';');

    static IEnumerable<string> Statements(LintFinding finding) =>
        new SqlScript(finding.Rule.Name, finding.Remedy).Statements.Select(statement => statement.Sql);
}
