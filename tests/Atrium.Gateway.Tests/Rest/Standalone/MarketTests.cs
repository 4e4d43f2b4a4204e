namespace Atrium.Gateway.Tests.Rest.Standalone;

/// <summary>Calls of a market's functions, and the headers of their answers.</summary>
public sealed class MarketTests(MarketHost market) : IClassFixture<MarketHost>
{
    const string Unnamed = "with a single unnamed";

    [Fact]
    public async Task Texts_and_bits_are_as_long_as_they_are_sent()
    {
        var asked = await market.GetAsync("/rpc/labelled?mark=abcd&bits=10101");
        var sent = await market.SendAsync("POST", "/rpc/labelled", """{"mark":"abcd","bits":"10101"}""");

        Assert.Equal(("\"abcd10101\"", "\"abcd10101\""), (asked.Body, sent.Body));
    }

    [Theory]
    [InlineData("text/plain", "x", $"{Unnamed} text parameter, but")]
    [InlineData("text/csv", "a,b\n1,2", "with parameters a, b, but")]
    [InlineData("application/json", "{\"a\":1}", $"with parameter a or {Unnamed} json/jsonb parameter, but")]
    public async Task An_unknown_function_is_told_what_was_searched_for(string type, string body, string expected)
    {
        var reply = await market.SendAsync("POST", "/rpc/read_whol", body, "Content-Type: " + type);

        Assert.Equal((404, "PGRST202"), (reply.Code, reply.Error));
        Assert.Contains(expected, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_names_gets_no_hint()
    {
        var whole = await market.SendAsync("POST", "/rpc/read_whol", "x", "Content-Type: text/plain");
        var named = await market.SendAsync("POST", "/rpc/read_whol", "{}");

        Assert.Contains("\"hint\":null", whole.Body, StringComparison.Ordinal);
        Assert.Contains("market.read_whole", named.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_function_may_name_its_answers_type(string method)
    {
        var reply = await market.SendAsync(method, "/rpc/own_type");

        Assert.Equal((200, "text/stall"), (reply.Code, reply.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("GET", "/stalls")]
    [InlineData("GET", "/")]
    [InlineData("OPTIONS", "/stalls")]
    public async Task Answers_tell_what_they_depend_on_and_how_long_they_took(string method, string path)
    {
        var reply = await market.SendAsync(method, path);

        Assert.Equal("Accept, Prefer, Range", reply.Headers["Vary"]);
        Assert.Matches(
            @"^jwt;dur=\d.*, parse;dur=\d.*, plan;dur=\d.*, transaction;dur=\d.*, response;dur=\d+\.\d+$",
            reply.Headers["Server-Timing"]);
    }
}
