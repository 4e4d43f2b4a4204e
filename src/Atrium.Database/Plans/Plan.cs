using System.Security.Cryptography;
using System.Text;

namespace Atrium.Database.Plans;

/// <summary>
/// The database as a list of changes, read from <c>plan.txt</c>: one a line, then the changes it needs.
/// </summary>
/// <param name="Folder">Full path of the folder that holds <c>plan.txt</c>.</param>
/// <param name="Changes">In the order of the file, which is the order of deployment.</param>
public sealed record Plan(string Folder, IReadOnlyList<Change> Changes)
{
    /// <summary>
    /// Helpers of <c>verify.sql</c> and <c>prove.sql</c>: <c>testing.sql</c>, then that of each module which has one,
    /// in the order of the plan.
    /// </summary>
    public IReadOnlyList<SqlScript> Testing { get; } =
    [
        .. Changes.Select(change => change.Name.Split('/')[0]).Distinct().Prepend("")
            .Select(module => SqlScript.ReadIfThere(Folder, Path.Combine(module, "testing.sql")))
            .OfType<SqlScript>(),
    ];

    /// <summary>Rules over the deployed catalogue, in the order of their files; empty where there are none.</summary>
    public IReadOnlyList<SqlScript> Lint { get; } = SqlScript.ReadAll(Folder, "lint");

    /// <summary>Changes with every deploy script, for what is derived from them: 64 hexadecimal digits.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', Changes.Select(change => change.Name + change.Checksum)))));

    /// <summary>Reads a plan and every script it names.</summary>
    /// <exception cref="DatabaseProblemException">
    /// A line, a folder or a script is missing or wrong; says where.
    /// </exception>
    public static Plan Read(string folder)
    {
        var path = Path.Combine(folder, "plan.txt");
        if (!File.Exists(path))
        {
            throw new DatabaseProblemException(
                $"There is no plan.txt in {folder}.",
                "Run from Atrium's folder, or set ATRIUM_PLAN to the database folder.");
        }

        List<Change> changes = [];
        HashSet<string> known = [];
        foreach (var (number, text) in File.ReadLines(path).Index())
        {
            var words = text.Split('#')[0].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            var missing = words.Skip(1).Where(need => !known.Contains(need)).ToArray();
            if (missing.Length > 0)
            {
                throw Wrong(path, number + 1,
                    $"{words[0]} needs {string.Join(", ", missing)}, which must stand above it.");
            }

            if (!known.Add(words[0]))
            {
                throw Wrong(path, number + 1, $"{words[0]} stands here a second time.");
            }

            changes.Add(Change.Read(folder, words[0], words[1..]));
        }

        return new(Path.GetFullPath(folder), changes);
    }

    /// <summary>The change of that name.</summary>
    /// <exception cref="DatabaseProblemException">The plan has none.</exception>
    public Change this[string name] => Changes.FirstOrDefault(change => change.Name == name)
        ?? throw new DatabaseProblemException($"The plan has no change named {name}.", "See atrium db status.");

    /// <summary>The same plan, cut off after its first changes.</summary>
    public Plan First(int count) => this with { Changes = [.. Changes.Take(count)] };

    /// <summary>
    /// The plan's folder: <c>ATRIUM_PLAN</c>, or <c>database</c> beside the program or in a folder above it.
    /// </summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("ATRIUM_PLAN") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "database");
            if (File.Exists(Path.Combine(candidate, "plan.txt")))
            {
                return candidate;
            }
        }

        throw new DatabaseProblemException(
            $"No folder 'database' with a plan.txt was found above {AppContext.BaseDirectory}.",
            "Set ATRIUM_PLAN to the database folder.");
    }

    static DatabaseProblemException Wrong(string path, int line, string what) => new($"{path}, line {line}: {what}");
}
