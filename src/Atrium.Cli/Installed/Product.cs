namespace Atrium.Cli.Installed;

/// <summary>Where the product's own files lie: the plan of the database and the built web app.</summary>
static class Product
{
    /// <summary>The folder with <c>database/</c> and <c>web/</c>: ATRIUM_HOME, else one above the program.</summary>
    public static string Home { get; } = Environment.GetEnvironmentVariable("ATRIUM_HOME") is { Length: > 0 } home
        ? home
        : Above(AppContext.BaseDirectory);

    /// <summary>The built web app.</summary>
    public static string WebApp => Path.Combine(Home, "web", "dist");

    /// <summary>Plan and changes.</summary>
    public static string Database => Path.Combine(Home, "database");

    static string Above(string folder)
    {
        for (var home = new DirectoryInfo(folder); home is not null; home = home.Parent)
        {
            if (File.Exists(Path.Combine(home.FullName, "database", "plan.txt")))
            {
                return home.FullName;
            }
        }

        return folder;
    }
}
