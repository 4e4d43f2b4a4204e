using Atrium.Database.Plans;

namespace Atrium.Law.Tests.Kernel;

/// <summary>The rights matrix in docs/modules/kernel.md is the one that was deployed.</summary>
public sealed class KernelPage(LawDatabase law) : IClassFixture<LawDatabase>
{
    const string Begin = "tests of KernelPage -->\n";
    const string End = "<!-- end of rights -->";

    static readonly string[] Roles =
        ["owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member", "customer"];

    static string Page => Path.Combine(Plan.Find(), "..", "docs", "modules", "kernel.md");

    [Fact]
    public async Task It_shows_the_rights_that_the_policies_check()
    {
        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);

        var matrix = await MatrixAsync();
        if (Environment.GetEnvironmentVariable("ATRIUM_WRITE_DOCS") == "1")
        {
            page = page[..from] + matrix + page[to..];
            await File.WriteAllTextAsync(Page, page, TestContext.Current.CancellationToken);
            to = page.IndexOf(End, StringComparison.Ordinal);
        }

        Assert.Equal(matrix, page[from..to]);
    }

    async Task<string> MatrixAsync()
    {
        await using var session = await law.SuperuserAsync();
        var rights = await session.RowsAsync(
            "select resource, action, role::text, reach from atrium.role_rights order by resource, action",
            row => (Of: $"{row.GetString(0)} | {row.GetString(1)}", Role: row.GetString(2), Reach: row.GetString(3)),
            TestContext.Current.CancellationToken);
        List<string> lines =
        [
            $"| resource | action | {string.Join(" | ", Roles)} |",
            $"| --- | --- |{string.Concat(Roles.Select(_ => " --- |"))}",
            .. rights.GroupBy(right => right.Of).Select(group => $"| {group.Key} | " + string.Join(
                " | ", Roles.Select(role => group.SingleOrDefault(right => right.Role == role).Reach ?? "–")) + " |"),
        ];
        return string.Join('\n', lines) + "\n";
    }
}
