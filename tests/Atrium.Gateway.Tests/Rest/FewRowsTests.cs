using System.Text;
using Atrium.Gateway.Rest;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Running;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;
using Atrium.Testing;

namespace Atrium.Gateway.Tests.Rest;

/// <summary>Lists of tickets for who sees few of them, which are looked up, and for who sees all.</summary>
public sealed class FewRowsTests() : CastDatabase("help_desk", ["mine", "ours", "free", "theirs"])
{
    [Theory]
    [InlineData("owner", "Invoice twice,Logo is wrong,Printer on fire,Where is my order")]
    [InlineData("agent", "Invoice twice,Printer on fire,Where is my order")]
    [InlineData("creative", "Logo is wrong,Printer on fire")]
    [InlineData("customer", "Logo is wrong,Printer on fire")]
    [InlineData("member", "")]
    public async Task A_list_has_the_rows_the_caller_sees(string person, string titles)
    {
        await using var door = new TenantDoor(Database.GatewayConnectionString, new TenantDoorOptions());
        var caller = new Caller(
            CallerRole.Authenticated,
            $$"""{"sub":"{{this[person]}}","agency_id":"{{this["a"]}}","role":"authenticated"}""",
            "r");

        Assert.Equal(titles, await TitlesAsync(door, caller, "?select=title&order=updated_at.desc"));
        Assert.Equal("", await TitlesAsync(door, caller, "?select=title&order=updated_at.desc&title=eq.Elsewhere"));
    }

    [Fact]
    public async Task The_ids_of_who_sees_few_take_the_place_of_the_key()
    {
        await using var door = new TenantDoor(Database.GatewayConnectionString, new TenantDoorOptions());

        var nobody = new Caller(CallerRole.Authenticated, "{}", "r");
        var plan = await PlanAsync(door, ListKeyTests.Request("tickets", "?order=updated_at.desc", nobody));

        Assert.Contains("list_key", plan.Sql.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain("few_ids", plan.Sql.Sql, StringComparison.Ordinal);
        Assert.Contains("\"tickets\".id in (select unnest(atrium.few_ids()))", plan.Few?.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain("list_key", plan.Few?.Sql, StringComparison.Ordinal);
    }

    static async Task<string> TitlesAsync(TenantDoor door, Caller caller, string query)
    {
        var request = ListKeyTests.Request("tickets", query, caller);
        var plan = await PlanAsync(door, request);
        var result = await Runner.RunAsync(
            door, plan, request, new RestOptions(), TestContext.Current.CancellationToken);
        using var rows = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetString(result.Body));
        return string.Join(',', rows.RootElement.EnumerateArray()
            .Select(row => row.GetProperty("title").GetString()).Order(StringComparer.Ordinal));
    }

    static async Task<Plan> PlanAsync(TenantDoor door, RestRequest request) => Planner.Plan(
        await CatalogueLoader.LoadAsync(door, ["public"], TestContext.Current.CancellationToken),
        request,
        new RestOptions());
}
