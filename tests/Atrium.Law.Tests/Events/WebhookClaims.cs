using Atrium.Database;

namespace Atrium.Law.Tests.Events;

/// <summary>Events from outside and messages to others: each once, whatever runs beside or dies in between.</summary>
public sealed class WebhookClaims(EventsDatabase events) : IClassFixture<EventsDatabase>
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    const string Claim = "select public.claim_webhook_event($1, $2, $3, 'call.ended', '{}')";

    [Fact]
    public async Task Of_50_deliveries_of_one_event_one_has_an_effect()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => events.Operator.ScalarAsync<Guid?>(Claim, events["a"], "phone", "raced")));

        Assert.Single(claims, claim => claim is not null);
        Assert.Equal(1, await events.Database.ScalarAsync<long>(
            "select count(*) from public.processed_webhook_events where event_id = 'raced'"));
    }

    [Fact]
    public async Task The_same_identity_of_another_agency_or_provider_is_another_event()
    {
        Assert.NotNull(await events.Operator.ScalarAsync<Guid?>(Claim, events["a"], "phone", "shared"));
        Assert.NotNull(await events.Operator.ScalarAsync<Guid?>(Claim, events["b"], "phone", "shared"));
        Assert.NotNull(await events.Operator.ScalarAsync<Guid?>(Claim, events["a"], "booking", "shared"));
        Assert.Null(await events.Operator.ScalarAsync<Guid?>(Claim, events["a"], "phone", "shared"));
    }

    [Fact]
    public async Task A_worker_that_dies_leaves_the_event_to_the_next_and_its_work_is_done_once()
    {
        var id = await events.Operator.ScalarAsync<Guid>(Claim, events["b"], "phone", "crashed");
        await using (var dying = await SqlSession.OpenAsync(events.Database.ConnectionString, Token))
        {
            await dying.ExecuteAsync("begin", Token);
            Assert.True(await dying.ScalarAsync<bool>(Mine, Token, id));
            await dying.ExecuteAsync("select atrium.settle_webhook_event($1, true)", Token, id);
            await using var beside = await SqlSession.OpenAsync(events.Database.ConnectionString, Token);
            Assert.False(await beside.ScalarAsync<bool>(Mine, Token, id));
            var worker = await dying.ScalarAsync<int>("select pg_backend_pid()", Token);
            Assert.True(await beside.ScalarAsync<bool>("select pg_terminate_backend($1, 30000)", Token, worker));
        }

        await using var next = await SqlSession.OpenAsync(events.Database.ConnectionString, Token);
        await next.ExecuteAsync("begin", Token);
        Assert.True(await next.ScalarAsync<bool>(Mine, Token, id));
        await next.ExecuteAsync("select atrium.settle_webhook_event($1, true)", Token, id);
        await next.ExecuteAsync("commit", Token);

        Assert.False(await next.ScalarAsync<bool>(Mine, Token, id));
        Assert.Equal("processed", await events.Database.ScalarAsync<string>(
            "select status::text from public.processed_webhook_events where id = $1", id));
    }

    [Fact]
    public async Task Of_20_senders_at_once_each_message_has_one()
    {
        await events.Database.ExecuteAsync("delete from public.webhook_deliveries");
        await events.Database.ExecuteAsync(
            """
            insert into public.webhook_deliveries (agency_id, endpoint_id, topic, record_id, payload)
            select $1, $2, 'webhook.test', gen_random_uuid(), '{}' from generate_series(1, 60)
            """,
            events["a"], events.Endpoint);

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => events.Operator.ColumnAsync<Guid>(
            "select delivery_id from atrium.claim_webhook_deliveries(9)")));

        Assert.Equal(60, claims.SelectMany(claim => claim).Distinct().Count());
        Assert.Equal(60, claims.Sum(claim => claim.Count));
    }

    [Fact]
    public async Task A_replay_is_the_same_message_and_the_secret_is_never_selected()
    {
        var dead = await events.Database.ScalarAsync<Guid>(
            """
            insert into public.webhook_deliveries (agency_id, endpoint_id, topic, record_id, payload, status)
            values ($1, $2, 'alert.created', $2, '{"data": {"id": 7}}', 'dead') returning id
            """,
            events["a"], events.Endpoint);

        var again = await events.As("admin").ScalarAsync<Guid>("select public.replay_webhook_delivery($1)", dead);

        Assert.Equal(1, await events.Database.ScalarAsync<long>(
            """
            select count(distinct (message_id, payload)) from public.webhook_deliveries where id in ($1, $2)
            """,
            dead, again));
        Assert.False(await events.As("owner").ScalarAsync<bool>(
            "select exists (select from public.webhook_endpoints e where e::text ~ 'whsec_')"));
        Assert.False(await events.As("owner").ScalarAsync<bool>(
            "select exists (select from public.audit_logs l where l::text ~ 'whsec_')"));
    }

    const string Mine = "select exists (select from atrium.take_webhook_events(1000) e where e.id = $1)";
}
