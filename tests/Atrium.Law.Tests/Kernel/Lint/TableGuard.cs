using Atrium.Database;
using Atrium.Testing;
using Npgsql;

namespace Atrium.Law.Tests.Kernel.Lint;

/// <summary>The database itself refuses a table that would lie open, each statement being a transaction.</summary>
public sealed class TableGuard(TestDatabase database) : IClassFixture<TestDatabase>
{
    const string Closed = "create table public.shut (id int);"
        + "alter table public.shut enable row level security, force row level security";

    [Theory]
    [InlineData("create table public.bare (id int)")]
    [InlineData("create table public.bare as select 1 as id")]
    [InlineData("select 1 as id into public.bare")]
    [InlineData("create table public.bare partition of public.audit_logs for values from (minvalue) to ('2001-01-02')")]
    [InlineData("create materialized view public.bare as select 1 as id")]
    [InlineData("alter table public.agencies no force row level security")]
    [InlineData("alter table public.agencies disable row level security")]
    [InlineData("alter table atrium.role_rights set schema public")]
    [InlineData("begin; create table public.bare (id int); alter table public.bare enable row level security; commit")]
    [InlineData("begin; set local session_replication_role = replica; create table public.bare (id int); commit")]
    public async Task An_open_table_is_refused(string attempt)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(attempt));

        Assert.Equal("ATOPN", refused.SqlState);
        Assert.Matches("lies open", refused.MessageText);
        Assert.NotEmpty(refused.Hint ?? "");
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from atrium.open_tables"));
    }

    [Theory]
    [InlineData($"begin; {Closed}; commit; drop table public.shut")]
    [InlineData($"begin; set constraints all immediate; {Closed}; commit; drop table public.shut")]
    [InlineData("begin; create table public.bare (id int); drop table public.bare; commit")]
    [InlineData("begin; savepoint s; create table public.bare (id int); rollback to s; commit")]
    [InlineData("create temporary table bare (id int)")]
    [InlineData("create schema aside; create table aside.bare (id int); drop schema aside cascade")]
    [InlineData("create extension tablefunc schema public; drop extension tablefunc")]
    [InlineData("select atrium.make_partitions(8)")]
    public async Task What_is_closed_by_the_end_goes_through_and_leaves_no_note(string statements)
    {
        await RunAsync(statements);

        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from atrium.open_tables"));
    }

    [Fact]
    public async Task A_caller_neither_notes_nor_switches_off()
    {
        var caller = database.As("service_role");

        Assert.Equal("42501", await caller.RefusalAsync("insert into atrium.open_tables (relation) values (1)"));
        Assert.Equal("42501", await caller.RefusalAsync("call atrium.guard_tables()"));
        Assert.Equal("42501", await caller.RefusalAsync("alter event trigger atrium_guard disable"));
    }

    async Task RunAsync(string statements)
    {
        await using var session = await SqlSession.OpenAsync(
            database.ConnectionString, TestContext.Current.CancellationToken);
        await session.RunAsync(statements.Split(';'));
    }
}
