using Atrium.Law.Tests.Kernel;

namespace Atrium.Law.Tests.Clients;

/// <summary>What hangs on a client stays with it, whoever asks: across agencies, and across clients of one.</summary>
public sealed class ClientsApart(LawDatabase law) : IClassFixture<LawDatabase>
{
    public static TheoryData<string> Children { get; } =
        ["communications", "alerts", "documents", "client_contacts", "client_stage_events", "client_state_events"];

    [Theory]
    [MemberData(nameof(Children))]
    public async Task Another_agency_sees_none_of_it(string table)
    {
        var own = await (await law.AsAsync("owner")).ScalarAsync<long>($"select count(*) from public.{table}");
        var foreign = await (await law.AsAsync("owner", "Birch")).ScalarAsync<long>(
            $"select count(*) from public.{table} where client_id = $1", await ClientAsync("Alder One"));

        Assert.NotEqual(0, own);
        Assert.Equal(0, foreign);
    }

    [Theory]
    [InlineData("member")]
    [InlineData("customer")]
    public async Task Who_sees_one_client_sees_nothing_of_the_other(string role)
    {
        var caller = await law.AsAsync(role);
        var other = await ClientAsync("Alder Two");

        Assert.Equal(1, await caller.ScalarAsync<long>("select count(*) from public.clients"));
        foreach (var table in Children.Select(row => row.Data).Append("client_terms").Append("client_access"))
        {
            Assert.Equal(0, await caller.ScalarAsync<long>(
                $"select count(*) from public.{table} where client_id = $1", other));
        }
    }

    [Theory]
    [InlineData("communications", "type", "'call'", "42501")]
    [InlineData("alerts", "title", "'x'", "ATNOF")]
    [InlineData("documents", "name", "'x'", "42501")]
    [InlineData("client_contacts", "name", "'x'", "42501")]
    public async Task A_child_is_neither_put_to_a_foreign_client_nor_moved(
        string table, string column, string value, string refusal)
    {
        var owner = await law.AsAsync("owner");
        var foreign = await ClientAsync("Birch One");

        Assert.Equal(refusal, await owner.RefusalAsync(
            $"insert into public.{table} (client_id, {column}) values ($1, {value})", foreign));
        Assert.Equal("42501", await owner.RefusalAsync($"update public.{table} set client_id = $1", foreign));
        Assert.Equal("ATIMM", await law.Database.As("service_role").RefusalAsync(
            $"update public.{table} set client_id = $1 where client_id = $2", foreign, await ClientAsync("Alder One")));
    }

    [Fact]
    public async Task A_member_who_may_write_one_client_writes_there_and_nowhere_else()
    {
        var member = await law.AsAsync("member");

        Assert.Null(await member.RefusalAsync(
            "insert into public.communications (client_id, type) values ($1, 'note')", await ClientAsync("Alder One")));
        Assert.Equal("42501", await member.RefusalAsync(
            "insert into public.communications (client_id, type) values ($1, 'note')", await ClientAsync("Alder Two")));
    }

    [Fact]
    public async Task References_never_cross_agencies()
    {
        var operators = law.Database.As("service_role");
        var foreigner = await law.PersonAsync("pm@birch.test");
        var client = await ClientAsync("Alder One");

        Assert.Equal("23503", await operators.RefusalAsync(
            "update public.clients set owner_id = $1 where id = $2", foreigner, client));
        Assert.Equal("23503", await operators.RefusalAsync(
            "insert into public.client_access (agency_id, user_id, client_id) values ($1, $2, $3)",
            await law.AgencyAsync("Alder"), foreigner, client));
        Assert.Equal("ATVAL", await operators.RefusalAsync(
            "update public.alerts set assignee_id = $1 where client_id = $2", foreigner, client));
        Assert.Equal("ATIMM", await operators.RefusalAsync(
            "update public.clients set agency_id = $1 where id = $2", await law.AgencyAsync("Birch"), client));
    }

    [Fact]
    public async Task A_contact_user_reads_no_notes_no_alerts_and_no_internal_documents()
    {
        var owner = await law.AsAsync("owner");
        var client = await ClientAsync("Alder One");
        await owner.ExecuteAsync("insert into public.communications (client_id, type) values ($1, 'note')", client);
        await owner.ExecuteAsync("insert into public.documents (client_id, name) values ($1, 'Margins')", client);

        var contact = await law.AsAsync("customer");

        Assert.Equal(0, await contact.ScalarAsync<long>(
            "select count(*) from public.communications where type = 'note'"));
        Assert.Equal(0, await contact.ScalarAsync<long>(
            "select count(*) from public.documents where name = 'Margins'"));
        Assert.Equal(0, await contact.ScalarAsync<long>("select count(*) from public.alerts"));
        Assert.True(await contact.ScalarAsync<long>("select count(*) from public.communications") > 0);
    }

    Task<Guid> ClientAsync(string name) =>
        law.Database.ScalarAsync<Guid>("select id from public.clients where name = $1", name);
}
