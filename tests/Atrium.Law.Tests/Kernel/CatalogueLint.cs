using Atrium.Database;
using Atrium.Database.Plans;

namespace Atrium.Law.Tests.Kernel;

public sealed class CatalogueLint(LawDatabase law) : IClassFixture<LawDatabase>
{
    [Fact]
    public async Task The_deployed_catalogue_breaks_no_rule()
    {
        await using var session = await law.SuperuserAsync();

        var violations = await LintAsync(session, "drop schema tests cascade");

        Assert.Empty(violations);
    }

    [Theory]
    [MemberData(nameof(PlantedViolations.All), MemberType = typeof(PlantedViolations))]
    public async Task A_planted_violation_is_found(string rule, string plant)
    {
        await using var session = await law.SuperuserAsync();

        var violations = await LintAsync(session, "drop schema tests cascade", plant);

        Assert.Contains(violations, violation => violation.StartsWith(rule + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_planted_violation()
    {
        var planted = PlantedViolations.All.Select(row => row.Data.Item1).ToHashSet();

        var rules = Lint.Statements.SelectMany(statement => RuleNames(statement.Sql)).ToHashSet();

        Assert.Equal(rules.Order(), planted.Order());
    }

    static SqlScript Lint => Plan.Read(Plan.Find()).Lint ?? throw new InvalidOperationException("lint.sql is missing.");

    static IEnumerable<string> RuleNames(string sql) =>
        sql.Split('\n')
            .Where(line => line.StartsWith("select '", StringComparison.Ordinal))
            .Select(line => line.Split('\'')[1]);

    static async Task<List<string>> LintAsync(SqlSession session, params string[] before)
    {
        List<string> violations = [];
        await session.RunAsync("begin");
        foreach (var sql in before.SelectMany(script => script.Split(';')))
        {
            await session.RunAsync(sql);
        }

        foreach (var statement in Lint.Statements)
        {
            violations.AddRange(await session.RowsAsync(
                statement.Sql, row => $"{row.GetString(0)}: {row.GetString(1)}: {row.GetString(2)}",
                TestContext.Current.CancellationToken));
        }

        await session.RunAsync("rollback");
        return violations;
    }
}
