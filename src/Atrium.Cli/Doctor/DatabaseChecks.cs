using System.Globalization;
using Atrium.Cli.Installed;
using Atrium.Database;
using Atrium.Database.Cluster;

namespace Atrium.Cli.Doctor;

/// <summary>What a running private cluster must be set to. A stopped one is left alone.</summary>
static class DatabaseChecks
{
    static readonly (string Setting, string Wanted, string Why)[] Durable =
    [
        ("data_checksums", "on", "damage on the disk is noticed"),
        ("fsync", "on", "what was committed survives a crash"),
        ("full_page_writes", "on", "a torn page is repaired"),
        ("synchronous_commit", "on", "an answer means that the data is on the disk"),
        ("wal_level", "logical", "changes can be streamed"),
        ("listen_addresses", "", "nobody but this machine's programs reaches the database"),
    ];

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        Installation installation, CancellationToken cancellationToken)
    {
        if (PrivateCluster.RunningConnectionString(installation.Folder) is not { } connection)
        {
            return [Finding.Good("Database", "the private cluster does not run")];
        }

        try
        {
            await using var session = await SqlSession.OpenAsync(connection, cancellationToken);

            return
            [
                .. await SettingsAsync(session, cancellationToken), await GuardAsync(session, cancellationToken),
                await SizeAsync(session, cancellationToken),
            ];
        }
        catch (DatabaseProblemException problem)
        {
            return [Finding.Bad("Database", problem.Message, "atrium down, then atrium up")];
        }
    }

    static async Task<IReadOnlyList<Finding>> SettingsAsync(SqlSession session, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var (setting, wanted, why) in Durable)
        {
            var value = await session.ScalarAsync<string>("select current_setting($1)", cancellationToken, setting);
            findings.Add(Finding.When(
                value == wanted, setting, value is { Length: > 0 } ? $"{value}: {why}" : $"none: {why}",
                $"Take {setting} out of postgres/data/local.conf in the data folder, then restart."));
        }

        return findings;
    }

    static async Task<Finding> GuardAsync(SqlSession session, CancellationToken cancellationToken) => Finding.When(
        await session.ScalarAsync<bool>(
            "select exists (select from pg_event_trigger where evtname = 'atrium_guard' and evtenabled = 'A')",
            cancellationToken),
        "Table guard", "a table without forced row security is refused in the exposed schemas",
        "As a superuser of the database: call atrium.guard_tables();");

    static async Task<Finding> SizeAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var bytes = await session.ScalarAsync<long>(
            "select pg_database_size(current_database())", cancellationToken);

        return Finding.Good("Database", string.Create(CultureInfo.InvariantCulture, $"running, {bytes >> 20} MB"));
    }
}
