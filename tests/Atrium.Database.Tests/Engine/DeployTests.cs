using Atrium.Testing;

namespace Atrium.Database.Tests.Engine;

public sealed class DeployTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploying_twice_does_nothing_the_second_time()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo().For(database);

        var first = await engine.DeployAsync(null, Cancel);
        var second = await engine.DeployAsync(null, Cancel);

        Assert.Equal(["shop/010_goods", "shop/020_kinds"], first.Changes);
        Assert.Empty(second.Changes);
        Assert.All(await engine.StatusAsync(Cancel), change => Assert.Equal("deployed", change.State));
    }

    [Fact]
    public async Task A_plan_is_shown_without_doing_anything()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var before = await database.DumpAsync();

        var planned = await TestPlan.OfTwo().For(database).PlanAsync(null, Cancel);

        Assert.Equal(2, planned.Changes.Count);
        Assert.Equal(before, await database.DumpAsync());
    }

    [Fact]
    public async Task The_first_error_stops_with_file_line_and_sql_and_keeps_what_came_before()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo()
            .Add("shop/030_wrong",
                "create table public.half (id int);\n\nselect\n  nonsense;", "drop table public.half")
            .For(database);

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(() => engine.DeployAsync(null, Cancel));

        Assert.Equal(new("shop/030_wrong/deploy.sql", 5, "select\n  nonsense", "42703"), refused.Place);
        Assert.Contains("nonsense", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from atrium.changes"));
        Assert.True(await database.ScalarAsync<bool>("select to_regclass('public.half') is null"));
    }

    [Fact]
    public async Task A_failed_assertion_names_its_own_line()
    {
        const string Verify = "-- why\ndo $$ begin\n  assert true;\n  assert false, 'goods are wrong';\nend $$;";
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = new TestPlan()
            .Add("shop/010_goods", "create table public.goods (id int)", "drop table public.goods", Verify)
            .For(database);

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(() => engine.DeployAsync(null, Cancel));

        Assert.Equal(("shop/010_goods/verify.sql", 4), (refused.Place?.File, refused.Place?.Line));
        Assert.Contains("goods are wrong", refused.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("select to_regclass('public.goods') is null"));
    }

    [Fact]
    public async Task Checks_leave_nothing_behind()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = new TestPlan()
            .Write("testing.sql",
                "create schema tests; create function tests.one() returns int language sql as 'select 1'")
            .Add("shop/010_goods", "create table public.goods (id int)", "drop table public.goods",
                "insert into public.goods select tests.one()", "insert into public.goods select tests.one() + 1")
            .For(database);

        await engine.DeployAsync(null, Cancel);
        var verified = await engine.VerifyAsync(Cancel);

        Assert.Equal((2, 0), (verified.Checks, verified.Failed.Count));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from public.goods"));
        Assert.True(await database.ScalarAsync<bool>("select to_regnamespace('tests') is null"));
    }

    [Fact]
    public async Task An_edited_shipped_change_is_refused()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var plan = TestPlan.OfTwo();
        await plan.For(database).DeployAsync(null, Cancel);
        plan.Write("shop/010_goods/deploy.sql", "create table public.goods (id bigint primary key, name text)");

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => plan.For(database).DeployAsync(null, Cancel));

        Assert.Contains("shop/010_goods/deploy.sql was edited", refused.Message, StringComparison.Ordinal);
        Assert.Equal("edited", (await plan.For(database).StatusAsync(Cancel))[0].State);
    }

    [Fact]
    public async Task A_database_from_a_newer_plan_is_refused()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        await TestPlan.OfTwo().For(database).DeployAsync(null, Cancel);
        var older = TestPlan.OfTwo().Write("plan.txt", "shop/010_goods\n");

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => older.For(database).DeployAsync(null, Cancel));

        Assert.Contains("newer Atrium", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_deployers_one_works_and_one_waits()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var plan = TestPlan.OfTwo().Add("shop/030_slow", "select pg_sleep(0.5)", "select 1");
        List<string> told = [];

        var reports = await Task.WhenAll(
            plan.For(database, told.Add).DeployAsync(null, Cancel),
            plan.For(database, told.Add).DeployAsync(null, Cancel));

        Assert.Equal([0, 3], reports.Select(report => report.Changes.Count).Order());
        Assert.Single(told, line => line.StartsWith("waiting: session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_extension_names_the_installer()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = new TestPlan().Add("shop/010_x", "create extension nowhere_to_be_found", "select 1").For(database);

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(() => engine.DeployAsync(null, Cancel));

        Assert.Contains("setup/install-postgres.sh", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lint_row_is_a_failed_check_with_its_remedy()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo()
            .Write(
                "lint/goods.sql",
                "-- no row security: open.\nselect 'no row security', 'public.goods', 'RLS is off', 'enable it'")
            .For(database);
        await engine.DeployAsync(null, Cancel);

        var verified = await engine.VerifyAsync(Cancel);

        var failed = Assert.Single(verified.Failed);
        Assert.Equal(5, verified.Checks);
        Assert.Equal(new("lint/goods.sql: no row security", "public.goods: RLS is off", "enable it"), failed);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_said_so()
    {
        var address = (await TestCluster.Running).ConnectionString("no_such_database");

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(() => SqlSession.OpenAsync(address, Cancel));

        Assert.Contains("no_such_database", refused.Message, StringComparison.Ordinal);
    }
}
