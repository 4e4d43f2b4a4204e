using Atrium.Testing;

namespace Atrium.Law.Tests.Kernel;

/// <summary>What must hold when many requests try the same at once.</summary>
public sealed class Races(LawDatabase law) : IClassFixture<LawDatabase>
{
    [Fact]
    public async Task Of_owners_who_all_leave_at_once_one_stays()
    {
        var owners = await OwnersAsync("Leaving", 6);

        var refusals = await Task.WhenAll(owners.Select(owner => owner.RefusalAsync("select public.leave_agency()")));

        Assert.Equal(5, refusals.Count(refusal => refusal is null));
        Assert.Single(refusals, "ATLST");
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_leave_one_owner()
    {
        var agency = await MakeAsync("Duel", "first@duel.test", "second@duel.test");
        var first = await law.PersonAsync("first@duel.test");
        var second = await law.PersonAsync("second@duel.test");

        var refusals = await Task.WhenAll(
            law.Database.As(first, agency).RefusalAsync("select public.set_member_role($1, 'pm')", second),
            law.Database.As(second, agency).RefusalAsync("select public.set_member_role($1, 'pm')", first));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(1, await OwnersLeftAsync(agency));
    }

    [Fact]
    public async Task Direct_updates_that_demote_every_owner_at_once_leave_one()
    {
        var addresses = Enumerable.Range(1, 5).Select(number => $"owner{number}@direct.test").ToArray();
        var agency = await MakeAsync("Direct", addresses);
        var operators = law.Database.As("service_role");

        var refusals = await Task.WhenAll(addresses.Select(address => operators.RefusalAsync(
            """
            update public.memberships set role = 'pm'
            where agency_id = $1 and user_id = (select id from public.users where email::text = $2)
            """,
            agency, address)));

        Assert.Single(refusals, "ATLST");
        Assert.Equal(1, await OwnersLeftAsync(agency));
    }

    [Fact]
    public async Task An_invitation_lets_one_of_20_parallel_requests_in()
    {
        var owner = await law.AsAsync("owner");
        var token = await owner.ScalarAsync<string>("select token from public.invite_member('guest@race.test', 'pm')");
        await law.Database.ExecuteAsync("select tests.create_user('guest@race.test')");
        var guest = law.Database.As(await law.PersonAsync("guest@race.test"));

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => guest.RefusalAsync("select public.accept_invitation($1)", token)));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(19, refusals.Count(refusal => refusal == "ATEXP"));
    }

    [Fact]
    public async Task Of_parallel_invitations_of_one_address_one_is_sent()
    {
        var owner = await law.AsAsync("owner");

        var refusals = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => owner.RefusalAsync(
            "select public.invite_member($1, 'pm')", number % 2 == 0 ? "many@race.test" : "MANY@Race.test")));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.Equal(9, refusals.Count(refusal => refusal == "ATDUP"));
    }

    async Task<IReadOnlyList<AsCaller>> OwnersAsync(string name, int count)
    {
        var addresses = Enumerable.Range(1, count).Select(number => $"owner{number}@{name}.test").ToArray();
        var agency = await MakeAsync(name, addresses);
        List<AsCaller> owners = [];
        foreach (var address in addresses)
        {
            owners.Add(law.Database.As(await law.PersonAsync(address), agency));
        }

        return owners;
    }

    async Task<Guid> MakeAsync(string name, params string[] owners)
    {
        var agency = await law.Database.ScalarAsync<Guid>("select tests.create_agency($1)", name);
        foreach (var address in owners)
        {
            await law.Database.ExecuteAsync(
                "select tests.add_member($1, tests.create_user($2), 'owner')", agency, address);
        }

        return agency;
    }

    Task<long> OwnersLeftAsync(Guid agency) => law.Database.ScalarAsync<long>(
        "select count(*) from public.memberships where agency_id = $1 and role = 'owner'", agency);
}
