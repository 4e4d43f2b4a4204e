using Atrium.Database;

namespace Atrium.Law.Tests.Events;

/// <summary>The outbox: with the change or not at all, in order, each entry once however many tell.</summary>
public sealed class Telling(EventsDatabase events) : IClassFixture<EventsDatabase>
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_rolled_back_is_not_told()
    {
        await using var session = await SqlSession.OpenAsync(events.Database.ConnectionString, Token);
        await session.ExecuteAsync("begin", Token);
        await session.ExecuteAsync(
            "update public.clients set name = 'Never' where id = $1", Token, events["a1"]);
        Assert.True(await session.ScalarAsync<bool>(
            "select exists (select from atrium.outbox where data ->> 'name' = 'Never')", Token));

        await session.ExecuteAsync("rollback", Token);

        Assert.False(await events.Database.ScalarAsync<bool>(
            "select exists (select from atrium.outbox where data ->> 'name' = 'Never')"));
    }

    [Fact]
    public async Task Twenty_dispatchers_at_once_tell_each_happening_once()
    {
        var alerts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => events.RaiseAsync("pm", $"Race {i}")));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => events.Operator.ExecuteAsync("select * from atrium.dispatch_outbox(10)")));
        await events.Operator.ExecuteAsync("select * from atrium.dispatch_outbox(5000)");

        Assert.Equal(alerts.Length, await events.Database.ScalarAsync<long>(
            "select count(*) from public.notifications where user_id = $1 and title like 'Race %'",
            events["leadership"]));
        Assert.Equal(alerts.Length, await events.Database.ScalarAsync<long>(
            "select count(*) from public.webhook_deliveries where payload #>> '{data,title}' like 'Race %'"));
        Assert.Equal(0, await events.Database.ScalarAsync<long>(
            "select count(*) from atrium.outbox where state <> 'done'"));
    }

    [Fact]
    public async Task Changes_of_one_row_are_told_in_the_order_they_were_made()
    {
        var alert = await events.RaiseAsync("pm", "Step 0");
        for (var i = 1; i <= 5; i++)
        {
            await events.As("pm").ExecuteAsync("update public.alerts set title = $1 where id = $2", $"Step {i}", alert);
        }

        await Task.WhenAll(Enumerable.Range(0, 10).Select(
            _ => events.Operator.ExecuteAsync("select * from atrium.dispatch_outbox(3)")));
        await events.Operator.ExecuteAsync("select * from atrium.dispatch_outbox(5000)");

        Assert.Equal(
            ["Step 0", "Step 1", "Step 2", "Step 3", "Step 4", "Step 5"],
            await SentInOrderAsync(alert));
    }

    [Fact]
    public async Task No_entry_holds_what_the_trigger_does_not_name_and_the_client_does_not_carry_an_agency()
    {
        await events.As("pm").ExecuteAsync(
            "insert into public.communications (client_id, type, body) values ($1, 'call', 'between us')",
            events["a1"]);

        Assert.False(await events.Database.ScalarAsync<bool>(
            "select exists (select from atrium.outbox o where o::text ~ 'between us')"));
        Assert.True(await events.Database.ScalarAsync<bool>(
            """
            select bool_and(o.agency_id = c.agency_id)
            from atrium.outbox o join public.clients c on c.id = o.client_id
            """));
    }

    // the sender takes one message a row and settles it before the next
    async Task<List<string>> SentInOrderAsync(Guid alert)
    {
        List<string> sent = [];
        while (true)
        {
            var claimed = await events.Operator.ColumnAsync<string>(
                """
                select concat_ws('|', delivery_id, payload #>> '{data,id}', coalesce(payload #>> '{data,title}', ''))
                from atrium.claim_webhook_deliveries(500)
                """);
            if (claimed.Count == 0)
            {
                return sent;
            }

            foreach (var parts in claimed.Select(line => line.Split('|')))
            {
                if (parts[1] == alert.ToString())
                {
                    sent.Add(parts[2]);
                }

                await events.Operator.ExecuteAsync(
                    "select atrium.settle_webhook_delivery($1, 200)", Guid.Parse(parts[0]));
            }
        }
    }
}
