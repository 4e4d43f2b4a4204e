using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Database.Tests.Engine;

/// <summary>A plan of a test's own, in a folder of its own.</summary>
sealed class TestPlan
{
    static int _count;
    readonly string _folder = TestCluster.Folder($"plan-{Interlocked.Increment(ref _count)}");

    public TestPlan()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "plan.txt"), "# a plan\n");
    }

    /// <summary>Two changes that make a table each, the second with a row of its own.</summary>
    public static TestPlan OfTwo() => new TestPlan()
        .Add("shop/010_goods", "create table public.goods (id int primary key, name text)", "drop table public.goods")
        .Add("shop/020_kinds",
            "create table public.kinds (name text primary key); insert into public.kinds values ('book');",
            "drop table public.kinds");

    public TestPlan Add(
        string name, string deploy, string revert, string verify = "select 1", string prove = "select 1")
    {
        File.AppendAllText(Path.Combine(_folder, "plan.txt"), name + "\n");
        Directory.CreateDirectory(Path.Combine(_folder, name));
        // Other tests of the run have made the role atrium_owner, which has no rights in this database.
        Write(Path.Combine(name, "deploy.sql"), "-- run as: deployer\n" + deploy);
        Write(Path.Combine(name, "revert.sql"), "-- run as: deployer\n" + revert);
        Write(Path.Combine(name, "verify.sql"), verify);
        Write(Path.Combine(name, "prove.sql"), prove);
        return this;
    }

    public TestPlan Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        File.WriteAllText(path, text);
        return this;
    }

    public Plan Read() => Plan.Read(_folder);

    public DatabaseEngine For(EmptyDatabase database, Action<string>? progress = null) =>
        database.Engine(Read(), progress);
}
