using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Helpdesk;

/// <summary>The help desk of the demo: enough for every list, and as the database itself would have kept it.</summary>
public sealed class DemoTickets(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Theory]
    [InlineData("select max(n) from (select count(*) n from public.tickets group by atrium.list_key(client_id)) t",
        1500)]
    [InlineData("select count(distinct status) from public.tickets", 5)]
    [InlineData("select count(distinct priority) from public.tickets", 4)]
    [InlineData("select count(distinct target) from public.ticket_slas", 3)]
    [InlineData("select count(distinct name) from public.teams", 4)]
    [InlineData("select count(*) from public.tickets where created_at >= now() or updated_at >= now()", 0)]
    [InlineData("select count(*) from public.tickets t where not exists (select from public.ticket_slas s"
        + " where s.ticket_id = t.id)", 0)]
    [InlineData("select count(*) from atrium.ticket_counters k where last_number <> (select max(t.number)"
        + " from public.tickets t join public.clients c on c.id = t.client_id where c.agency_id = k.agency_id)", 0)]
    public async Task It_has_what_the_screens_need(string query, long expected) =>
        Assert.Equal(expected, await demo.Database.ScalarAsync<long>(query));

    [Fact]
    public async Task It_is_about_the_size_of_a_help_desk()
    {
        Assert.InRange(await demo.Database.ScalarAsync<long>("select count(*) from public.messages"), 6_500, 10_000);
        Assert.InRange(await demo.Database.ScalarAsync<long>(
            "select count(*) from public.tickets where status in ('new', 'open', 'pending')"), 20, 250);
        Assert.InRange(await demo.Database.ScalarAsync<decimal>(
            """
            select round(100.0 * count(*) filter (where breached_at is null) / count(*), 1) from public.ticket_slas
            where met_at is not null
            """), 70, 98);
    }

    [Fact]
    public async Task Clients_say_how_content_they_were()
    {
        Assert.InRange(
            await demo.Database.ScalarAsync<long>("select count(rating) from public.csat_ratings"), 150, 600);
        Assert.Equal(5, await demo.Database.ScalarAsync<long>(
            "select count(distinct rating) from public.csat_ratings where comment is not null"));
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            """
            select count(*) from public.csat_ratings r join public.tickets t on t.id = r.ticket_id
            where t.requester_id is null or r.created_at < t.created_at or r.rated_at not between r.created_at
              and r.expires_at or greatest(r.created_at, r.updated_at, r.rated_at, r.sent_at, r.reminded_at) >= $1
            """, DemoDatabase.AsOf));
    }

    [Fact]
    public async Task Every_tag_in_use_is_in_the_catalogue_and_means_something() =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            """
            select count(*) from (select distinct c.agency_id, unnest(t.tags) as name
                from public.tickets t join public.clients c on c.id = t.client_id) used
              full join public.ticket_tags k on k.agency_id = used.agency_id and k.name = used.name
            where used.name is null or k.color is null or k.description is null
            """));

    [Fact]
    public async Task Who_waits_is_who_the_database_would_find()
    {
        const string Waiting =
            """
            select md5(string_agg(concat_ws(',', id, first_response_at, last_agent_message_at,
              last_customer_message_at, waiting_since), ';' order by id)) from public.tickets
            where number % 8 = 0 and reopened_count = 0
            """;
        var before = await demo.Database.ScalarAsync<string>(Waiting);

        await demo.Database.ExecuteAsync(
            "select atrium.recount_ticket(id) from public.tickets where number % 8 = 0 and reopened_count = 0");

        Assert.Equal(before, await demo.Database.ScalarAsync<string>(Waiting));
    }

    [Fact]
    public async Task Targets_are_due_when_the_calendar_says_so()
    {
        var wrong = await demo.Database.ScalarAsync<long>(
            """
            select count(*) from (select * from public.ticket_slas order by id limit 800) s
            where abs(extract(epoch from s.due_at - atrium.add_business_time(s.calendar_id, s.started_at,
              make_interval(mins => s.target_minutes) + s.paused_for))) > 1
            """);

        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData("owner", 1500)]
    [InlineData("account", 1500)]
    [InlineData("agent", 100)]
    [InlineData("finance", 30)]
    [InlineData("creative", 30)]
    [InlineData("member", 3)]
    [InlineData("customer", 3)]
    public async Task Everybody_has_tickets_to_see(string role, long least)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        Assert.True(await caller.ScalarAsync<long>("select count(*) from public.tickets") >= least);
        Assert.True(await caller.ScalarAsync<long>("select count(*) from public.messages") >= least);
    }
}
