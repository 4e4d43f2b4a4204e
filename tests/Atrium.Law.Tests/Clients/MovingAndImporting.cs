using Atrium.Law.Tests.Kernel;
using Atrium.Testing;

namespace Atrium.Law.Tests.Clients;

/// <summary>Stages, states and files: what is written goes together or not at all.</summary>
public sealed class MovingAndImporting(LawDatabase law) : IClassFixture<LawDatabase>
{
    const string Sheet =
        """[{"code":"S-1","name":"Sheet One","stage":"Live"},{"code":"S-2"},{"code":"S-3","name":"Sheet Three"}]""";

    [Fact]
    public async Task Parallel_moves_of_one_client_leave_an_unbroken_chain_of_events()
    {
        var account = await law.AsAsync("account");
        var client = await MakeAsync("Chain");
        var stages = await account.ColumnAsync<Guid>("select id from public.client_stages where position in (1, 2, 3)");

        await Task.WhenAll(stages.Select(stage =>
            account.ExecuteAsync("select public.move_client_stage($1, $2)", client, stage)));

        Assert.Equal(0, await account.ScalarAsync<long>(
            """
            select count(*) from (
              select from_stage_id, lag(to_stage_id) over (order by moved_at) as before,
                  row_number() over (order by moved_at) n
              from public.client_stage_events where client_id = $1) e
            where n > 1 and from_stage_id is distinct from before
            """, client));
        Assert.Equal(4, await CountAsync(account, client));
    }

    [Fact]
    public async Task A_move_that_fails_leaves_no_event()
    {
        var account = await law.AsAsync("account");
        var client = await MakeAsync("Failing");

        var refusal = await account.RefusalAsync(
            "select public.move_clients_stage(array[$1, $2], (select id from public.client_stages where position = 4))",
            client, await law.Database.ScalarAsync<Guid>("select id from public.clients where name = 'Birch One'"));

        Assert.Equal("ATNOF", refusal);
        Assert.Equal(1, await CountAsync(account, client));
    }

    [Fact]
    public async Task A_dry_run_says_what_the_run_does_and_a_second_run_does_nothing()
    {
        var account = await law.AsAsync("account");
        const string Run = "select outcome from public.import_clients($1::jsonb, $2) order by row_number";

        var dry = await account.ColumnAsync<string>(Run, Sheet, true);
        Assert.Equal(0, await account.ScalarAsync<long>("select count(*) from public.clients where code like 'S-%'"));
        var run = await account.ColumnAsync<string>(Run, Sheet, false);
        var again = await account.ColumnAsync<string>(Run, Sheet, false);

        Assert.Equal(["created", "error", "created"], dry);
        Assert.Equal(dry, run);
        Assert.Equal(["unchanged", "error", "unchanged"], again);
    }

    [Fact]
    public async Task An_unknown_column_is_named_and_nothing_is_lost()
    {
        var account = await law.AsAsync("account");

        var refusal = await account.RefusalAsync(
            """select public.import_clients('[{"name":"Lost","colour":"red"}]', false)""");

        Assert.Equal("ATVAL", refusal);
        Assert.Equal(0, await account.ScalarAsync<long>("select count(*) from public.clients where name = 'Lost'"));
    }

    Task<Guid> MakeAsync(string name) => law.Database.ScalarAsync<Guid>(
        "select tests.create_client((select id from public.agencies where name = 'Alder'), $1)", name);

    static Task<long> CountAsync(AsCaller caller, Guid client) => caller.ScalarAsync<long>(
        "select count(*) from public.client_stage_events where client_id = $1", client);
}
