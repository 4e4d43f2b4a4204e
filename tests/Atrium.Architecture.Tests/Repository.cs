namespace Atrium.Architecture.Tests;

/// <summary>The repository's own files: what git would track, found without git.</summary>
static class Repository
{
    static readonly HashSet<string> Generated =
        ["bin", "obj", "node_modules", "dist", "artifacts", "TestResults", ".git", ".vs", ".idea", ".vscode"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file, as a path relative to the root with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. FilesBelow(Root).Order(StringComparer.Ordinal)];

    /// <summary>Every file below one of these folders with one of these endings.</summary>
    public static IEnumerable<string> Below(string folder, params string[] endings) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)).WithEnding(endings);

    public static IEnumerable<string> WithEnding(this IEnumerable<string> files, params string[] endings) =>
        files.Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Names of the folders directly below this one; empty when it isn't there.</summary>
    public static IReadOnlyList<string> Folders(string folder)
    {
        var path = Path.Combine(Root, folder);

        return Directory.Exists(path)
            ? [.. Directory.EnumerateDirectories(path).Select(Path.GetFileName).OfType<string>()
                .Where(name => !Generated.Contains(name)).Order(StringComparer.Ordinal)]
            : [];
    }

    static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != ".git")
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(child => !Generated.Contains(Path.GetFileName(child)))
                .SelectMany(FilesBelow));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Atrium.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No Atrium.slnx above the test's folder.");
    }
}
