namespace Atrium.Architecture.Tests;

/// <summary>Nothing switches a check off, and nothing says where packages come from.</summary>
public sealed class Honesty
{
    static readonly string[] Code = [".cs", ".ts", ".tsx", ".js", ".mjs", ".sql", ".csproj", ".props", ".sh", ".css"];

    // Cut in two, so that this file doesn't find itself.
    static readonly string[] Suppressions =
    [
        "#pragma " + "warning", "Suppress" + "Message", "eslint-" + "disable", "@ts-" + "ignore", "@ts-" + "nocheck",
        "@ts-" + "expect-error", "<No" + "Warn>", "Skip" + " = \"", "describe." + "skip", "it." + "skip",
        "test." + "skip", "it." + "only", "describe." + "only", "test." + "only", "FIX" + "ME", "TO" + "DO",
    ];

    static readonly string[] RegistryHosts =
    [
        "npm" + "js.org", "npm" + "js.com", "nuget" + ".org", "deb." + "debian.org", "debian" + ".org/debian",
        "pypi" + ".org", "yarn" + "pkg.com", "ghcr" + ".io", "docker" + ".io",
    ];

    [Fact]
    public void No_check_is_switched_off_in_the_code() => Offenders.None(FilesWith(Suppressions, Code));

    [Fact]
    public void No_file_names_the_host_of_a_package_registry() =>
        Offenders.None(FilesWith(RegistryHosts, [.. Code, ".json", ".md", ".yml", ".txt", ".config", "rc"]));

    static IEnumerable<string> FilesWith(string[] words, string[] endings) =>
        Repository.Files.WithEnding(endings)
            .SelectMany(file => words.Where(Repository.Text(file).Contains).Select(word => $"{file}: {word}"));
}
