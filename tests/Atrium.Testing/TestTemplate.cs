using Atrium.Database;
using Atrium.Database.Cluster;
using Atrium.Database.Engine;
using Atrium.Database.Plans;

namespace Atrium.Testing;

/// <summary>The database that others are cloned from: the plan, deployed once a run, without its checks.</summary>
public static class TestTemplate
{
    const string Name = "template_deployed";

    static readonly Lazy<Task<string>> Shared = new(DeployAsync);

    // PostgreSQL copies a template only while nobody else does.
    static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Name of the template; the first caller deploys it.</summary>
    public static Task<string> Deployed => Shared.Value;

    /// <summary>Makes a database as a copy of another.</summary>
    public static async Task CloneAsync(PrivateCluster cluster, string template, string name)
    {
        await OneAtATime.WaitAsync();
        try
        {
            await using var session = await SqlSession.OpenAsync(
                cluster.ConnectionString("postgres"), CancellationToken.None);
            await session.ExecuteAsync(
                $"create database {Sql.Name(name)} template {Sql.Name(template)} strategy file_copy",
                CancellationToken.None);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    static async Task<string> DeployAsync()
    {
        var cluster = await TestCluster.Running;
        await CloneAsync(cluster, "template0", Name);
        var engine = new DatabaseEngine(new()
        {
            ConnectionString = cluster.ConnectionString(Name),
            Plan = Plan.Read(Plan.Find()),
            Verify = false,
            Prove = false,
        });
        await engine.DeployAsync(null, CancellationToken.None);
        return Name;
    }
}
