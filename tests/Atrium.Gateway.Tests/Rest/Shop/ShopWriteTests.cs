namespace Atrium.Gateway.Tests.Rest.Shop;

/// <summary>Writes, calls, forms and tokens of the standalone server, which rolls each write back.</summary>
public sealed class ShopWriteTests(ShopHost shop) : IClassFixture<ShopHost>
{
    const string Whole = "Prefer: return=representation";

    [Theory]
    [InlineData("PATCH", "/toys?order=id.desc&limit=1&select=id", """{"price":9}""", 200, """[{"id":4}]""")]
    [InlineData("DELETE", "/kit_toys?order=pieces&limit=2&offset=1&select=pieces", null, 200,
        """[{"pieces":2},{"pieces":4}]""")]
    [InlineData("PUT", "/makers?id=eq.2", """[{"id":2,"name":"Cox"},{"id":3,"name":"-"}]""", 200,
        """[{"id":2,"name":"Cox"}]""")]
    [InlineData("PATCH", "/toys", "{}", 200, "[]")]
    [InlineData("POST", "/toys?select=name,made_by(name)", """{"id":9,"name":"drum","maker_id":2}""", 201,
        """[{"name":"drum","made_by":{"name":"Carr"}}]""")]
    [InlineData("POST", "/slips?select=note", "[{},{}]", 201, """[{"note":"-"},{"note":"-"}]""")]
    [InlineData("PATCH", "/makers?select=id,motto", "{}", 200, "[]")]
    [InlineData("POST", "/makers", "7", 201, "[]")]
    public async Task Writes_are_answered_as_the_original_does(
        string method, string path, string? body, int status, string expected)
    {
        var reply = await shop.SendAsync(method, path, body, Whole);

        Assert.Equal((status, expected), (reply.Code, reply.Json));
    }

    [Fact]
    public async Task A_new_row_without_a_part_of_its_key_is_found_by_that()
    {
        var reply = await shop.SendAsync("POST", "/gifts", """{"id":9}""", "Prefer: return=headers-only");

        Assert.Equal((201, "/gifts?id=eq.9&toy_id=is.null"), (reply.Code, reply.Headers["Location"]));
    }

    [Fact]
    public async Task A_limit_without_an_order_is_refused()
    {
        var reply = await shop.SendAsync("PATCH", "/toys?limit=1", """{"price":9}""");

        Assert.Equal((400, "PGRST109"), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task What_was_preferred_and_taken_is_told_in_its_order()
    {
        var reply = await shop.SendAsync(
            "POST", "/makers", """{"id":8,"name":"Eck"}""",
            "Prefer: handling=strict, tx=rollback, count=exact, return=headers-only, resolution=ignore-duplicates");

        Assert.Equal(
            "resolution=ignore-duplicates, return=headers-only, count=exact, tx=rollback, handling=strict",
            reply.Headers["Preference-Applied"]);
        Assert.Equal(("/makers?id=eq.8", "*/1"), (reply.Headers["Location"], reply.Range));
    }

    [Theory]
    [InlineData("/rpc/hello?name=x&name=you", "\"Hello, you\"")]
    [InlineData("/rpc/asked?setting=request.jwt.claims&name=role", "\"anon\"")]
    public async Task Calls_are_answered(string path, string expected) =>
        Assert.Equal(expected, (await shop.GetAsync(path)).Body);

    [Fact]
    public async Task What_one_value_affects_is_not_counted()
    {
        var reply = await shop.GetAsync("/rpc/hello?name=x", "Prefer: handling=strict, max-affected=1");

        Assert.Equal((400, "PGRST128"), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task A_body_of_text_goes_whole_to_the_one_parameter()
    {
        var reply = await shop.SendAsync("POST", "/rpc/raw", "loud", "Content-Type: text/plain");

        Assert.Equal("\"LOUD\"", reply.Body);
    }

    [Fact]
    public async Task A_domain_named_like_a_form_makes_it()
    {
        var made = await shop.GetAsync("/rpc/label?id=1", "Accept: text/plain");
        var none = await shop.GetAsync("/rpc/hello?name=x", "Accept: text/plain");

        Assert.Equal(("kite", "text/plain; charset=utf-8"), (made.Body, made.Headers["Content-Type"]));
        Assert.Equal((406, "PGRST107"), (none.Code, none.Error));
    }

    [Fact]
    public async Task The_planner_is_asked_where_its_guess_is_wanted()
    {
        var plan = await shop.GetAsync("/toys?id=eq.1", "Accept: application/vnd.pgrst.plan+json; options=verbose");
        var count = await shop.GetAsync("/toys?id=eq.1", "Prefer: count=planned");

        Assert.StartsWith("application/vnd.pgrst.plan+json; for=\"application/json\"; options=verbose",
            plan.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("0-0/1", count.Range);
    }

    [Fact]
    public async Task The_token_says_who_calls()
    {
        var person = await shop.GetAsync("/hidden", ShopHost.Bearer("""{"role":"authenticated"}"""));
        var expired = await shop.GetAsync("/hidden", ShopHost.Bearer("""{"role":"authenticated","exp":1}"""));
        var forged = await shop.GetAsync("/hidden", ShopHost.Bearer("""{"role":"authenticated"}""") + "A");

        Assert.Equal((200, "[]"), (person.Code, person.Body));
        Assert.Equal((401, "PGRST303"), (expired.Code, expired.Error));
        Assert.Equal((401, "PGRST301"), (forged.Code, forged.Error));
    }

    [Fact]
    public async Task What_runs_before_a_request_may_refuse_it()
    {
        var reply = await shop.GetAsync("/toys", ShopHost.Bearer("""{"role":"authenticated","banned":"yes"}"""));

        Assert.Equal(
            """{"code":"P0001","details":null,"hint":"Ask the keeper","message":"You are banned"}""", reply.Body);
    }
}
