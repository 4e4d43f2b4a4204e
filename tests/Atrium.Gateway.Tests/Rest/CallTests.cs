using System.Diagnostics;

namespace Atrium.Gateway.Tests.Rest;

public sealed class CallTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    [Theory]
    [InlineData("add", """{"a":1,"b":2}""", 200, "3")]
    [InlineData("add", """{"a":1}""", 200, "11")]
    [InlineData("titles", "{}", 200, """["Letters","Notes on Engines","Running Engines"]""")]
    [InlineData("titles", "", 200, """["Letters","Notes on Engines","Running Engines"]""")]
    [InlineData("books_cheaper_than?select=title,books_author(name)", """{"most":10}""", 200,
        """[{"title":"Letters","books_author":{"name":"Ada Lovelace"}}]""")]
    [InlineData("books_cheaper_than?select=title&order=price.desc&limit=1&status=neq.lost", """{"most":100}""", 200,
        """[{"title":"Notes on Engines"}]""")]
    [InlineData("first_author?select=name", "{}", 200, """{"name":"Ada Lovelace"}""")]
    [InlineData("totals?kind=eq.books", "{}", 200, """[{"kind":"books","amount":3}]""")]
    [InlineData("whole", "[1,2,3]", 200, "3")]
    [InlineData("joined", """{"sep":"-","words":["a","b"]}""", 200, "\"a-b\"")]
    [InlineData("my_agency", "{}", 200, "\"a0000000-0000-4000-8000-000000000001\"")]
    public async Task A_call_by_post_yields_its_result(string call, string body, int status, string expected)
    {
        var reply = await library.SendAsync("POST", "/rpc/" + call, body);

        Assert.Equal((status, expected), (reply.Code, reply.Code == 200 ? reply.Json : reply.Body));
    }

    [Theory]
    [InlineData("add?a=1&b=2", "3")]
    [InlineData("totals?amount=gt.2&order=kind.desc&select=kind", """[{"kind":"books"},{"kind":"authors"}]""")]
    [InlineData("books_cheaper_than?most=10&select=title", """[{"title":"Letters"}]""")]
    [InlineData("joined?sep=-&words=a&words=b", "\"a-b\"")]
    [InlineData("joined?sep=-&words={a,b}", "\"a-b\"")]
    public async Task A_call_by_get_yields_its_result(string call, string expected)
    {
        var reply = await library.GetAsync("/rpc/" + call);

        Assert.Equal((200, expected), (reply.Code, reply.Code == 200 ? reply.Json : reply.Body));
    }

    [Fact]
    public async Task A_call_for_nothing_has_no_content()
    {
        var reply = await library.SendAsync("POST", "/rpc/nothing", "{}");

        Assert.Equal((204, ""), (reply.Code, reply.Body));
    }

    [Fact]
    public async Task A_call_by_get_cannot_write()
    {
        var get = await library.GetAsync("/rpc/add_genre?id=900&name=x");
        var post = await library.SendAsync("POST", "/rpc/add_genre", """{"id":900,"name":"x"}""");

        Assert.Equal((405, "25006"), (get.Code, get.Error));
        Assert.Equal((200, """{"id":900,"name":"x"}"""), (post.Code, post.Json));
    }

    [Fact]
    public async Task A_call_may_be_asked_for_its_headers_and_a_count()
    {
        var head = await library.SendAsync("HEAD", "/rpc/titles", headers: "Prefer: count=exact");
        var single = await library.SendAsync(
            "POST", "/rpc/books_cheaper_than", """{"most":10}""", "ann", "Accept: application/vnd.pgrst.object+json");

        Assert.Equal((200, "", "0-2/3"), (head.Code, head.Body, head.Range));
        Assert.StartsWith("""{"id":"a2000000-0000-4000-8000-000000000002",""", single.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add?a=1", "text/plain", "11")]
    [InlineData("titles", "text/csv", "Letters\nNotes on Engines\nRunning Engines")]
    public async Task A_bare_value_may_be_text(string call, string accept, string expected)
    {
        var reply = await library.GetAsync("/rpc/" + call, "Accept: " + accept);

        Assert.Equal((200, expected), (reply.Code, reply.Body));
    }

    [Fact]
    public async Task A_function_may_set_status_and_headers()
    {
        var reply = await library.SendAsync("POST", "/rpc/teapot", "{}");

        Assert.Equal((418, "green", "\"short and stout\""), (reply.Code, reply.Headers["X-Tea"], reply.Body));
    }

    [Theory]
    [InlineData("ATRNK", 403)]
    [InlineData("ATWEE", 429)]
    [InlineData("ATEXP", 410)]
    [InlineData("P0001", 400)]
    [InlineData("PT418", 418)]
    [InlineData("XX000", 500)]
    public async Task A_raised_error_has_the_status_of_its_code(string code, int status)
    {
        var reply = await library.SendAsync("POST", "/rpc/fail", $$"""{"code":"{{code}}"}""");

        Assert.Equal((status, code), (reply.Code, reply.Error));
        var said = """{"code":"CODE","details":"More.","hint":"Do this.","message":"It failed."}""";
        Assert.Equal(code != "XX000", reply.Body == said.Replace("CODE", code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no_such", "{}", 404, "PGRST202")]
    [InlineData("add", """{"a":1,"c":2}""", 404, "PGRST202")]
    [InlineData("add", "{}", 404, "PGRST202")]
    [InlineData("twin", """{"a":1}""", 300, "PGRST203")]
    [InlineData("add", """{"a":"one"}""", 400, "22P02")]
    [InlineData("add", """{"a":""", 400, "PGRST102")]
    public async Task A_wrong_call_is_refused(string call, string body, int status, string code)
    {
        var reply = await library.SendAsync("POST", "/rpc/" + call, body);

        Assert.Equal((status, code), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task A_call_ends_at_its_time_limit()
    {
        var started = Stopwatch.GetTimestamp();

        var reply = await library.SendAsync("POST", "/rpc/slow", "{}");

        Assert.Equal((500, "57014"), (reply.Code, reply.Error));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 15);
    }
}
