using System.Text.Json.Nodes;

namespace Atrium.Gateway.Tests.Rest;

public sealed class ProtocolTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    [Theory]
    [InlineData("/genres?order=id", "Range: 0-1", 200, "0-1/*")]
    [InlineData("/genres?order=id&limit=2", "Prefer: count=exact", 206, "0-1/3")]
    [InlineData("/genres?order=id&offset=1", "Prefer: count=exact", 206, "1-2/3")]
    [InlineData("/genres", "Prefer: count=exact", 200, "0-2/3")]
    [InlineData("/genres", "Prefer: count=planned", 200, "0-2/3")]
    [InlineData("/genres", "Prefer: count=estimated", 200, "0-2/3")]
    [InlineData("/genres?id=eq.99", "Prefer: count=exact", 200, "*/0")]
    [InlineData("/genres?id=eq.99", "Accept: */*", 200, "*/*")]
    [InlineData("/genres?limit=0", "Prefer: count=exact", 206, "*/3")]
    [InlineData("/books?select=title,covers!inner(colour)", "Prefer: count=exact", 200, "0-0/1")]
    public async Task A_range_is_told(string path, string header, int status, string range)
    {
        var reply = await library.GetAsync(path, header);

        Assert.Equal((status, range), (reply.Code, reply.Range));
    }

    [Theory]
    [InlineData("/genres?offset=9", "Prefer: count=exact", 416, "PGRST103")]
    [InlineData("/genres", "Range: 5-2", 416, "PGRST103")]
    [InlineData("/genres", "Accept: application/vnd.pgrst.object+json", 406, "PGRST116")]
    [InlineData("/genres?id=eq.99", "Accept: application/vnd.pgrst.object+json", 406, "PGRST116")]
    [InlineData("/genres", "Accept: image/png", 406, "PGRST107")]
    [InlineData("/genres", "Accept: application/vnd.pgrst.plan+json", 406, "PGRST107")]
    [InlineData("/genres", "Accept-Profile: atrium", 406, "PGRST106")]
    [InlineData("/genres", "Prefer: handling=strict, whatever=1", 400, "PGRST122")]
    [InlineData("/genre", "Accept: */*", 404, "PGRST205")]
    [InlineData("/a/b", "Accept: */*", 404, "PGRST125")]
    [InlineData("/genres?id=eqx.1", "Accept: */*", 400, "PGRST100")]
    [InlineData("/genres?select=id,", "Accept: */*", 400, "PGRST100")]
    [InlineData("/genres?id=eq.one", "Accept: */*", 400, "22P02")]
    [InlineData("/genres?select=id::no_such", "Accept: */*", 400, "42704")]
    public async Task What_cannot_be_served_is_refused(string path, string header, int status, string code)
    {
        var reply = await library.GetAsync(path, header);

        Assert.Equal((status, code), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task One_row_comes_bare()
    {
        var reply = await library.GetAsync("/genres?id=eq.1", "Accept: application/vnd.pgrst.object+json");

        Assert.Equal((200, """{"id":1,"name":"Novel"}"""), (reply.Code, reply.Body));
        Assert.Equal("application/vnd.pgrst.object+json; charset=utf-8", reply.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Nulls_are_stripped_when_asked()
    {
        var reply = await library.GetAsync(
            "/books?select=title,price&price=is.null", "Accept: application/vnd.pgrst.array+json;nulls=stripped");

        Assert.Equal("""[{"title":"Running Engines"}]""", reply.Json);
    }

    [Fact]
    public async Task Rows_come_as_csv()
    {
        var reply = await library.GetAsync("/authors?select=name,born&order=name", "Accept: text/csv");

        Assert.Equal((200, "text/csv; charset=utf-8"), (reply.Code, reply.Headers["Content-Type"]));
        Assert.Equal(
            "name,born\n\"Ada Lovelace\",1815-12-10\n\"Bo Li\",\n\"Cy \"\"Q\"\", Day\",1990-01-02", reply.Body);
    }

    [Fact]
    public async Task A_head_has_all_but_the_body()
    {
        var reply = await library.SendAsync("HEAD", "/genres", headers: "Prefer: count=exact");

        Assert.Equal((200, "", "0-2/3"), (reply.Code, reply.Body, reply.Range));
    }

    [Theory]
    [InlineData("/genres", "OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE")]
    [InlineData("/book_overview", "OPTIONS,GET,HEAD")]
    [InlineData("/rpc/nothing", "OPTIONS,POST")]
    [InlineData("/rpc/add", "OPTIONS,GET,HEAD,POST")]
    public async Task Options_name_the_methods(string path, string allow)
    {
        var reply = await library.SendAsync("OPTIONS", path);

        Assert.Equal((200, allow), (reply.Code, reply.Headers["Allow"].Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_answer_has_its_id_and_its_times()
    {
        var good = await library.GetAsync("/genres", "X-Request-Id: mine-1");
        var bad = await library.GetAsync("/genre");

        Assert.Equal("mine-1", good.Headers["X-Request-Id"]);
        Assert.Equal(32, bad.Headers["X-Request-Id"].Length);
        Assert.Matches(@"^parse;dur=[\d.]+, plan;dur=[\d.]+, transaction;dur=[\d.]+, response;dur=[\d.]+$",
            good.Headers["Server-Timing"]);
    }

    [Fact]
    public async Task The_root_describes_what_the_caller_may()
    {
        var ann = JsonNode.Parse((await library.GetAsync("/")).Body);
        var anon = JsonNode.Parse((await library.SendAsync("GET", "/", caller: "anon")).Body);

        Assert.Equal(["get", "post", "delete", "patch"], Keys(ann?["paths"]?["/covers"]));
        Assert.Equal(["get"], Keys(ann?["paths"]?["/book_overview"]));
        Assert.Null(ann?["paths"]?["/hidden"]);
        Assert.Equal("array", ann?["definitions"]?["authors"]?["properties"]?["tags"]?["type"]?.GetValue<string>());
        Assert.Contains("Free words.", ann?.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(ann?["paths"]?["/rpc/add"]?["post"]);
        Assert.Null(anon?["paths"]?["/books"]);
    }

    [Fact]
    public async Task Too_large_a_body_is_refused()
    {
        var reply = await library.SendAsync("POST", "/genres", new string(' ', 10_000_000));

        Assert.Equal((413, "PGRST102"), (reply.Code, reply.Error));
    }

    [Theory]
    [InlineData("nobody", 401, "PGRST302")]
    [InlineData("anon", 401, "42501")]
    public async Task Who_is_not_signed_in_sees_nothing(string caller, int status, string code)
    {
        var reply = await library.SendAsync("GET", "/books", caller: caller);

        Assert.Equal((status, code, "Bearer"), (reply.Code, reply.Error, reply.Headers["WWW-Authenticate"]));
    }

    [Theory]
    [InlineData("/books?id=eq.")]
    [InlineData("/book_overview?id=eq.")]
    [InlineData("/covers?select=colour,books(title)&book_id=eq.")]
    [InlineData("/rpc/books_cheaper_than?most=1000&id=eq.")]
    public async Task Foreign_and_missing_ids_give_the_same(string path)
    {
        string[] headers = ["Accept: */*", "Prefer: count=exact", "Accept: application/vnd.pgrst.object+json"];
        foreach (var header in headers)
        {
            var foreign = await library.GetAsync(path + "b2000000-0000-4000-8000-000000000001", header);
            var missing = await library.GetAsync(path + "b2000000-0000-4000-8000-00000000ffff", header);

            Assert.Equal((missing.Code, missing.Body, missing.Range), (foreign.Code, foreign.Body, foreign.Range));
        }
    }

    [Fact]
    public async Task A_column_made_a_moment_ago_is_there()
    {
        await library.Database.ExecuteAsync("create table public.fresh (id int)");
        await library.Database.ExecuteAsync("grant all on public.fresh to service_role");
        var made = await library.SendAsync("POST", "/fresh", """{"id":1}""", "service");
        await library.Database.ExecuteAsync("alter table public.fresh add column more text");

        var written = await library.SendAsync("POST", "/fresh", """{"id":2,"more":"m"}""", "service");
        var read = await library.SendAsync("GET", "/fresh?order=id", caller: "service");

        Assert.Equal((201, 201), (made.Code, written.Code));
        Assert.Equal("""[{"id":1,"more":null},{"id":2,"more":"m"}]""", read.Json);
    }

    static IEnumerable<string> Keys(JsonNode? node) => node?.AsObject().Select(entry => entry.Key) ?? [];

    [Fact]
    public async Task Nothing_of_a_request_stays_on_its_connection()
    {
        var ann = await library.SendAsync("POST", "/rpc/my_agency", "{}");
        var others = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            others.Add((await library.SendAsync("POST", "/rpc/my_agency", "{}", "anon")).Body);
        }

        Assert.Contains("a0000000", ann.Body, StringComparison.Ordinal);
        Assert.All(others, body => Assert.Equal("null", body));
    }
}
