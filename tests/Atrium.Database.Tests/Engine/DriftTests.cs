namespace Atrium.Database.Tests.Engine;

public sealed class DriftTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static readonly string[] Tampering =
    [
        "alter table public.goods alter column name type varchar(20)",
        "alter table public.goods alter column name set default 'x'",
        "alter table public.goods alter column name set not null",
        "alter table public.goods add column extra int",
        "alter table public.goods drop column name",
        "alter table public.goods add constraint positive check (id > 0)",
        "create index goods_name on public.goods (name)",
        "alter table public.goods enable row level security",
        "create policy everyone on public.goods for select using (true)",
        "grant select on public.goods to public",
        "grant update (name) on public.goods to public",
        "comment on column public.goods.name is 'Name.'",
        "create function public.answer() returns int language sql as 'select 42'",
        "create table public.stray (id int primary key default 7, good int references public.goods)",
        "create view public.names as select name from public.goods",
        "create domain public.colour as text check (value in ('red', 'green'))",
        "create schema elsewhere",
        "alter table public.goods owner to pg_monitor",
        "drop table public.kinds",
    ];

    public static TheoryData<string> Tampered => [.. Tampering];

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Tampering_is_found_and_undone_by_the_printed_sql(string tampering)
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = TestPlan.OfTwo().For(database);
        await engine.DeployAsync(null, Cancel);
        var before = await database.DumpAsync();
        Assert.Empty(await engine.DriftAsync(Cancel));
        await database.ExecuteAsync(tampering);
        var tampered = await database.DumpAsync();

        var differences = await engine.DriftAsync(Cancel);

        Assert.NotEmpty(differences);
        await RunAsync(database, differences.Select(each => each.Undo));
        Assert.Empty(await engine.DriftAsync(Cancel));
        Assert.Equal(before, await database.DumpAsync());
        await RunAsync(database, differences.Select(each => each.Adopt));
        Assert.Equal(tampered, await database.DumpAsync());
    }

    [Fact]
    public async Task What_was_there_before_is_nobody_s_drift()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        await database.ExecuteAsync("create schema theirs");
        await database.ExecuteAsync("create table public.theirs (id int)");
        var engine = TestPlan.OfTwo().For(database);
        await engine.DeployAsync(null, Cancel);
        await database.ExecuteAsync("create table theirs.later (id int)");

        Assert.Empty(await engine.DriftAsync(Cancel));
    }

    [Fact]
    public async Task A_partition_is_judged_by_its_parent_s_rules_only()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var engine = new TestPlan().Add("shop/010_log", """
            create table public.log (at date not null) partition by range (at);
            alter table public.log enable row level security;
            """, "drop table public.log").For(database);
        await engine.DeployAsync(null, Cancel);
        await database.ExecuteAsync(
            """
            do $$ begin
              execute format('create table public.log_%s partition of public.log for values from (%L) to (%L)',
                to_char(now() at time zone 'UTC', 'YYYY_MM'), date_trunc('month', now() at time zone 'UTC')::date,
                (date_trunc('month', now() at time zone 'UTC') + interval '1 month')::date);
            end $$
            """);

        var open = Assert.Single(await engine.DriftAsync(Cancel));
        await database.ExecuteAsync(open.Undo);

        Assert.Matches(@"^partition public\.log_\d{4}_\d\d without row security$", open.Subject);
        Assert.Empty(await engine.DriftAsync(Cancel));
    }

    [Fact]
    public async Task Nothing_deployed_is_no_drift_but_a_mistake()
    {
        await using var database = await EmptyDatabase.CreateAsync();

        await Assert.ThrowsAsync<DatabaseProblemException>(() => TestPlan.OfTwo().For(database).DriftAsync(Cancel));
    }

    static async Task RunAsync(EmptyDatabase database, IEnumerable<string> scripts)
    {
        foreach (var statement in scripts.SelectMany(Database.Plans.SqlSplitter.Split))
        {
            await database.ExecuteAsync(statement.Sql);
        }
    }
}
