using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Atrium.Database;

/// <summary>
/// Reads how people write the address of a PostgreSQL:
/// <c>postgres://user:password@host:port/database?sslmode=require</c>,
/// <c>host=… dbname=… user=…</c> as psql has it, or Npgsql's <c>Host=…;Database=…</c>.
/// </summary>
public static partial class DatabaseAddress
{
    /// <summary>The variable that names a database other than the private cluster's.</summary>
    public const string Variable = "ATRIUM_DATABASE_URL";

    /// <summary>What <see cref="Variable"/> says, as Npgsql wants it; null when it is unset or empty.</summary>
    /// <exception cref="DatabaseProblemException">It is not an address.</exception>
    public static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? Parse(address) : null;

    /// <summary>Any of the three forms as an Npgsql connection string.</summary>
    /// <exception cref="DatabaseProblemException">It is none of them; the message leaves the password out.</exception>
    public static string Parse(string address)
    {
        try
        {
            return IsUri(address) ? FromUri(new Uri(address))
                : address.Contains(';', StringComparison.Ordinal)
                    ? new NpgsqlConnectionStringBuilder(address).ConnectionString
                : FromKeywords(address);
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException)
        {
            throw new DatabaseProblemException(
                $"{Variable} is not the address of a database: {problem.Message}",
                "Write it as postgres://user:password@host:5432/database.", problem);
        }
    }

    static bool IsUri(string address) => address.StartsWith("postgres://", StringComparison.Ordinal)
        || address.StartsWith("postgresql://", StringComparison.Ordinal);

    static string FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var user = uri.UserInfo.Split(':', 2);
        Set(builder, "host", uri.Host);
        Set(builder, "port", uri.Port > 0 ? uri.Port.ToString(CultureInfo.InvariantCulture) : "");
        Set(builder, "dbname", Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')));
        Set(builder, "user", Uri.UnescapeDataString(user[0]));
        Set(builder, "password", user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "");
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Set(builder, parts[0], parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return builder.ConnectionString;
    }

    static string FromKeywords(string address)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (Match pair in KeywordPattern().Matches(address))
        {
            var value = pair.Groups[2].Success ? pair.Groups[2].Value : pair.Groups[3].Value;
            Set(builder, pair.Groups[1].Value, value.Replace("\\'", "'", StringComparison.Ordinal));
        }

        return builder.Host is { Length: > 0 }
            ? builder.ConnectionString
            : throw new FormatException("it names no host.");
    }

    static void Set(NpgsqlConnectionStringBuilder builder, string keyword, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        var name = keyword switch
        {
            "dbname" => "Database",
            "user" => "Username",
            "sslmode" => "SSL Mode",
            "application_name" => "Application Name",
            "connect_timeout" => "Timeout",
            "options" => "Options",
            _ => keyword,
        };
        builder[name] = name == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
    }

    [GeneratedRegex(@"(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))")]
    private static partial Regex KeywordPattern();
}
