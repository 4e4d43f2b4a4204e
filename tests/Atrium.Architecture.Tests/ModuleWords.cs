using System.Text.RegularExpressions;

namespace Atrium.Architecture.Tests;

/// <summary>One word names a module in every tree.</summary>
public sealed partial class ModuleWords
{
    static readonly string[] Words =
        ["kernel", "clients", "studio", "time", "frontdesk", "helpdesk", "knowledge", "events", "analytics", "storage"];

    /// <summary>
    /// Criteria of the source documents, tested item by item beside the modules; the rules that all are held to.
    /// </summary>
    static readonly string[] Beside = ["seeds", "lint"];

    [Theory]
    [InlineData("database")]
    [InlineData("src/Atrium.Modules")]
    [InlineData("web/src/features")]
    [InlineData("tests/Atrium.Law.Tests")]
    public void Every_folder_of_a_tree_of_modules_is_a_module(string tree)
    {
        var strangers = Repository.Folders(tree).Select(Lower).Except(Words).Except(Beside);

        Offenders.None(strangers);
    }

    [Fact]
    public void Every_module_of_the_database_is_documented_and_tested()
    {
        var modules = Repository.Folders("database").Except(Beside);

        Assert.All(modules, module =>
        {
            Assert.Contains($"docs/modules/{module}.md", Repository.Files);
            Assert.Contains(module, Repository.Folders("tests/Atrium.Law.Tests").Select(Lower));
        });
    }

    [Fact]
    public void Every_page_about_a_module_names_a_module()
    {
        var pages = Repository.Below("docs/modules", ".md").Select(Path.GetFileNameWithoutExtension);

        Offenders.None(pages.Except(Words));
    }

    [Fact]
    public void Every_change_has_its_four_scripts_and_stands_in_the_plan()
    {
        var planned = PlanLines().Select(line => line.Split(' ')[0]).ToHashSet();
        var changes = Repository.Folders("database")
            .SelectMany(module => Repository.Folders($"database/{module}").Select(change => $"{module}/{change}"));

        Assert.All(changes, change =>
        {
            var scripts = Repository.Below($"database/{change}", ".sql").Select(Path.GetFileName);

            Assert.Matches(ChangeName(), change);
            Assert.Contains(change, planned);
            Assert.Equal(["deploy.sql", "prove.sql", "revert.sql", "verify.sql"], scripts);
        });
    }

    static IEnumerable<string> PlanLines() =>
        Repository.Files.Contains("database/plan.txt")
            ? Repository.Lines("database/plan.txt").Where(line => line.Length > 0 && line[0] != '#')
            : [];

    static string Lower(string name) => name.ToLowerInvariant();

    [GeneratedRegex(@"^[a-z]+/\d{3}_[a-z_0-9]+$")]
    private static partial Regex ChangeName();
}
