using Atrium.Testing;

namespace Atrium.Database.Tests.Engine;

public sealed class RevertTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_revert_restores_the_catalogue_and_needs_no_leave_for_the_plan_s_own_rows()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo().For(database);
        await engine.DeployAsync("shop/010_goods", Cancel);
        var before = await database.DumpAsync();
        await engine.DeployAsync(null, Cancel);

        var report = await engine.RevertAsync(new() { DumpFolder = "/nowhere" }, Cancel);

        Assert.Equal(["shop/020_kinds"], report.Changes);
        Assert.Empty(report.Dumped);
        Assert.Equal(before, await database.DumpAsync());
    }

    [Fact]
    public async Task Rows_are_not_lost_unless_told_and_then_written_down_first()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo().For(database);
        await engine.DeployAsync(null, Cancel);
        await database.ExecuteAsync("insert into public.kinds values ('pen'), ('a \"quoted\", thing')");
        var folder = TestCluster.Folder("dump-rows");

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => engine.RevertAsync(new() { DumpFolder = folder }, Cancel));
        var report = await engine.RevertAsync(new() { DumpFolder = folder, DiscardRows = true }, Cancel);

        Assert.Contains("public.kinds (3 rows)", refused.Message, StringComparison.Ordinal);
        var file = Assert.Single(report.Dumped);
        Assert.Equal("name\nbook\npen\n\"a \"\"quoted\"\", thing\"\n", await File.ReadAllTextAsync(file, Cancel));
        Assert.True(await database.ScalarAsync<bool>("select to_regclass('public.kinds') is null"));
    }

    [Fact]
    public async Task Values_of_a_column_are_not_lost_either()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo().Add(
            "shop/030_price", "alter table public.goods add column price numeric not null default 0",
            "alter table public.goods drop column price").For(database);
        await engine.DeployAsync(null, Cancel);
        await database.ExecuteAsync("insert into public.goods (id) values (1)");
        var unpriced = await engine.RevertAsync(new() { DumpFolder = "/nowhere" }, Cancel);
        await engine.DeployAsync(null, Cancel);
        await database.ExecuteAsync("update public.goods set price = 12");

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => engine.RevertAsync(new() { DumpFolder = "/nowhere" }, Cancel));

        Assert.Single(unpriced.Changes);
        Assert.Contains("public.goods (price in 1 rows)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_built_on_it_is_named_and_kept()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo().For(database);
        await engine.DeployAsync(null, Cancel);
        await database.ExecuteAsync("create view public.their_report as select name from public.kinds");

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => engine.RevertAsync(new() { All = true, DumpFolder = "/nowhere" }, Cancel));

        Assert.Contains("view their_report depends on table kinds", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from atrium.changes"));
    }

    [Fact]
    public async Task Reverting_to_a_change_that_is_not_deployed_is_refused()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo().For(database);

        await Assert.ThrowsAsync<DatabaseProblemException>(
            () => engine.RevertAsync(new() { To = "shop/010_goods", DumpFolder = "/nowhere" }, Cancel));
    }
}
