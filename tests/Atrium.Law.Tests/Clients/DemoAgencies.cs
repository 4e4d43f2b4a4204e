using Atrium.Database.Demo;
using Atrium.Testing;

namespace Atrium.Law.Tests.Clients;

public sealed class DemoAgencies(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    [Fact]
    public async Task Running_twice_changes_nothing()
    {
        var before = await DemoDatabase.ChecksumsOfSeed;

        var again = await DemoDatabase.SeedAsync(demo.Database, DemoDatabase.AsOf.AddDays(3));

        Assert.False(again);
        Assert.Equal(before, await DemoDatabase.ChecksumsAsync(demo.Database));
    }

    [Fact]
    public async Task Two_databases_get_the_same_rows()
    {
        await using var other = await TestDatabase.CreateAsync();
        await DemoDatabase.SeedAsync(other, DemoDatabase.AsOf);

        var rows = await DemoDatabase.ChecksumsAsync(other);

        Assert.All(
            await DemoDatabase.ChecksumsOfSeed, table => Assert.Equal(table.Value, rows[table.Key]));
    }

    [Theory]
    [InlineData("select max(c) from (select count(*) c from public.clients group by agency_id) t", 35)]
    [InlineData("select max(c) from (select count(*) c from public.memberships group by agency_id) t", 60)]
    [InlineData("select count(distinct role) from public.memberships", 10)]
    [InlineData("select count(*) from (select user_id from public.memberships group by 1 having count(*) = 2) t", 1)]
    [InlineData("select count(distinct status) from public.clients", 4)]
    [InlineData("select count(distinct health_status) from public.clients", 3)]
    [InlineData("select count(distinct stage_purpose) from public.client_overview", 7)]
    [InlineData("select count(distinct status) from public.alerts", 3)]
    [InlineData("select count(distinct type) from public.communications", 5)]
    [InlineData("select count(distinct type) from public.agency_cartridges", 4)]
    [InlineData("select count(*) from storage.buckets join atrium.blobs using (agency_id)", 8)]
    public async Task It_has_what_the_screens_need(string query, long expected) =>
        Assert.Equal(expected, await demo.Database.ScalarAsync<long>(query));

    [Fact]
    public async Task It_tells_of_eighteen_months_and_of_nothing_to_come()
    {
        var span = await demo.Database.ScalarAsync<int>(
            """select extract(day from max("timestamp") - min("timestamp"))::int from public.communications""");
        var later = await demo.Database.ScalarAsync<long>(
            """select count(*) from public.communications where "timestamp" >= $1::date""", DemoDatabase.AsOf);
        var count = await demo.Database.ScalarAsync<long>("select count(*) from public.communications");

        Assert.InRange(span, 530, 550);
        Assert.Equal(0, later);
        Assert.InRange(count, 6_000, 14_000);
    }

    [Fact]
    public async Task Few_texts_are_alike()
    {
        var share = await demo.Database.ScalarAsync<decimal>(
            "select round(100.0 * count(distinct body) / count(*)) from public.communications where type = 'email'");

        Assert.InRange(share, 90, 100);
    }

    [Fact]
    public async Task Every_account_has_the_password_and_a_membership()
    {
        foreach (var account in DemoData.Accounts)
        {
            var fits = await demo.Database.ScalarAsync<bool>(
                """
                select extensions.crypt($2, u.encrypted_password) = u.encrypted_password
                  and u.email_confirmed_at is not null
                  and exists (select from public.memberships m join public.agencies a on a.id = m.agency_id
                    where m.user_id = u.id and a.name = $3 and m.role = $4)
                from auth.users u where u.email = $1::extensions.citext
                """, account.Email, account.Password, account.Agency, account.Role);

            Assert.True(fits, account.Email);
        }
    }

    [Fact]
    public async Task What_waits_for_a_reply_is_what_the_trigger_would_find()
    {
        var before = await DemoDatabase.ChecksumsOfSeed;

        await demo.Database.ExecuteAsync(
            """
            select atrium.recount_threads(array_agg(client_id), array_agg(thread_key), '{}') from public.communications
            """);

        Assert.Equal(before["communications"], (await DemoDatabase.ChecksumsAsync(demo.Database))["communications"]);
    }

    [Fact]
    public async Task Its_history_ends_in_the_present() => Assert.Equal(0, await demo.Database.ScalarAsync<long>(
        """
        select count(*) from public.clients c join public.client_stages s on s.id = c.stage_id
        left join atrium.clients_at(clock_timestamp()) x on x.client_id = c.id
        where (x.status, x.health, x.purpose, x.entered_at)
          is distinct from (c.status::text, c.health_status::text, s.purpose::text, c.stage_entered_at)
        """));

    [Theory]
    [InlineData("owner", 35, true)]
    [InlineData("admin", 35, true)]
    [InlineData("leadership", 35, true)]
    [InlineData("finance", 35, true)]
    [InlineData("pm", 35, true)]
    [InlineData("account", 35, true)]
    [InlineData("creative", 35, true)]
    [InlineData("agent", 35, true)]
    [InlineData("member", 3, true)]
    [InlineData("customer", 1, false)]
    public async Task Everybody_has_something_to_see(string role, long clients, bool alerts)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        Assert.Equal(clients, await caller.ScalarAsync<long>("select count(*) from public.client_overview"));
        Assert.True(await caller.ScalarAsync<long>("select count(*) from public.communications") > 20);
        Assert.True(await caller.ScalarAsync<long>("select count(*) from public.documents") > 3);
        Assert.True(await caller.ScalarAsync<long>("select count(*) from public.client_contacts") > 1);
        Assert.Equal(alerts, await caller.ScalarAsync<long>("select count(*) from public.alerts") > 0);
    }

    [Fact]
    public async Task The_triggers_are_on_again() => Assert.Equal(0, await demo.Database.ScalarAsync<long>(
        "select count(*) from pg_trigger where tgenabled = 'D'"));
}
