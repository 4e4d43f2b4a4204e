namespace Atrium.Law.Tests.Kernel;

/// <summary>What atrium.enter makes of claims, and that it looks anew with every transaction.</summary>
public sealed class Entering(LawDatabase law) : IClassFixture<LawDatabase>
{
    const string Agencies = "select count(*) from public.agencies";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"role":"authenticated"}""")]
    [InlineData("""{"role":"authenticated","sub":"nobody"}""")]
    [InlineData("""{"role":"authenticated","sub":"00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("""{"role":"authenticated","sub":{"id":1},"agency_id":[]}""")]
    [InlineData("""{"role":"authenticated","sub":"' or true --","agency_id":"' or true --"}""")]
    public async Task Claims_of_nobody_are_nobody_and_no_error(string claims)
    {
        var caller = law.Database.As("authenticated", claims);

        Assert.Equal(0, await caller.ScalarAsync<long>(Agencies));
    }

    [Fact]
    public async Task A_role_in_the_claims_is_not_believed()
    {
        var claims = $$"""
            {"role":"authenticated","sub":"{{await law.PersonAsync("agent@alder.test")}}",
             "agency_id":"{{await law.AgencyAsync("Alder")}}","agency_role":"owner","rights":"agencies:update"}
            """;

        var role = await law.Database.As("authenticated", claims)
            .ScalarAsync<string>("select atrium.current_agency_role()");

        Assert.Equal("agent", role);
    }

    [Fact]
    public async Task Another_agency_in_the_claims_lets_nobody_in()
    {
        var caller = law.Database.As(await law.PersonAsync("owner@alder.test"), await law.AgencyAsync("Birch"));

        Assert.Equal(0, await caller.ScalarAsync<long>(Agencies));
    }

    [Fact]
    public async Task Settings_end_with_the_transaction()
    {
        var person = await law.PersonAsync("owner@alder.test");
        await using var connection = await law.Database.Gateway.OpenConnectionAsync(
            TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();

        command.CommandText = $$"""
            begin; select atrium.enter('{"sub":"{{person}}","role":"authenticated"}'); commit;
            """;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        command.CommandText = """
            begin; set local role authenticated;
            select count(*) + length(current_setting('atrium.agency_id', true)) from public.agencies
            """;
        var left = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0L, left);
    }

    [Fact]
    public async Task Suspended_demoted_or_removed_holds_with_the_next_transaction()
    {
        var owner = await law.AsAsync("owner", "Birch");
        var person = await law.PersonAsync("finance@birch.test");
        var member = await law.AsAsync("finance", "Birch");
        Assert.Equal(1, await member.ScalarAsync<long>(Agencies));

        await owner.ExecuteAsync("select public.set_member_role($1, 'creative')", person);
        Assert.Equal("creative", await member.ScalarAsync<string>("select atrium.current_agency_role()"));
        await owner.ExecuteAsync("select public.suspend_member($1)", person);
        Assert.Equal(0, await member.ScalarAsync<long>(Agencies));
        await owner.ExecuteAsync("select public.restore_member($1)", person);
        Assert.Equal(1, await member.ScalarAsync<long>(Agencies));
        await owner.ExecuteAsync("select public.remove_member($1)", person);
        Assert.Equal(0, await member.ScalarAsync<long>(Agencies));
    }

    [Fact]
    public async Task A_revoked_session_is_nobody_with_the_next_transaction()
    {
        var person = await law.PersonAsync("pm@alder.test");
        var session = await law.Database.ScalarAsync<Guid>(
            "insert into auth.sessions (id, user_id) values (gen_random_uuid(), $1) returning id", person);
        var caller = law.Database.As(person, await law.AgencyAsync("Alder"), session);
        Assert.Equal(1, await caller.ScalarAsync<long>(Agencies));

        await caller.ExecuteAsync("select public.revoke_session($1)", session);

        Assert.Equal(0, await caller.ScalarAsync<long>(Agencies));
    }

    [Fact]
    public async Task A_caller_cannot_enter_by_itself()
    {
        var caller = law.Database.As("authenticated");

        var refusal = await caller.RefusalAsync("select atrium.enter('{}'::jsonb)");

        Assert.Equal("42501", refusal);
    }
}
