using System.Globalization;
using System.Text;

namespace Atrium.Database.Cluster;

/// <summary>
/// The settings of a private cluster, written at every start to <c>atrium.conf</c>. What an operator wants otherwise
/// goes
/// into <c>local.conf</c> beside it, which is read last and never written.
/// </summary>
static class ClusterSettings
{
    /// <summary>Appended once to <c>postgresql.conf</c>.</summary>
    public const string Includes = "\ninclude 'atrium.conf'\ninclude_if_exists 'local.conf'\n";

    /// <summary>Who may connect: anyone who can enter the socket's folder, and over TCP with a password only.</summary>
    public const string HostRules = """
        local all all trust
        host all all 127.0.0.1/32 scram-sha-256
        local replication all trust

        """;

    /// <summary>The file's text.</summary>
    public static string Render(ClusterOptions options, ClusterFolders folders, PostgresBinaries binaries)
    {
        var preload = binaries.Preloadable("pg_stat_statements", "pgaudit");
        Dictionary<string, string> settings = new()
        {
            ["listen_addresses"] = options.TcpPort is null ? "" : "127.0.0.1",
            ["port"] = Text(options.TcpPort ?? ClusterFolders.SocketPort),
            ["unix_socket_directories"] = folders.Run,
            ["unix_socket_permissions"] = "0700",
            ["shared_preload_libraries"] = string.Join(", ", preload),
            ["wal_level"] = "logical",
            ["max_connections"] = "200",
            ["shared_buffers"] = Megabytes(Memory() / 4, least: 128, most: options.Fast ? 128 : 4_096),
            ["effective_cache_size"] = Megabytes(Memory() / 2, least: 256, most: 65_536),
            ["max_wal_size"] = "2GB",
            ["random_page_cost"] = "1.1",
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_connections"] = "off",
            ["log_line_prefix"] = "%m [%p] %q%u@%d ",
            ["logging_collector"] = "on",
            ["log_directory"] = folders.Log,
            ["log_filename"] = "postgresql-%a.log",
            ["log_truncate_on_rotation"] = "on",
            ["log_rotation_age"] = "1d",
            ["log_rotation_size"] = "0",
            ["fsync"] = options.Fast ? "off" : "on",
            ["full_page_writes"] = options.Fast ? "off" : "on",
            ["synchronous_commit"] = options.Fast ? "off" : "on",
        };
        if (preload.Contains("pgaudit"))
        {
            settings["pgaudit.log"] = options.Fast ? "none" : "ddl, role";
        }

        var text = new StringBuilder("# Written at every start. Put your own settings into local.conf.\n");
        foreach (var (name, value) in settings)
        {
            text.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        }

        return text.ToString();
    }

    static long Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);

    static string Megabytes(long wanted, long least, long most) => Text(Math.Clamp(wanted, least, most)) + "MB";

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
