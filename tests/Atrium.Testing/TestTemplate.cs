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
            await CopyGrantsAsync(session, template, name);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>A copy has everything of its template but what is granted on the database itself.</summary>
    static async Task CopyGrantsAsync(SqlSession session, string template, string name)
    {
        var grants = await session.RowsAsync(
            """
            select format('revoke all on database %I from public', $2)
            from pg_database where datname = $1 and datacl is not null and not datistemplate
            union all
            select format('grant %s on database %I to %s', a.privilege_type, $2,
              case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
            from pg_database d, aclexplode(d.datacl) a
            where d.datname = $1 and not d.datistemplate and a.grantee <> d.datdba
            """,
            row => row.GetString(0), CancellationToken.None, template, name);
        foreach (var grant in grants)
        {
            await session.ExecuteAsync(grant, CancellationToken.None);
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
