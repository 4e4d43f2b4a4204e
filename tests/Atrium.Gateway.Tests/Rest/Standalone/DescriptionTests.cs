using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atrium.Gateway.Tests.Rest.Standalone;

/// <summary>What the root says of a database.</summary>
public sealed class DescriptionTests(MarketHost market) : IClassFixture<MarketHost>
{
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    const string InQuery = "paths|/rpc/open|get|parameters";

    [Theory]
    [InlineData("info|title", "\"Market\"")]
    [InlineData("info|description", "\"Stalls and who keeps them.\\nOpen on Saturdays.\"")]
    [InlineData("host", "\"market.example:443\"")]
    [InlineData("schemes", "[\"https\"]")]
    [InlineData("basePath", "\"/data\"")]
    [InlineData("security", "[{\"JWT\":[]}]")]
    [InlineData("securityDefinitions|JWT|name", "\"Authorization\"")]
    public async Task The_head_names_the_schema_and_its_address(string path, string expected) =>
        Assert.Equal(expected, await DescribedAsync(path));

    [Theory]
    [InlineData("season",
        """{"format":"market.season","type":"string","enum":["spring","autumn"],"default":"spring"}""")]
    [InlineData("tags", """{"format":"text[]","type":"array","items":{"type":"string"}}""")]
    public async Task Columns_have_their_types(string column, string expected) =>
        Assert.Equal(expected, await DescribedAsync($"definitions|stalls|properties|{column}"));

    [Fact]
    public async Task A_key_to_a_hidden_table_is_told_as_one_to_its_view()
    {
        var told = await DescribedAsync("definitions|stalls|properties|keeper_id|description");

        Assert.Equal(
            "\"Who keeps it.\\n\\nNote:\\nThis is a Foreign Key to `keepers.id`.<fk table='keepers' column='id'/>\"",
            told);
    }

    [Theory]
    [InlineData($"{InQuery}|0",
        """{"name":"season","in":"query","required":true,"format":"season","type":"string"}""")]
    [InlineData($"{InQuery}|1",
        """{"name":"days","in":"query","required":false,"format":"integer","type":"integer"}""")]
    [InlineData("paths|/rpc/joined|get|parameters|0|collectionFormat", "\"multi\"")]
    [InlineData("paths|/rpc/joined|get|parameters|0|items", """{"format":"text","type":"string"}""")]
    [InlineData("paths|/rpc/joined|post|parameters|1", """{"$ref":"#/parameters/preferParams"}""")]
    public async Task Functions_have_their_parameters(string path, string expected) =>
        Assert.Equal(expected, await DescribedAsync(path));

    async Task<string?> DescribedAsync(string path)
    {
        var at = JsonNode.Parse((await market.GetAsync("/")).Body);
        foreach (var step in path.Split('|'))
        {
            at = at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : at?[step];
        }

        return at?.ToJsonString(Relaxed);
    }
}
