using System.Globalization;

namespace Atrium.Database.Cluster;

/// <summary>The server's programs of one PostgreSQL version.</summary>
/// <param name="Folder">Folder that holds <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>.</param>
/// <param name="Version">What <c>postgres --version</c> says.</param>
public sealed record PostgresBinaries(string Folder, PostgresVersion Version)
{
    /// <summary>What to do where PostgreSQL or one of its extensions is missing.</summary>
    public const string InstallRemedy =
        "Run setup/install-postgres.sh: it installs PostgreSQL, pgvector and pgaudit and changes nothing else.";

    const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>Finds the programs.</summary>
    /// <param name="folder">Where to look; null takes the newest installed version that fits.</param>
    /// <param name="major">The version a data folder was made by, or null for a new one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DatabaseProblemException">None fits, or it is too old.</exception>
    public static async Task<PostgresBinaries> FindAsync(
        string? folder, int? major, CancellationToken cancellationToken)
    {
        var found = folder ?? Installed(major) ?? throw NotFound(major);
        if (!File.Exists(Path.Combine(found, "postgres")) || !File.Exists(Path.Combine(found, "initdb")))
        {
            throw new DatabaseProblemException($"There is no PostgreSQL server in {found}.", InstallRemedy);
        }

        var said = await CommandLine.RunAsync([Path.Combine(found, "postgres"), "--version"], cancellationToken);
        var version = PostgresVersion.Parse(said.Output);
        version.RequireSupported();
        if (major is { } wanted && version.Major != wanted)
        {
            throw NotFound(wanted);
        }

        return new(found, version);
    }

    /// <summary>Full path of one program, such as <c>initdb</c>.</summary>
    public string this[string program] => Path.Combine(Folder, program);

    /// <summary>Those of the wanted libraries that the server could preload, in the same order.</summary>
    public IReadOnlyList<string> Preloadable(params ReadOnlySpan<string> libraries)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Folder) ?? Folder, "lib");
        List<string> found = [];
        foreach (var library in libraries)
        {
            if (File.Exists(Path.Combine(folder, library + ".so")))
            {
                found.Add(library);
            }
        }

        return found;
    }

    static string? Installed(int? major) =>
        !Directory.Exists(DebianFolder)
            ? null
            : Directory.EnumerateDirectories(DebianFolder)
                .Select(folder => (Major: MajorOf(folder), Bin: Path.Combine(folder, "bin")))
                .Where(each => major is null || each.Major == major)
                .Where(each => File.Exists(Path.Combine(each.Bin, "postgres")))
                .OrderByDescending(each => each.Major)
                .Select(each => each.Bin)
                .FirstOrDefault();

    static int MajorOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0;

    static DatabaseProblemException NotFound(int? major) => major is null
        ? new($"No PostgreSQL {PostgresVersion.OldestMajor} or newer is installed.", InstallRemedy)
        : new($"The data folder was made by PostgreSQL {major}, and that version is not installed.",
            $"Install it (PG_MAJOR={major} setup/install-postgres.sh), or move the data with pg_upgrade.");
}
