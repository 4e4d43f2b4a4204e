namespace Atrium.Gateway.Tests.Rest.Shop;

/// <summary>What a client of PostgREST gets from the standalone server.</summary>
public sealed class ShopTests(ShopHost shop) : IClassFixture<ShopHost>
{
    [Theory]
    [InlineData("/toys?select=id,makers(name)&id=eq.1", """[{"id":1,"makers":{"name":"Bohm"}}]""")]
    [InlineData("/toys?select=id,maker(name)&id=eq.1", """[{"id":1,"maker":{"name":"Bohm"}}]""")]
    [InlineData("/toys?select=id,maker_id(name)&id=eq.1", """[{"id":1,"maker_id":{"name":"Bohm"}}]""")]
    [InlineData("/toys?select=id,...makers(by:name)&id=in.(1,4)&order=id",
        """[{"id":1,"by":"Bohm"},{"id":4,"by":null}]""")]
    [InlineData("/makers?select=name,...toys(toy:name)&id=lt.3&order=name",
        """[{"name":"Bohm","toy":["kite","top"]},{"name":"Carr","toy":["yo-yo"]}]""")]
    [InlineData("/kits?select=name,...toys(toy:name,...makers(by:name))&toys.order=id&id=eq.1",
        """[{"name":"rain","toy":["top","yo-yo"],"by":["Bohm","Carr"]}]""")]
    [InlineData("/makers?select=name,...toys(toy:name,...kits(kit:name))&toys.order=id&toys.kits.order=id&order=id",
        """
        [{"name":"Bohm","toy":["kite","top"],"kit":[["sun"],["rain","sun"]]},
        {"name":"Carr","toy":["yo-yo"],"kit":[["rain","sun"]]},{"name":"Dahl","toy":[],"kit":[]}]
        """)]
    [InlineData("/makers?select=name,...toys!inner(id,makers(name))&toys.order=price&id=neq.2",
        """[{"name":"Bohm","id":[2,1],"makers":[{"name":"Bohm"},{"name":"Bohm"}]}]""")]
    [InlineData("/makers?select=maker:name,...toys(*)&toys=is.null",
        """[{"maker":"Dahl","id":[],"name":[],"price":[],"maker_id":[],"facts":[]}]""")]
    [InlineData("/makers?select=name,...toys(),toys(kits())&id=eq.1", """[{"name":"Bohm"}]""")]
    [InlineData("/toys?select=id,makers(by:name)&order=makers(by).desc.nullslast,id&makers.id=gt.1",
        """[{"id":3,"makers":{"by":"Carr"}},{"id":1,"makers":null},{"id":2,"makers":null},{"id":4,"makers":null}]""")]
    [InlineData("/toys?select=...makers(name),total:price.sum()::text&maker_id=not.is.null&order=makers(name)",
        """[{"name":"Bohm","total":"6.50"},{"name":"Carr","total":"3.25"}]""")]
    [InlineData("/makers?select=id,made:toys(id)&id=eq.1&toys.order=id.desc",
        """[{"id":1,"made":[{"id":2},{"id":1}]}]""")]
    [InlineData("/kits?select=name,toys()&toys=is.null", """[{"name":"none"}]""")]
    [InlineData("/toys?select=facts->size->>-1&id=eq.1", """[{"size":"4"}]""")]
    [InlineData("/toys?select=id&and=( id.gt.1 , or ( id.eq.2 , name.eq.ball))&order=id",
        """[{"id":2},{"id":4}]""")]
    [InlineData("/toys?select=id&name=in.(\")", "[]")]
    [InlineData("/toys?select=id&id=in.(  )", "[]")]
    [InlineData("/kits?select=name,kit_toys(toys(makers()))&id=eq.1", """[{"name":"rain"}]""")]
    [InlineData("/toys?select=id,makers(name)&id=eq.1&makers.offset=1", """[{"id":1,"makers":null}]""")]
    [InlineData("/toys?select=id,makers(name)&id=eq.1&makers.limit=0", """[{"id":1,"makers":null}]""")]
    [InlineData("/rpc/parcels_above?grams=0&select=id,is_heavy&is_heavy=is.true", """[{"id":2,"is_heavy":true}]""")]
    [InlineData("/rpc/spots?select=at->x&at->y=gt.4", """[{"x":5}]""")]
    public async Task Reads_are_answered_as_the_original_does(string path, string expected)
    {
        var reply = await shop.GetAsync(path);

        Assert.Equal((200, expected.ReplaceLineEndings("")), (reply.Code, reply.Json));
    }

    [Theory]
    [InlineData("/swaps?select=makers(*)", 300, "PGRST201")]
    [InlineData("/makers?select=*,toys(*)&order=toys(id)", 400, "PGRST118")]
    [InlineData("/makers?select=name,...toys(price.sum())", 400, "PGRST127")]
    [InlineData("/makers?select=name,...toys(...makers(count()))", 400, "PGRST127")]
    [InlineData("/toys?limit=-1", 416, "PGRST103")]
    [InlineData("/toys?order=id.ac", 400, "PGRST100")]
    [InlineData("/toyz", 404, "PGRST205")]
    [InlineData("/kits?select=kit_toys(toys(id))&kit_toys.toyz.id=eq.1", 400, "PGRST108")]
    [InlineData("/hidden", 401, "42501")]
    [InlineData("/rpc/hello?nam=x", 404, "PGRST202")]
    [InlineData("/rpc/teapot", 418, "T")]
    public async Task Refusals_are_those_of_the_original(string path, int status, string code)
    {
        var reply = await shop.GetAsync(path);

        Assert.Equal((status, code), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task An_order_that_does_not_parse_is_told_where()
    {
        var reply = await shop.GetAsync("/toys?order=id.descc");

        Assert.Equal(
            """{"code":"PGRST100","details":"unexpected 'c' expecting delimiter (.), \",\" or end of input","""
                + "\"hint\":null,\"message\":\"\\\"failed to parse order (id.descc)\\\" (line 1, column 8)\"}",
            reply.Body);
    }

    [Fact]
    public async Task Likely_names_are_hinted()
    {
        var table = await shop.GetAsync("/toyz");
        var call = await shop.GetAsync("/rpc/hello?nam=x");

        Assert.Contains("Perhaps you meant the table 'shop.toys'", table.Body, StringComparison.Ordinal);
        Assert.Contains("Perhaps you meant to call the function shop.hello(name)", call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_likely_where_only_a_hidden_junction_relates()
    {
        var reply = await shop.GetAsync("/toy_boxes?select=toys(name)");

        Assert.Equal("PGRST200", reply.Error);
        Assert.Contains("\"hint\":null", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("toys()&toys.id=eq.1&or=(toys.not.is.null,name.eq.rain)", "0-0/2")]
    [InlineData("toys!inner(makers!inner())&toys.makers.name=eq.Carr", "0-0/2")]
    [InlineData("toys()&toys=is.null", "0-0/1")]
    public async Task Rows_are_counted_by_the_rows_related_to_them(string embed, string range)
    {
        var reply = await shop.GetAsync($"/kits?select=name,{embed}&limit=1", "Prefer: count=exact");

        Assert.Equal(range, reply.Range);
    }

    [Fact]
    public async Task Errors_pass_as_PostgreSQL_words_them()
    {
        var reply = await shop.SendAsync("POST", "/makers", """{"id":9,"name":"Carr"}""");

        Assert.Equal(409, reply.Code);
        Assert.Contains("\"details\":\"Key (name)=(Carr) already exists.\"", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/*", 200, "application/openapi+json; charset=utf-8")]
    [InlineData("application/json", 200, "application/json; charset=utf-8")]
    [InlineData("text/csv", 406, "application/json; charset=utf-8")]
    public async Task The_root_is_described_in_the_form_asked_for(string accept, int status, string type)
    {
        var reply = await shop.GetAsync("/", "Accept: " + accept);

        Assert.Equal((status, type), (reply.Code, reply.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_schema_is_chosen_by_its_profile()
    {
        var other = await shop.GetAsync("/toys", "Accept-Profile: depot");
        var none = await shop.GetAsync("/toys", "Accept-Profile: cellar");

        Assert.Equal(("""[{"id":7,"shelf":"A"}]""", "depot"), (other.Json, other.Headers["Content-Profile"]));
        Assert.Equal((406, "PGRST106"), (none.Code, none.Error));
    }
}
