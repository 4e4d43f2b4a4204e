using Atrium.Law.Tests.Clients;

namespace Atrium.Law.Tests.Frontdesk;

/// <summary>The demo agencies' front desk: enough of it, in every state, and in a believable order of time.</summary>
public sealed class DeskDemo(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Theory]
    [InlineData("contacts", 800, 1_000)]
    [InlineData("appointments", 600, 750)]
    [InlineData("calls", 700, 1_200)]
    [InlineData("services", 12, 12)]
    public async Task There_is_enough_of_it(string table, int least, int most) =>
        Assert.InRange(
            await demo.Database.ScalarAsync<long>($"select count(*) from public.{table}"), least, most);

    [Theory]
    [InlineData("select count(distinct (lead_status, lead_score)) from public.contacts", 12)]
    [InlineData("select count(distinct status) from public.appointments", 5)]
    [InlineData("select count(distinct status) from public.calls", 5)]
    [InlineData("select count(distinct status) from public.hot_lead_alerts", 3)]
    [InlineData("select count(distinct status) from public.follow_up_tasks", 4)]
    [InlineData("select count(*) from public.follow_up_tasks where status = 'pending' and scheduled_for < now()", 5)]
    [InlineData("select count(*) from public.appointments where status in ('pending', 'confirmed')", 60)]
    public async Task Every_state_occurs(string query, long least) =>
        Assert.True(await demo.Database.ScalarAsync<long>(query) >= least);

    [Theory]
    [InlineData("contacts", "updated_at < created_at or created_at >= $1::date or last_contact_at >= $1::date")]
    [InlineData("appointments", "created_at > scheduled_at or created_at >= $1::date")]
    [InlineData("appointments", "status_changed_at < created_at or status_changed_at > now()")]
    [InlineData("appointments", "status in ('completed', 'no_show') and scheduled_at >= $1::date")]
    [InlineData("appointments", "status in ('pending', 'confirmed') and scheduled_at < $1::date")]
    [InlineData("appointments", "created_at < (select c.created_at from public.contacts c where c.id = contact_id)")]
    [InlineData("calls", "started_at >= $1::date or started_at < (select c.created_at from public.contacts c"
        + " where c.id = contact_id)")]
    [InlineData("contacts", "score <> atrium.lead_points(score_factors)")]
    [InlineData("contacts", "lead_status = 'booked' and not exists (select from public.appointments a"
        + " where a.contact_id = contacts.id and a.status in ('pending', 'confirmed'))")]
    [InlineData("appointments", "not atrium.is_open(agency_id, resource_id, tstzrange(scheduled_at, ends_at))")]
    public async Task Nothing_happens_before_its_time_or_while_nobody_works(string table, string odd) =>
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            $"select count(*) from public.{table} where ({odd}) and $1::date is not null", DemoDatabase.AsOf));

    [Fact]
    public async Task Live_appointments_take_their_time() =>
        Assert.True(await demo.Database.ScalarAsync<bool>(
            """
            select count(*) = (select count(*) from public.appointments where status in ('pending', 'confirmed'))
            from atrium.booked_times
            """));

    [Fact]
    public async Task The_booking_page_offers_times_and_the_desk_has_figures()
    {
        Assert.NotEqual(0, await demo.Database.As("anon").ScalarAsync<long>(
            """
            select count(*) from jsonb_array_elements(public.booking_page('northlight') -> 'services') s,
              public.booking_times('northlight', (s ->> 'id')::uuid, current_date, current_date + 14)
            """));
        var agent = await demo.AsAsync("agent@northlight.test");
        Assert.Equal(9, await agent.ScalarAsync<long>(
            "select count(*) from public.frontdesk_dashboard() where value is not null"));
        Assert.NotEqual(0, await agent.ScalarAsync<long>("select count(*) from public.actionable_leads"));
    }
}
