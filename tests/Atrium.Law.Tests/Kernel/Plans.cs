namespace Atrium.Law.Tests.Kernel;

/// <summary>
/// The plans of everyday queries over 100,000 and more rows of other agencies: an index serves each, and no policy is a
/// hashed subplan. A small table would hide both.
/// </summary>
public sealed class Plans(CrowdedDatabase crowd) : IClassFixture<CrowdedDatabase>
{
    [Theory]
    [InlineData("owner", "select * from public.clients order by name limit 25")]
    [InlineData("owner", "select count(*) from public.clients")]
    [InlineData("owner", "select * from public.memberships limit 25")]
    [InlineData("owner", "select * from public.users limit 25")]
    [InlineData("owner", "select * from public.audit_logs order by created_at desc limit 50")]
    [InlineData("owner", "select count(*) from public.communications")]
    [InlineData("agent", "select * from public.communications where client_id = '{0}' order by timestamp desc limit 9")]
    [InlineData("agent", "select * from public.communications order by timestamp desc limit 50")]
    [InlineData("member", "select * from public.communications order by timestamp desc limit 50")]
    [InlineData("customer", "select * from public.communications order by timestamp desc limit 50")]
    [InlineData("customer", "select * from public.clients")]
    [InlineData("owner", "update public.communications set subject = 'x' where client_id = '{0}'")]
    [InlineData("owner", "delete from public.clients where id = '{0}'")]
    public async Task An_index_serves_it_and_no_subplan_is_hashed(string role, string sql)
    {
        await using var session = await crowd.Law.SuperuserAsync();
        var client = await session.OneAsync<Guid>("select id from public.clients where name = 'Alder One'");
        await session.RunAsync(
            "begin", $"select tests.become('{await crowd.Law.PersonAsync($"{role}@alder.test")}',"
                + $" '{await crowd.Law.AgencyAsync("Alder")}')");

        var plan = string.Join('\n', await session.TextsAsync(
            "explain (costs off) " + sql.Replace("{0}", client.ToString(), StringComparison.Ordinal)));

        Assert.DoesNotMatch("Seq Scan on (communications|clients|memberships|users|audit_logs)", plan);
        Assert.DoesNotContain("hashed SubPlan", plan, StringComparison.Ordinal);
    }
}
