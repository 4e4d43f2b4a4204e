namespace Atrium.Gateway.Tests.Rest.Shop;

/// <summary>Domains whose casts say how their values are shown, compared and sent.</summary>
public sealed class RepresentationTests(ShopHost shop) : IClassFixture<ShopHost>
{
    [Theory]
    [InlineData("/parcels?select=id,weight&id=eq.1", """[{"id":1,"weight":"0.25 kg"}]""")]
    [InlineData("/parcels?id=eq.2", """[{"id":2,"weight":"1.5 kg","toy_id":2}]""")]
    [InlineData("/parcels?select=w:weight::text&id=eq.1", """[{"w":"\"0.25 kg\""}]""")]
    [InlineData("/parcels?select=*&id=eq.3", """[{"id":3,"weight":null,"toy_id":2}]""")]
    [InlineData("/toys?select=id,parcels(weight)&id=eq.1", """[{"id":1,"parcels":[{"weight":"0.25 kg"}]}]""")]
    [InlineData("/toys?select=id,parcels(*)&id=eq.1",
        """[{"id":1,"parcels":[{"id":1,"toy_id":1,"weight":"0.25 kg"}]}]""")]
    [InlineData("/parcels?select=id,...toys(name)&weight=not.is.null&order=weight.desc",
        """[{"id":2,"name":"top"},{"id":1,"name":"kite"}]""")]
    [InlineData("/rpc/parcels_above?grams=1000", """[{"id":2,"weight":"1.5 kg","toy_id":2}]""")]
    public async Task Values_are_shown_as_their_domain_says(string path, string expected)
    {
        var reply = await shop.GetAsync(path);

        Assert.Equal((200, expected), (reply.Code, reply.Json));
    }

    [Theory]
    [InlineData("/parcels?select=id&weight=eq.1.5 kg", "[{\"id\":2}]")]
    [InlineData("/parcels?select=id&weight=lt.1", "[{\"id\":1}]")]
    [InlineData("/parcels?select=id&weight=in.(0.25,7)", "[{\"id\":1}]")]
    [InlineData("/parcels?select=id&weight=not.in.(0.25)", "[{\"id\":2}]")]
    [InlineData("/parcels?select=id&weight=eq(any).{0.25,1.5}&order=id", "[{\"id\":1},{\"id\":2}]")]
    [InlineData("/parcels?select=id&or=(weight.gt.1,id.eq.3)&order=id", "[{\"id\":2},{\"id\":3}]")]
    public async Task Conditions_are_read_as_their_domain_says(string path, string expected)
    {
        var reply = await shop.GetAsync(path);

        Assert.Equal((200, expected), (reply.Code, reply.Json));
    }

    [Theory]
    [InlineData("POST", "/parcels", """{"id":9,"weight":"2.5 kg"}""", 201)]
    [InlineData("POST", "/parcels?columns=id,weight", """[{"id":9,"weight":2.5}]""", 201)]
    [InlineData("PATCH", "/parcels?id=eq.3", """{"id":9,"toy_id":null,"weight":"2.5 kg"}""", 200)]
    [InlineData("PUT", "/parcels?id=eq.9", """{"id":9,"weight":"2.5 kg","toy_id":null}""", 201)]
    public async Task What_is_sent_is_read_as_its_domain_says(string method, string path, string body, int status)
    {
        var reply = await shop.SendAsync(method, path, body, "Prefer: return=representation, tx=rollback");

        Assert.Equal((status, """[{"id":9,"weight":"2.5 kg","toy_id":null}]"""), (reply.Code, reply.Json));
    }

    [Theory]
    [InlineData("PUT", "/scales?reach=eq.2", """{"reach":"2 kg","name":"a"}""", """[{"reach":"2 kg","name":"a"}]""")]
    [InlineData("POST", "/scales?columns=reach,name", """[{"name":"a"},{"reach":3}]""",
        """[{"reach":"0.5 kg","name":"a"},{"reach":"3 kg","name":null}]""")]
    public async Task Keys_and_defaults_are_values_too(string method, string path, string body, string expected)
    {
        var reply = await shop.SendAsync(
            method, path, body, "Prefer: return=representation, missing=default, tx=rollback");

        Assert.Equal((201, expected), (reply.Code, reply.Json));
    }

    [Fact]
    public async Task Patterns_are_compared_with_the_value_itself()
    {
        var reply = await shop.GetAsync("/parcels?weight=like.*kg");

        Assert.Equal((404, "42883"), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task Equal_values_are_one_group()
    {
        var reply = await shop.GetAsync("/parcels?select=weight,count()&order=weight");

        Assert.Equal(
            """[{"weight":"0.25 kg","count":1},{"weight":"1.5 kg","count":1},{"weight":null,"count":1}]""",
            reply.Json);
    }
}
