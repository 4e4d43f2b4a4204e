using Atrium.Database.Cluster;

namespace Atrium.Cli.Settings;

/// <summary>What the environment says of the PostgreSQL of a private cluster.</summary>
static class PostgresSettings
{
    /// <summary>The cluster below a data folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="holder">Who holds the cluster, as others are told.</param>
    public static ClusterOptions Cluster(string folder, string holder) => new()
    {
        DataFolder = folder,
        Holder = holder,
        BinFolder = Setting.Text("ATRIUM_POSTGRES_BIN"),
        AllowUnsafeVersion = Setting.Text("ATRIUM_ALLOW_UNSAFE_POSTGRES") == "1",
    };
}
