using Atrium.Database.Demo;
using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Events;

/// <summary>The demo agencies' notifications and webhooks: something for everybody, in a believable order of time.
/// </summary>
public sealed class DemoEvents(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Fact]
    public async Task Every_account_has_something_in_its_list()
    {
        foreach (var account in DemoData.Accounts)
        {
            var person = await demo.AsAsync(account.Email, account.Agency.ToLowerInvariant());

            Assert.NotEqual(0, await person.ScalarAsync<long>("select count(*) from public.notifications"));
        }
    }

    [Theory]
    [InlineData("select count(distinct status) from public.notifications", 3)]
    [InlineData("select count(distinct priority) from public.notifications", 4)]
    [InlineData("select count(distinct status) from public.webhook_deliveries where status <> 'pending'", 2)]
    [InlineData("select count(distinct status) from public.processed_webhook_events", 3)]
    [InlineData("select count(*) from public.webhook_endpoints", 6)]
    [InlineData("select count(distinct timing) from public.notification_preferences", 2)]
    public async Task Every_state_occurs(string query, long expected) =>
        Assert.Equal(expected, await demo.Database.ScalarAsync<long>(query));

    [Theory]
    [InlineData("notifications", "created_at >= $1::date or read_at < created_at or read_at >= $1::date")]
    [InlineData("notifications", "expires_at < $1::date")]
    [InlineData("webhook_deliveries", "created_at >= $1::date or delivered_at < created_at")]
    [InlineData("processed_webhook_events", "received_at >= $1::date or processed_at < received_at")]
    [InlineData("notification_deliveries", "created_at >= $1::date or delivered_at < created_at")]
    public async Task Nothing_happens_before_its_time(string table, string odd) =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            $"select count(*) from public.{table} where ({odd}) and $1::date is not null", DemoDatabase.AsOf));
}
