using System.Text;
using Atrium.Gateway.Rest;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Running;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;
using Atrium.Testing;

namespace Atrium.Gateway.Tests.Rest;

public sealed class ListKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    const string Key = "atrium.list_key(\"documents\".client_id) = (select atrium.current_list_key())";

    [Theory]
    [InlineData("?order=created_at.desc", true)]
    [InlineData("?order=created_at.desc,id&limit=50&type=eq.brief", true)]
    [InlineData("?order=created_at.desc&select=name,clients!inner(name)", true)]
    [InlineData("?order=created_at.desc&or=(client_id.eq.x,name.eq.y)", true)]
    [InlineData("?order=created_at.desc&client_id=not.eq.x", true)]
    [InlineData("?order=created_at.desc&client_id=eq.x", false)]
    [InlineData("?order=created_at.desc&client_id=in.(x,y)", false)]
    [InlineData("?order=created_at.desc&and=(client_id.eq.x,name.eq.y)", false)]
    [InlineData("?order=created_at.desc&id=eq.x", false)]
    [InlineData("?order=created_at", false)]
    [InlineData("?order=created_at.desc.nullslast", false)]
    [InlineData("?order=name,created_at.desc", false)]
    [InlineData("?select=count()&order=created_at.desc", false)]
    [InlineData("", false)]
    public async Task A_list_of_the_agency_uses_its_index(string query, bool uses)
    {
        var sql = await SqlAsync(query, CallerRole.Authenticated);

        Assert.Equal(uses, sql.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_the_agency_answers()
    {
        await using var door = new TenantDoor(database.GatewayConnectionString, new TenantDoorOptions());
        var catalogue = await CatalogueLoader.LoadAsync(door, ["public"], TestContext.Current.CancellationToken);
        var request = Request("?order=created_at.desc", CallerRole.Authenticated);
        var plan = Planner.Plan(catalogue, request, new RestOptions());

        var result = await Runner.RunAsync(
            door, plan, request, new RestOptions(), TestContext.Current.CancellationToken);

        Assert.Equal("documents", plan.Newest);
        Assert.Equal((0, "[]"), (result.Page, Encoding.UTF8.GetString(result.Body)));
    }

    [Fact]
    public async Task The_service_role_has_no_agency_to_list()
    {
        var sql = await SqlAsync("?order=created_at.desc", CallerRole.Service);

        Assert.DoesNotContain("list_key", sql, StringComparison.Ordinal);
    }

    async Task<string> SqlAsync(string query, CallerRole role)
    {
        await using var door = new TenantDoor(database.GatewayConnectionString, new TenantDoorOptions());
        var catalogue = await CatalogueLoader.LoadAsync(door, ["public"], TestContext.Current.CancellationToken);
        return Planner.Plan(catalogue, Request(query, role), new RestOptions()).Sql.Sql;
    }

    static RestRequest Request(string query, CallerRole role) =>
        Request("documents", query, new Caller(role, "{}", "r"));

    internal static RestRequest Request(string table, string query, Caller caller) => new()
    {
        Method = "GET",
        Schema = "public",
        Target = table,
        IsCall = false,
        Query = QueryParser.Parse(query, false),
        Preferences = Preferences.None,
        Accepted = MediaTypes.Accepted(null),
        BodyType = "",
        Payload = Payload.None,
        Caller = caller,
        Limit = 25,
        Offset = 0,
    };
}
