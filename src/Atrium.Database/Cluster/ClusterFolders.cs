using System.Globalization;
using System.Text;

namespace Atrium.Database.Cluster;

/// <summary>Where the parts of a private cluster lie, below <c>postgres</c> in Atrium's data folder.</summary>
/// <param name="Root">Mode 0700, of the account that PostgreSQL runs as.</param>
sealed record ClusterFolders(string Root)
{
    /// <summary>
    /// Names the socket's file. It is no TCP port, and not 5432 so that no client lands here by default.
    /// </summary>
    public const int SocketPort = 54_787;

    const int LongestSocketPath = 107;

    /// <summary>PostgreSQL's data directory.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The socket's folder.</summary>
    public string Run => Path.Combine(Root, "run");

    /// <summary>The server's logs, one a weekday, and what it said before it had a log.</summary>
    public string Log => Path.Combine(Root, "log");

    /// <summary>What the server printed before its log was open.</summary>
    public string StartLog => Path.Combine(Log, "start.log");

    /// <summary>The port of a running server, as its pid file says.</summary>
    public static int PortIn(ClusterFolders folders) => int.Parse(
        File.ReadLines(Path.Combine(folders.Data, "postmaster.pid")).Skip(3).First(), CultureInfo.InvariantCulture);

    /// <summary>Refuses a folder so deep that a socket's name does not fit.</summary>
    public void RequireShortSocket(int port)
    {
        var socket = Path.Combine(Run, $".s.PGSQL.{port}");
        if (Encoding.UTF8.GetByteCount(socket) > LongestSocketPath)
        {
            throw new DatabaseProblemException(
                $"The path of the server's socket is longer than {LongestSocketPath} bytes: {socket}",
                "Choose a data folder with a shorter path (--data DIR).");
        }
    }

    /// <summary>The last lines that the server logged, for a failed start.</summary>
    public string LastWords()
    {
        var logs = Directory.Exists(Log)
            ? Directory.EnumerateFiles(Log, "*.log").OrderByDescending(File.GetLastWriteTimeUtc).Take(2)
            : [];
        return string.Join('\n', logs.SelectMany(log => File.ReadLines(log).TakeLast(5)));
    }
}
