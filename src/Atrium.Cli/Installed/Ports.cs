using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Installed;

/// <summary>Which port to serve on, and who has it when it is taken.</summary>
static class Ports
{
    static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The port itself when it is free; a free one for 0.</summary>
    /// <exception cref="CommandFailed">Another process has it, or this user may not have it.</exception>
    public static int Claim(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();

            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        catch (SocketException trouble) when (trouble.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new CommandFailed(
                Text($"{Environment.UserName} may not serve on port {port}: ports below 1024 are root's."),
                "Use --port with a number from 1024 to 65535.",
                trouble);
        }
        catch (SocketException trouble)
        {
            throw new CommandFailed(
                Text($"Port {port} of 127.0.0.1 is in use{(OwnerOf(port) is { } owner ? " by " + owner : "")}."),
                "Use --port with another number (--port 0 takes a free one), or stop what listens there.",
                trouble);
        }
    }

    /// <summary>Process id and command of what listens on a port; null when this user may not see it.</summary>
    static string? OwnerOf(int port)
    {
        var sockets = Sockets(port).Select(inode => $"socket:[{inode}]").ToHashSet();

        return Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Where(folder => Holds(folder, sockets))
            .Select(folder => $"process {Path.GetFileName(folder)} ({NameOf(folder)})")
            .FirstOrDefault();
    }

    // Columns of /proc/net/tcp: number, local address:port in hex, remote, state (0A: listening), …; the tenth is
    // the inode.
    static IEnumerable<string> Sockets(int port) =>
        Tables.Where(File.Exists)
            .SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(field => field.Length > 9 && field[3] == "0A"
                && field[1].EndsWith(":" + port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal))
            .Select(field => field[9]);

    static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(file => File.ResolveLinkTarget(file, false) is { } link && sockets.Contains(link.Name));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static string NameOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return "ended meanwhile";
        }
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
