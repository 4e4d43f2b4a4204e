namespace Atrium.Architecture.Tests;

public sealed class FolderLimits
{
    const int MostFiles = 15;
    const int MostLevels = 3;

    static readonly string[] Trees = ["src", "tests", "web/src", "database"];

    /// <summary>Names that say what kind of class lies there, and not what the product does.</summary>
    static readonly HashSet<string> KindOfThing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Services", "Helpers", "Utils", "Utilities", "Managers", "Common", "Interfaces", "Models", "Misc", "Shared",
    };

    /// <summary>Folders of code and how many files each holds itself; lists of packages don't count.</summary>
    static IEnumerable<(string Path, int Files)> CodeFolders =>
        Trees.SelectMany(tree => Repository.Below(tree, ""))
            .Where(file => !file.EndsWith("packages.lock.json", StringComparison.Ordinal))
            .GroupBy(file => file[..file.LastIndexOf('/')])
            .Select(folder => (folder.Key, folder.Count()));

    [Fact]
    public void A_folder_holds_at_most_15_files() =>
        Offenders.None(CodeFolders.Where(folder => folder.Files > MostFiles));

    [Fact]
    public void No_folder_of_a_project_holds_a_single_file()
    {
        var lonely = CodeFolders.Where(folder => folder.Files == 1 && folder.Path.Count(c => c == '/') > 1
            && !folder.Path.StartsWith("database/", StringComparison.Ordinal)
            && !HasSubfolders(folder.Path));

        Offenders.None(lonely);
    }

    [Fact]
    public void No_folder_is_named_for_a_kind_of_class() =>
        Offenders.None(CodeFolders.Where(folder => folder.Path.Split('/').Any(KindOfThing.Contains)));

    [Fact]
    public void Projects_are_at_most_three_levels_deep()
    {
        var deep = CodeFolders.Where(folder => !folder.Path.StartsWith("database/", StringComparison.Ordinal)
            && folder.Path.Split('/').Length - 2 > MostLevels);

        Offenders.None(deep);
    }

    static bool HasSubfolders(string folder) => Repository.Folders(folder).Count > 0;
}
