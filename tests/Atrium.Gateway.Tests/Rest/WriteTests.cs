namespace Atrium.Gateway.Tests.Rest;

public sealed class WriteTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    const string Representation = "Prefer: return=representation";
    const string South = "b0000000-0000-4000-8000-000000000001";

    [Fact]
    public async Task An_insert_answers_with_nothing_but_that_it_was_made()
    {
        var reply = await library.SendAsync("POST", "/authors", """{"name":"New One"}""");

        Assert.Equal((201, "", "*/*"), (reply.Code, reply.Body, reply.Range));
        var read = await library.GetAsync("/authors?select=name&name=eq.New%20One");
        Assert.Equal("""[{"name":"New One"}]""", read.Json);
    }

    [Fact]
    public async Task An_insert_gives_back_what_was_asked_for()
    {
        var reply = await library.SendAsync(
            "POST", "/authors?select=name,tags,books!books_author(title)",
            """[{"name":"R1","tags":["a","b"]},{"name":"R2","tags":[]}]""",
            "ann", Representation, "Prefer: count=exact");

        Assert.Equal(201, reply.Code);
        Assert.Equal("""[{"name":"R1","tags":["a","b"],"books":[]},{"name":"R2","tags":[],"books":[]}]""", reply.Json);
        Assert.Equal(("*/2", "return=representation, count=exact"), (reply.Range, reply.Headers["Preference-Applied"]));
    }

    [Fact]
    public async Task An_insert_of_headers_only_says_where_the_row_is()
    {
        var reply = await library.SendAsync(
            "POST", "/genres", """{"id":40,"name":"G40"}""", "ann", "Prefer: return=headers-only");

        Assert.Equal((201, "/genres?id=eq.40", ""), (reply.Code, reply.Headers["Location"], reply.Body));
    }

    [Theory]
    [InlineData("text/csv", "id,name\n50,\"with, comma\"\n51,NULL", 400)]
    [InlineData("text/csv", "id,name\n52,\"say \"\"hi\"\"\"\n53,plain\n", 201)]
    [InlineData("application/x-www-form-urlencoded", "id=54&name=form+body", 201)]
    [InlineData("application/xml", "<a/>", 400)]
    public async Task Bodies_of_other_types_are_read(string type, string body, int status)
    {
        var reply = await library.SendAsync("POST", "/genres", body, "ann", "Content-Type: " + type);

        Assert.Equal(status, reply.Code);
    }

    [Fact]
    public async Task Columns_left_out_take_their_default_when_asked()
    {
        var reply = await library.SendAsync(
            "POST", "/books?columns=title,author_id,status,pages&select=title,status,pages",
            """
            [{"title":"D1","author_id":"a1000000-0000-4000-8000-000000000001","status":"out"},
             {"title":"D2","author_id":"a1000000-0000-4000-8000-000000000001","pages":5}]
            """, "ann", Representation, "Prefer: missing=default");

        Assert.Equal(
            """[{"title":"D1","status":"out","pages":null},{"title":"D2","status":"in","pages":5}]""", reply.Json);
    }

    [Fact]
    public async Task An_upsert_of_one_row_twice_is_the_callers_mistake()
    {
        var reply = await library.SendAsync(
            "POST", "/genres", """[{"id":1,"name":"Novel"},{"id":1,"name":"Twice"}]""", "bob",
            "Prefer: resolution=merge-duplicates");

        Assert.Equal((400, "21000"), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task An_upsert_makes_or_changes()
    {
        const string body = """[{"id":60,"name":"U"},{"id":61,"name":"V"}]""";
        var merge = "Prefer: resolution=merge-duplicates";

        var first = await library.SendAsync("POST", "/genres", body, "ann", merge);
        var second = await library.SendAsync(
            "POST", "/genres", body.Replace("V", "W", StringComparison.Ordinal), "ann", merge, Representation);
        var ignored = await library.SendAsync(
            "POST", "/genres?on_conflict=name", """{"id":99,"name":"U"}""", "ann",
            "Prefer: resolution=ignore-duplicates", Representation);

        Assert.Equal((201, 200), (first.Code, second.Code));
        Assert.Equal("""[{"id":60,"name":"U"},{"id":61,"name":"W"}]""", second.Json);
        Assert.Equal((201, "[]"), (ignored.Code, ignored.Body));
    }

    [Fact]
    public async Task A_put_makes_or_changes_one_row()
    {
        var made = await library.SendAsync("PUT", "/genres?id=eq.70", """{"id":70,"name":"P"}""");
        var changed = await library.SendAsync(
            "PUT", "/genres?id=eq.70", """{"id":70,"name":"Q"}""", "ann", Representation);
        var mismatch = await library.SendAsync("PUT", "/genres?id=eq.70", """{"id":71,"name":"R"}""");
        var noKey = await library.SendAsync("PUT", "/genres?name=eq.P", """{"id":71,"name":"R"}""");

        Assert.Equal((201, 200, """[{"id":70,"name":"Q"}]"""), (made.Code, changed.Code, changed.Json));
        Assert.Equal((400, "PGRST115"), (mismatch.Code, mismatch.Error));
        Assert.Equal((405, "PGRST105"), (noKey.Code, noKey.Error));
        Assert.Equal("[]", (await library.GetAsync("/genres?id=eq.71")).Body);
    }

    [Fact]
    public async Task An_update_changes_the_rows_it_meets()
    {
        await library.SendAsync("POST", "/genres", """[{"id":80,"name":"A80"},{"id":81,"name":"A81"}]""");

        var reply = await library.SendAsync(
            "PATCH", "/genres?id=in.(80,81)&select=id,name&order=id.desc", """{"name":null}""", "ann", Representation);
        var changed = await library.SendAsync(
            "PATCH", "/genres?id=eq.80", """{"name":"B80"}""", "ann", "Prefer: count=exact");
        var none = await library.SendAsync("PATCH", "/genres?id=eq.999", """{"name":"x"}""", "ann", Representation);
        var empty = await library.SendAsync("PATCH", "/genres?id=eq.80", "{}", "ann", Representation);

        Assert.Equal((400, "23502"), (reply.Code, reply.Error));
        Assert.Equal((204, "0-0/1"), (changed.Code, changed.Range));
        Assert.Equal((200, "[]", "*/*"), (none.Code, none.Body, none.Range));
        Assert.Equal((200, "[]"), (empty.Code, empty.Body));
    }

    [Fact]
    public async Task A_delete_gives_back_what_went()
    {
        await library.SendAsync("POST", "/genres", """{"id":90,"name":"A90"}""");

        var reply = await library.SendAsync("DELETE", "/genres?id=eq.90&select=name", null, "ann", Representation);
        var again = await library.SendAsync("DELETE", "/genres?id=eq.90");

        Assert.Equal((200, """[{"name":"A90"}]""", 204), (reply.Code, reply.Json, again.Code));
    }

    [Theory]
    [InlineData("PATCH", """{"name":"all"}""")]
    [InlineData("DELETE", null)]
    public async Task A_write_to_every_row_needs_a_filter(string method, string? body)
    {
        var reply = await library.SendAsync(method, "/genres", body);

        Assert.Equal((400, "21000"), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task A_rolled_back_write_leaves_nothing()
    {
        var reply = await library.SendAsync(
            "POST", "/genres", """{"id":95,"name":"gone"}""", "ann", Representation, "Prefer: tx=rollback");

        Assert.Equal((201, """[{"id":95,"name":"gone"}]"""), (reply.Code, reply.Json));
        Assert.Equal("[]", (await library.GetAsync("/genres?id=eq.95")).Body);
    }

    [Theory]
    [InlineData("Prefer: handling=strict, max-affected=1", 400, "PGRST124")]
    [InlineData("Accept: application/vnd.pgrst.object+json", 406, "PGRST116")]
    public async Task A_write_that_meets_too_many_rows_is_undone(string header, int status, string code)
    {
        const string two = "/books?author_id=eq.a1000000-0000-4000-8000-000000000001&pages=in.(66,200)";

        var reply = await library.SendAsync("PATCH", two, """{"pages":1}""", "ann", Representation, header);

        Assert.Equal((status, code), (reply.Code, reply.Error));
        var left = await library.GetAsync(two + "&select=pages&order=pages");
        Assert.Equal("""[{"pages":66},{"pages":200}]""", left.Json);
    }

    [Theory]
    [InlineData("/authors", """{"name":"Ada Lovelace"}""", 409, "23505")]
    [InlineData("/authors", """{"name":"F","mentor_id":"a1000000-0000-4000-8000-00000000ffff"}""", 409, "23503")]
    [InlineData("/authors", """{"name":"F","born":"0999-01-01"}""", 400, "23514")]
    [InlineData("/authors", """{"name":"F","born":"yesterweek"}""", 400, "22007")]
    [InlineData("/authors", """{"name":"F","agency_id":"b0000000-0000-4000-8000-000000000001"}""", 403, "42501")]
    [InlineData("/hidden", """{"id":1}""", 403, "42501")]
    [InlineData("/authors", """{"name":"F","no_such":1}""", 400, "PGRST204")]
    [InlineData("/authors", """[{"name":"F"},{"nam":"G"}]""", 400, "PGRST102")]
    [InlineData("/authors", """{"name":""", 400, "PGRST102")]
    [InlineData("/authors", "", 400, "PGRST102")]
    [InlineData("/authors", "5", 400, "PGRST102")]
    [InlineData("/nowhere", """{"name":"F"}""", 404, "PGRST205")]
    public async Task A_wrong_insert_is_refused(string path, string body, int status, string code)
    {
        var reply = await library.SendAsync("POST", path, body);

        Assert.Equal((status, code), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task Refusals_quote_no_row()
    {
        var unique = await library.SendAsync("POST", "/authors", """{"name":"Ada Lovelace"}""");
        var check = await library.SendAsync("PATCH", "/authors?name=eq.Bo%20Li", """{"born":"0999-01-01"}""");
        var cast = await library.GetAsync("/authors?select=name::int");

        Assert.All(
            [unique, check, cast], reply => Assert.DoesNotContain("Lovelace", reply.Body, StringComparison.Ordinal));
        Assert.All([unique, check], reply => Assert.Contains("\"details\":null", reply.Body, StringComparison.Ordinal));
        Assert.Equal((400, "22P02"), (cast.Code, cast.Error));
    }

    [Theory]
    [InlineData("PATCH", "/authors?id=eq.", """{"name":"taken"}""")]
    [InlineData("DELETE", "/authors?id=eq.", null)]
    public async Task Another_agencys_rows_are_as_if_missing(string method, string path, string? body)
    {
        var foreign = await library.SendAsync(
            method, path + "b1000000-0000-4000-8000-000000000001", body, "ann", Representation);
        var missing = await library.SendAsync(
            method, path + "b1000000-0000-4000-8000-00000000ffff", body, "ann", Representation);

        Assert.Equal((missing.Code, missing.Body, missing.Range), (foreign.Code, foreign.Body, foreign.Range));
        var still = await library.SendAsync("GET", "/authors?select=name&name=eq.Zed%20South", caller: "bob");
        Assert.Equal("""[{"name":"Zed South"}]""", still.Json);
    }

    [Fact]
    public async Task A_row_cannot_be_put_into_another_agency()
    {
        var moved = await library.SendAsync("PATCH", "/authors?name=eq.Bo%20Li", $$"""{"agency_id":"{{South}}"}""");
        var child = await library.SendAsync(
            "POST", "/covers", """{"book_id":"b2000000-0000-4000-8000-000000000001","colour":"x"}""");
        var nowhere = await library.SendAsync(
            "POST", "/covers", """{"book_id":"b2000000-0000-4000-8000-00000000ffff","colour":"x"}""");

        Assert.Equal(403, moved.Code);
        Assert.Equal((403, nowhere.Body), (child.Code, child.Body));
    }
}
