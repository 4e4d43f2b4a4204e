using Atrium.Database.Catalogue;
using Atrium.Database.Cluster;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Database.Tests.Shipped;

/// <summary>
/// The plan upon a database that holds only what Supabase makes: what is there is used and, but for triggers that hand
/// over
/// new people, left as it was. The deployer is the project's superuser, as docs/operating/database.md says.
/// </summary>
public sealed class SupabaseTests
{
    const string Roles = "kernel/010_roles";

    static readonly string[] Operator =
    [
        "grant usage on schema auth to atrium_owner, atrium_definer, atrium_auth",
        "grant select, insert, update, delete, references, trigger on all tables in schema auth "
            + "to atrium_owner, atrium_definer, atrium_auth",
    ];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_plan_deploys_beside_what_supabase_made_and_goes_again()
    {
        await using var cluster = await SupabaseAsync();
        var engine = new DatabaseEngine(new()
        {
            ConnectionString = cluster.ConnectionString(),
            Plan = Plan.Read(Plan.Find()),
        });
        var before = await TheirsAsync(cluster);

        // Who may not give BYPASSRLS is told at once which role a superuser has to make.
        var lesser = new DatabaseEngine(new()
        {
            ConnectionString = $"{cluster.ConnectionString()};Options=-c role=supabase_deployer",
            Plan = Plan.Read(Plan.Find()),
        });
        var refusal = await Assert.ThrowsAnyAsync<DatabaseProblemException>(() => lesser.DeployAsync(Roles, Cancel));
        Assert.Contains("may not make the role atrium_definer", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("create role atrium_definer nologin bypassrls", refusal.Remedy, StringComparison.Ordinal);

        await engine.DeployAsync(Roles, Cancel);
        await RunAsync(cluster, Operator);
        await engine.DeployAsync(null, Cancel);

        var after = await TheirsAsync(cluster);
        Assert.All(after.Except(before), line => Assert.StartsWith("trigger ", line, StringComparison.Ordinal));
        Assert.Empty(before.Except(after));
        Assert.Empty(await engine.DriftAsync(Cancel));
        await engine.RevertAsync(new() { To = Roles, DumpFolder = "/nowhere" }, Cancel);
        Assert.Equal(before, await TheirsAsync(cluster));
    }

    /// <summary>Roles belong to a whole cluster, so this one can't be shared.</summary>
    static async Task<PrivateCluster> SupabaseAsync()
    {
        var cluster = await PrivateCluster.StartAsync(
            new()
            {
                DataFolder = TestCluster.Folder("supabase"),
                Fast = true,
                Database = "supabase",
                Holder = "test",
            },
            Cancel);
        var script = SqlScript.Read(Path.Combine(AppContext.BaseDirectory, "Shipped"), "supabase.sql");
        await RunAsync(cluster, script.Statements.Select(statement => statement.Sql));
        return cluster;
    }

    static async Task RunAsync(PrivateCluster cluster, IEnumerable<string> statements)
    {
        await using var session = await SqlSession.OpenAsync(cluster.ConnectionString(), Cancel);
        foreach (var statement in statements)
        {
            await session.ExecuteAsync(statement, Cancel);
        }
    }

    /// <summary>Everything in the schemas that Supabase made, a line an object.</summary>
    static async Task<IReadOnlyList<string>> TheirsAsync(PrivateCluster cluster)
    {
        await using var session = await SqlSession.OpenAsync(cluster.ConnectionString(), Cancel);
        var snapshot = await CatalogueReader.ReadAsync(session, Cancel);
        return
        [
            .. snapshot.Objects.Where(each => each.Schema is "auth" or "storage")
                .Where(each => each.Kind != "grant" || !each.Name.Contains(" to atrium_", StringComparison.Ordinal))
                .Select(each => $"{each.Key}: {each.Definition}"),
        ];
    }
}
