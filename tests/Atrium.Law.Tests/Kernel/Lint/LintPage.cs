using Atrium.Database.Lint;
using Atrium.Database.Plans;

namespace Atrium.Law.Tests.Kernel.Lint;

/// <summary>The rules in docs/operating/lint.md are the ones in database/lint.</summary>
public sealed class LintPage
{
    const string Begin = "tests of LintPage -->\n";
    const string End = "<!-- end of rules -->";

    static string Page => Path.Combine(Plan.Find(), "..", "docs", "operating", "lint.md");

    [Fact]
    public async Task It_lists_every_rule_and_why_it_is_one()
    {
        var rules = LintRule.Read(Plan.Read(Plan.Find()).Lint);
        var list = string.Concat(rules.GroupBy(rule => rule.Script).Select(Section)) + "\n";
        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("ATRIUM_WRITE_DOCS") == "1")
        {
            page = page[..from] + list + page[to..];
            await File.WriteAllTextAsync(Page, page, TestContext.Current.CancellationToken);
            to = page.IndexOf(End, StringComparison.Ordinal);
        }

        Assert.Equal(list, page[from..to]);
    }

    static string Section(IGrouping<SqlScript, LintRule> file) =>
        $"\n### {file.Key.Text.Split('\n')[0].TrimStart('-', ' ')}\n\n| rule | why |\n| --- | --- |\n"
        + string.Concat(file.Select(rule => $"| {rule.Name} | {rule.Explanation} |\n"));
}
