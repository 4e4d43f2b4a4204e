using Atrium.Law.Tests.Kernel;

namespace Atrium.Law.Tests.Clients;

/// <summary>The newest rows of a whole agency come off an index in their order, beside 150,000 rows of
/// others.</summary>
public sealed class NewestLists(CrowdedDatabase crowd) : IClassFixture<CrowdedDatabase>
{
    [Theory]
    [InlineData("communications", "timestamp")]
    [InlineData("alerts", "created_at")]
    [InlineData("documents", "created_at")]
    public async Task The_index_of_the_agency_serves_the_list_without_a_sort(string table, string order)
    {
        await using var session = await crowd.Law.SuperuserAsync();
        await session.RunAsync(
            "begin", $"select tests.become('{await crowd.Law.PersonAsync("account@alder.test")}',"
                + $" '{await crowd.Law.AgencyAsync("Alder")}')", "call atrium.read_newest()");

        var plan = string.Join('\n', await session.TextsAsync(
            $"""
            explain (costs off) select * from public.{table}
            where atrium.list_key(client_id) = (select atrium.current_list_key()) order by "{order}" desc limit 50
            """));

        Assert.Contains($"Index Scan using {table}_newest_of_agency", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("hashed SubPlan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_takes_no_row_away()
    {
        foreach (var role in new[] { "owner", "member", "customer" })
        {
            var caller = await crowd.Law.AsAsync(role);

            Assert.Equal(0, await caller.ScalarAsync<long>(
                """
                select count(*) from public.communications
                where atrium.list_key(client_id) is distinct from (select atrium.current_list_key())
                """));
        }
    }
}
