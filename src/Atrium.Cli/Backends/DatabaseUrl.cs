using Atrium.Cli.Shell;
using Npgsql;

namespace Atrium.Cli.Backends;

/// <summary>Reads ATRIUM_DATABASE_URL: <c>postgresql://user:password@host:port/database?sslmode=require</c>.</summary>
static class DatabaseUrl
{
    /// <summary>The same as Npgsql's connection string; such a one is also accepted.</summary>
    /// <exception cref="CommandFailed">It is neither.</exception>
    public static string ToConnectionString(string url)
    {
        try
        {
            return url.Contains("://", StringComparison.Ordinal)
                ? FromUri(new Uri(url)).ConnectionString
                : new NpgsqlConnectionStringBuilder(url).ConnectionString;
        }
        catch (Exception trouble) when (trouble is UriFormatException or ArgumentException)
        {
            throw new CommandFailed(
                "ATRIUM_DATABASE_URL is not the address of a PostgreSQL database.",
                "Write it as postgresql://user:password@host:5432/database.",
                trouble);
        }
    }

    static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        if (uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new UriFormatException(uri.Scheme);
        }

        var query = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : ""));
        var person = uri.UserInfo.Split(':', 2);
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = query.GetValueOrDefault("host", uri.Host),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Username = Uri.UnescapeDataString(person[0]),
            Password = person.Length > 1 ? Uri.UnescapeDataString(person[1]) : null,
            Database = database.Length > 0 ? database : "postgres",
        };
        if (query.GetValueOrDefault("sslmode") is { } mode)
        {
            builder.SslMode = Enum.Parse<SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        return builder;
    }
}
