namespace Atrium.Database.Cluster;

/// <summary>Where a private cluster lives and how it runs.</summary>
public sealed record ClusterOptions
{
    /// <summary>Atrium's data folder; the cluster lies in its <c>postgres</c> folder. Made when absent.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// Folder with <c>initdb</c> and <c>postgres</c>; null looks in <c>/usr/lib/postgresql/*/bin</c>.
    /// </summary>
    public string? BinFolder { get; init; }

    /// <summary>TCP port on 127.0.0.1, 1 to 65,535; null (default) listens on the private socket only.</summary>
    public int? TcpPort { get; init; }

    /// <summary>For tests: gives up durability for speed. Never for data that anyone wants to keep.</summary>
    public bool Fast { get; init; }

    /// <summary>Who holds the cluster, as told to a second one who wants it: a verb such as <c>up</c>.</summary>
    public string Holder { get; init; } = "atrium";

    /// <summary>The database that is made on first start. Default <c>atrium</c>.</summary>
    public string Database { get; init; } = "atrium";

    /// <summary>Accepts a PostgreSQL below the security floor; otherwise it is refused.</summary>
    public bool AllowUnsafeVersion { get; init; }

    /// <summary>How long the server may take to start or stop. Default 60 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
