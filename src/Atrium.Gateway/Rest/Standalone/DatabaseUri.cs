using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>Reads addresses of databases as libpq takes them: a URI, or words <c>host=… dbname=…</c>.</summary>
static class DatabaseUri
{
    /// <summary>The same as a connection string; what is missing comes from the <c>PG</c> environment.</summary>
    public static string ToConnectionString(string address)
    {
        var words = address.StartsWith("postgres://", StringComparison.Ordinal)
            || address.StartsWith("postgresql://", StringComparison.Ordinal)
            ? OfUri(address)
            : OfWords(address);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Of(words, "host", "PGHOST") ?? "/var/run/postgresql",
            Username = Of(words, "user", "PGUSER") ?? Environment.UserName,
        };
        builder.Database = Of(words, "dbname", "PGDATABASE") ?? builder.Username;
        if (Of(words, "port", "PGPORT") is { } port)
        {
            builder.Port = int.Parse(port, CultureInfo.InvariantCulture);
        }

        if (Of(words, "password", "PGPASSWORD") is { } password)
        {
            builder.Password = password;
        }

        if (Of(words, "sslmode", "PGSSLMODE") is { } mode)
        {
            builder.SslMode = Enum.Parse<SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        return builder.ConnectionString;
    }

    static string? Of(Dictionary<string, string> words, string name, string variable) =>
        words.GetValueOrDefault(name) is { Length: > 0 } value ? value
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set
        : null;

    // Uri takes no socket folder for a host, so the address is cut by hand.
    static Dictionary<string, string> OfUri(string address)
    {
        var words = new Dictionary<string, string>();
        var rest = address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
        {
            foreach (var pair in new QueryStringEnumerable(rest[query..]))
            {
                words[pair.DecodeName().ToString()] = pair.DecodeValue().ToString();
            }

            rest = rest[..query];
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            words.TryAdd("dbname", Uri.UnescapeDataString(rest[(slash + 1)..]));
            rest = rest[..slash];
        }

        var at = rest.LastIndexOf('@');
        if (at >= 0)
        {
            var colon = rest.IndexOf(':', StringComparison.Ordinal);
            var named = colon >= 0 && colon < at;
            words.TryAdd("user", Uri.UnescapeDataString(rest[..(named ? colon : at)]));
            words.TryAdd("password", named ? Uri.UnescapeDataString(rest[(colon + 1)..at]) : "");
            rest = rest[(at + 1)..];
        }

        var port = rest.LastIndexOf(':');
        if (port >= 0 && !rest.EndsWith(']'))
        {
            words.TryAdd("port", rest[(port + 1)..]);
            rest = rest[..port];
        }

        words.TryAdd("host", Uri.UnescapeDataString(rest.Trim('[', ']')));
        return words;
    }

    static Dictionary<string, string> OfWords(string address) => address
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Split('=', 2))
        .Where(word => word.Length == 2)
        .ToDictionary(word => word[0], word => word[1].Trim('\''));
}
