using Atrium.Cli.Settings;
using Atrium.Database;
using Atrium.Database.Cluster;
using Atrium.Database.Describe;
using Atrium.Database.Engine;
using Atrium.Database.Plans;

namespace Atrium.Cli.Db;

/// <summary>
/// Types of the plan at hand rather than of a database: the plan is deployed into a cluster that is thrown away. A
/// build needs no installation for it, and a file that is still true costs nothing.
/// </summary>
static class TypesOfPlan
{
    /// <summary>Writes the file, unless the one that is there was made of the same plan by the same program.</summary>
    /// <param name="file">Where to write; null for the screen.</param>
    /// <param name="cancellationToken">Gives up; the cluster goes all the same.</param>
    public static async Task<DbAnswer> WriteAsync(string? file, CancellationToken cancellationToken)
    {
        var plan = Plan.Read(Plan.Find());
        var stamp = $"// plan {plan.Checksum}, program {typeof(TypeScript).Module.ModuleVersionId}";
        if (file is not null && File.Exists(file) && File.ReadLines(file).FirstOrDefault() == stamp)
        {
            return new(true, $"{file} is up to date.", ("file", file));
        }

        var types = await OfAsync(plan, cancellationToken);
        return await DbOutput.AnswerAsync(file, $"{stamp}\n{types}", "types", cancellationToken);
    }

    static async Task<string> OfAsync(Plan plan, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"atrium-types-{Environment.ProcessId}");
        try
        {
            var options = PostgresSettings.Cluster(folder, "db types") with
            {
                Fast = true,
                AllowUnsafeVersion = true, // nobody else reaches it, and it lives for seconds
            };
            await using var cluster = await PrivateCluster.StartAsync(options, cancellationToken);
            await new DatabaseEngine(new()
            {
                ConnectionString = cluster.ConnectionString(),
                Plan = plan,
                Verify = false,
                Prove = false,
            }).DeployAsync(null, cancellationToken);
            await using var session = await SqlSession.OpenAsync(cluster.ConnectionString(), cancellationToken);
            return TypesVerb.Render(await SchemaReader.ReadAsync(session, "public", cancellationToken));
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
