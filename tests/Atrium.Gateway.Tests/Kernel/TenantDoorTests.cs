using Atrium.Kernel;
using Atrium.Testing;
using Npgsql;

namespace Atrium.Gateway.Tests.Kernel;

public sealed class TenantDoorTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    static readonly Caller Service = new(CallerRole.Service, """{"role":"service_role"}""", "r");
    static readonly Caller Anon = new(CallerRole.Anon, "{}", "r");
    static readonly Caller Auth = new(CallerRole.Auth, "{}", "r");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    TenantDoor? _door;

    TenantDoor Door => _door ?? throw new InvalidOperationException();

    public ValueTask InitializeAsync()
    {
        // One connection: what a request leaves behind, the next one would find.
        var options = new TenantDoorOptions { MaxConnections = 1, ConnectSeconds = 2 };
        _door = new TenantDoor(database.GatewayConnectionString, options);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => Door.DisposeAsync();

    [Fact]
    public async Task A_request_runs_in_the_callers_role_and_claims()
    {
        Assert.Equal("service_role", await AskAsync(Service, "select current_user::text"));
        Assert.Equal("anon", await AskAsync(Anon, "select current_user::text"));
        Assert.Equal("atrium_auth", await AskAsync(Auth, "select current_user::text"));
        Assert.Equal(
            """{"role": "service_role"}""", await AskAsync(Service, "select current_setting('request.jwt.claims')"));
    }

    [Fact]
    public async Task A_request_has_the_time_of_its_role()
    {
        Assert.Equal("3s", await AskAsync(Anon, "select current_setting('statement_timeout')"));
        Assert.Equal("1min", await AskAsync(Service, "select current_setting('statement_timeout')"));
    }

    [Fact]
    public async Task Nothing_stays_on_the_connection()
    {
        await AskAsync(Service, "select set_config('role', 'service_role', true)");
        const string all = """
            select concat_ws(',', current_user, session_user, current_setting('role'),
              nullif(current_setting('request.jwt.claims', true), '{}'), current_setting('atrium.user_id', true))
            """;

        Assert.Equal("atrium_auth,atrium_gateway,atrium_auth,,", await AskAsync(Auth, all));
    }

    [Fact]
    public async Task A_failed_request_leaves_nothing_and_a_usable_connection()
    {
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(
            "insert into public.agencies (name, slug) values ('Gone', 'gone')", "select 1 / 0"));

        Assert.Equal("0", await AskAsync(Service, "select count(*)::text from public.agencies where slug = 'gone'"));
    }

    [Fact]
    public async Task What_fails_leaves_no_statement_mistaken_for_another()
    {
        await using var door = new TenantDoor(
            database.GatewayConnectionString, new TenantDoorOptions { MaxConnections = 1, PreparedStatements = 9 });
        var random = new Random(6391);
        for (var turn = 0; turn < 1_000; turn++)
        {
            var (number, fails) = (random.Next(12), random.Next(4) == 0);
            NpgsqlBatchCommand[] statements =
            [
                new(fails ? $"select missing_{number}" : $"select '{number}'"), new($"select {number}, 'second'"),
            ];
            try
            {
                Assert.Equal($"{number}", await door.RunAsync(
                    Service, statements,
                    async (reader, token) => await reader.ReadAsync(token) ? reader.GetString(0) : "", Token));
            }
            catch (PostgresException) when (fails)
            {
            }
        }
    }

    [Fact]
    public async Task A_cancelled_request_leaves_nothing_and_a_usable_connection()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Door.RunAsync(
            Service,
            [
                new NpgsqlBatchCommand("insert into public.agencies (name, slug) values ('Late', 'late')"),
                new NpgsqlBatchCommand("select pg_sleep(60)"),
            ],
            (_, _) => Task.FromResult(0),
            cancel.Token));

        Assert.Equal("0", await AskAsync(Service, "select count(*)::text from public.agencies where slug = 'late'"));
    }

    [Fact]
    public async Task A_request_cut_off_while_its_rows_arrive_harms_none_of_the_next()
    {
        for (var i = 0; i < 12; i++)
        {
            using var cancel = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Door.RunAsync(
                Service,
                [new NpgsqlBatchCommand("select repeat('x', 10000) from generate_series(1, 20000)")],
                async (reader, token) =>
                {
                    while (await reader.ReadAsync(token))
                    {
                        await cancel.CancelAsync();
                    }

                    return 0;
                },
                cancel.Token));

            Assert.Equal("whole", await AskAsync(Service, "select 'whole'"));
        }
    }

    [Fact]
    public async Task A_rollback_keeps_nothing()
    {
        var insert = new NpgsqlBatchCommand(
            "insert into public.agencies (name, slug) values ('R', 'rolled') returning slug");

        var slug = await Door.RunAsync(
            Service, [insert], ReadAsync, TestContext.Current.CancellationToken, TransactionEnd.Rollback);

        Assert.Equal("rolled", slug);
        Assert.Equal("0", await AskAsync(Service, "select count(*)::text from public.agencies where slug = 'rolled'"));
    }

    [Fact]
    public async Task An_error_at_the_commit_is_not_missed()
    {
        await database.ExecuteAsync("create table atrium.late (id int primary key deferrable initially deferred)");
        await database.ExecuteAsync("grant all on atrium.late to service_role");

        var late = await Assert.ThrowsAsync<PostgresException>(() =>
            RunAsync("insert into atrium.late values (1), (1)"));

        Assert.Equal("23505", late.SqlState);
    }

    [Fact]
    public async Task An_end_that_fails_harms_none_of_the_next()
    {
        await using var door = new TenantDoor(
            database.GatewayConnectionString, new TenantDoorOptions { MaxConnections = 1, PreparedAfter = 1 });
        await DecideAsync("select 'kept'", TransactionEnd.Commit);
        await DecideAsync("select 'not kept'", TransactionEnd.Rollback);

        await Assert.ThrowsAsync<PostgresException>(() => DecideAsync("deallocate all", TransactionEnd.Commit));

        Assert.Equal("whole", await DecideAsync("select 'whole'", TransactionEnd.Commit));

        Task<string> DecideAsync(string sql, TransactionEnd end) =>
            door.RunAsync(Service, [new NpgsqlBatchCommand(sql)], ReadAsync, _ => end, Token);
    }

    [Fact]
    public async Task Idle_connections_of_a_database_that_was_away_are_made_anew_by_who_hears_it()
    {
        await using var door = new TenantDoor(
            database.GatewayConnectionString, new TenantDoorOptions { MaxConnections = 2 });
        var first = new TaskCompletionSource();
        var hearing = HearAsync();
        while (!first.Task.IsCompleted)
        {
            await database.ExecuteAsync("notify news");
        }

        await AskAsync();
        await database.ExecuteAsync(
            """
            select pg_terminate_backend(pid, 10000) from pg_stat_activity
            where datname = current_database() and application_name = 'atrium'
            """);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => hearing);

        Assert.Equal("whole", await AskAsync());

        async Task HearAsync()
        {
            await foreach (var _ in door.HearAsync("news", Token))
            {
                first.TrySetResult();
            }
        }

        Task<string> AskAsync() =>
            door.RunAsync(Service, [new NpgsqlBatchCommand("select 'whole'")], ReadAsync, Token);
    }

    [Fact]
    public async Task Whoever_finds_no_free_connection_is_told_in_time()
    {
        using var stop = new CancellationTokenSource();
        var busy = Door.RunAsync(
            Service, [new NpgsqlBatchCommand("select pg_sleep(30)")], (_, _) => Task.FromResult(0), stop.Token);

        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => AskAsync(Anon, "select 'x'"));

        Assert.IsType<TimeoutException>(refused.InnerException);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => busy);
    }

    Task<string> RunAsync(params string[] sql) => Door.RunAsync(
        Service,
        [.. sql.Select(one => new NpgsqlBatchCommand(one))],
        ReadAsync,
        TestContext.Current.CancellationToken);

    Task<string> AskAsync(Caller caller, string sql) =>
        Door.RunAsync(caller, [new NpgsqlBatchCommand(sql)], ReadAsync, TestContext.Current.CancellationToken);

    static async Task<string> ReadAsync(NpgsqlDataReader reader, CancellationToken token) =>
        await reader.ReadAsync(token) ? reader.GetString(0) : "";
}
