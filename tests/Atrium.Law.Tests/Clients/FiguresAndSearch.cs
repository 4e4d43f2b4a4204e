namespace Atrium.Law.Tests.Clients;

/// <summary>A figure is as long as its list, and a search finds only what the same caller can read.</summary>
public sealed class FiguresAndSearch(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    public static TheoryData<string> Staff { get; } = ["owner", "finance", "pm", "agent", "member"];

    [Theory]
    [MemberData(nameof(Staff))]
    public async Task Each_card_counts_what_its_list_shows(string role)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        var wrong = await caller.ColumnAsync<string>(
            """
            select d.key from public.clients_dashboard() d
            where d.key <> 'avg_install_days' and d.value is distinct from case d.key
              when 'open_alerts' then (select count(*) from public.alerts where status <> 'resolved')
              when 'needs_reply' then (select count(*) from public.communications where needs_reply)
              else (select count(*) from public.clients_of_kpi(d.key)) end
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_demo_has_a_figure_then_and_now_for_every_card()
    {
        var owner = await demo.AsAsync("owner@northlight.test");

        Assert.Equal(7, await owner.ScalarAsync<long>(
            "select count(*) from public.clients_dashboard() where value > 0 and previous is not null"));
    }

    [Fact]
    public async Task Days_add_up_to_the_messages()
    {
        var owner = await demo.AsAsync("owner@northlight.test");

        Assert.Equal(0, await owner.ScalarAsync<long>(
            """
            select (select sum(inbound + outbound) from public.communications_by_day(366))::bigint - count(*)
            from public.communications where direction is not null and timestamp <= now()
              and (timestamp at time zone 'Europe/Berlin')::date > (now() at time zone 'Europe/Berlin')::date - 366
            """));
    }

    [Theory]
    [InlineData("owner", "agency")]
    [InlineData("member", "report")]
    [InlineData("customer", "brand")]
    [InlineData("agent", "budget")]
    public async Task Every_hit_can_be_read_by_the_same_caller(string role, string text)
    {
        var caller = await demo.AsAsync($"{role}@northlight.test");

        var hidden = await caller.ColumnAsync<string>(
            """
            select s.kind || ' ' || s.title from public.search_everything($1, 100) s
            where not exists (
              select from public.clients where s.kind = 'client' and id = s.id union all
              select from public.client_contacts where s.kind = 'contact' and id = s.id union all
              select from public.users where s.kind = 'person' and id = s.id union all
              select from public.alerts where s.kind = 'alert' and id = s.id union all
              select from public.documents where s.kind = 'document' and id = s.id union all
              select from public.communications where s.kind = 'communication' and id = s.id)
            """, text);

        Assert.Empty(hidden);
        Assert.True(await caller.ScalarAsync<long>("select count(*) from public.search_everything($1)", "re") >= 0);
    }

    [Fact]
    public async Task Another_agency_is_never_found()
    {
        var harbour = await demo.AsAsync("owner@harbour.test", "harbour");

        Assert.Equal(0, await harbour.ScalarAsync<long>("select count(*) from public.search_everything('Almfrisch')"));
        Assert.True(await harbour.ScalarAsync<long>("select count(*) from public.search_everything('Anker')") > 0);
    }
}
