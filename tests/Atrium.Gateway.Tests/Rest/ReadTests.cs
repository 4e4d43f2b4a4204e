namespace Atrium.Gateway.Tests.Rest;

public sealed class ReadTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    [Theory]
    [InlineData("/genres?order=id", """[{"id":1,"name":"Novel"},{"id":2,"name":"Essay"},{"id":3,"name":"Poem"}]""")]
    [InlineData("/authors?select=name&order=name.desc&limit=1", """[{"name":"Cy \"Q\", Day"}]""")]
    [InlineData("/books?select=t:title,price::text&price=gt.10", """[{"t":"Notes on Engines","price":"12.50"}]""")]
    [InlineData("/authors?select=city:data->>city,y:data->prizes->0->year&name=eq.Ada%20Lovelace",
        """[{"city":"London","y":1840}]""")]
    [InlineData("/authors?select=data->prizes->-1->>year&name=like.Ada*", """[{"year":"1843"}]""")]
    [InlineData("/authors?select=tags->0&name=like.Ada*", """[{"tags":"maths"}]""")]
    [InlineData("/authors?select=initials&order=name", """[{"initials":"AL"},{"initials":"BL"},{"initials":"C\"D"}]""")]
    [InlineData("/Odd%20%22names%22%20%C2%A7?select=%22a.b%22,%22with,comma%22",
        """[{"a.b":"dot","with,comma":"comma"}]""")]
    [InlineData("/books?select=status,count(),pages.sum()&status=neq.lost&order=status",
        """[{"status":"in","count":1,"sum":66},{"status":"out","count":1,"sum":200}]""")]
    public async Task Columns_are_chosen(string path, string expected)
    {
        var reply = await library.GetAsync(path);

        Assert.Equal((200, expected), (reply.Code, reply.Code == 200 ? reply.Json : reply.Body));
    }

    [Theory]
    [InlineData("limit=1", 1)]
    [InlineData("limit=2", 2)]
    [InlineData("limit=0", 0)]
    [InlineData("limit=3", 3)]
    [InlineData("limit=25", 3)]
    [InlineData("limit=1&offset=2", 1)]
    public async Task A_limit_cuts_whether_its_plan_knows_it_or_not(string limit, int rows)
    {
        var reply = await library.GetAsync($"/genres?select=id&order=id&{limit}");

        Assert.Equal(rows, System.Text.Json.Nodes.JsonNode.Parse(reply.Body)!.AsArray().Count);
    }

    [Theory]
    [InlineData("name=eq.Bo Li", "Bo Li")]
    [InlineData("email=eq.ada@NORTH.test", "Ada Lovelace")]
    [InlineData("name=neq.Bo Li&born=not.is.null", "Ada Lovelace,Cy \"Q\", Day")]
    [InlineData("born=is.null", "Bo Li")]
    [InlineData("born=is.not_null&born=lt.1900-01-01", "Ada Lovelace")]
    [InlineData("name=in.(\"Cy \\\"Q\\\", Day\",Bo Li)", "Bo Li,Cy \"Q\", Day")]
    [InlineData("name=not.in.(Bo Li,Ada Lovelace)", "Cy \"Q\", Day")]
    [InlineData("name=in.()", "")]
    [InlineData("name=ilike.*L*", "Ada Lovelace,Bo Li")]
    [InlineData("name=like(any).{A*,B*}", "Ada Lovelace,Bo Li")]
    [InlineData("name=like(all).{*o*,*L*}", "Ada Lovelace,Bo Li")]
    [InlineData("name=match.^[AB]", "Ada Lovelace,Bo Li")]
    [InlineData("name=imatch.^ada", "Ada Lovelace")]
    [InlineData("tags=cs.{verse}", "Ada Lovelace,Cy \"Q\", Day")]
    [InlineData("tags=cd.{verse,other}", "Bo Li,Cy \"Q\", Day")]
    [InlineData("tags=ov.{maths,none}", "Ada Lovelace")]
    [InlineData("mentor_id=isdistinct.a1000000-0000-4000-8000-000000000001", "Ada Lovelace")]
    [InlineData("data->>city=eq.London", "Ada Lovelace")]
    [InlineData("data->prizes->0->>year=eq.1840", "Ada Lovelace")]
    [InlineData("data=cs.{\"city\":\"London\"}", "Ada Lovelace")]
    [InlineData("or=(name.eq.Bo Li,and(born.gt.1900-01-01,tags.cs.{verse}))", "Bo Li,Cy \"Q\", Day")]
    [InlineData("or=(name.in.(Bo Li,\"x,y\"),name.eq.\"Cy \\\"Q\\\", Day\")", "Bo Li,Cy \"Q\", Day")]
    [InlineData("not.or=(name.eq.Bo Li,name.not.like.C*)", "Cy \"Q\", Day")]
    [InlineData("and=(name.neq.Bo Li,not.or(born.is.null,name.like.A*))", "Cy \"Q\", Day")]
    [InlineData("initials=eq.AL", "Ada Lovelace")]
    public async Task Filters_choose_rows(string filter, string expected)
    {
        var reply = await library.GetAsync($"/authors?select=name&order=name&{Uri.EscapeDataString(filter)
            .Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal)}");

        Assert.Equal(200, reply.Code);
        Assert.Equal(expected, string.Join(',', Names(reply, "name")));
    }

    [Theory]
    [InlineData("words=fts.engines", "Notes on Engines,Running Engines")]
    [InlineData("words=wfts(english).run -note", "Running Engines")]
    [InlineData("title=plfts(english).engine notes", "Notes on Engines")]
    [InlineData("words=phfts(english).running engine", "Running Engines")]
    [InlineData("words=not.fts.engines", "Letters")]
    [InlineData("loan=ov.[2024-01-10,2024-01-11)", "Notes on Engines")]
    [InlineData("loan=sl.[2024-03-01,2024-03-02)", "Notes on Engines")]
    [InlineData("loan=adj.[2024-02-01,2024-02-02)", "Notes on Engines")]
    [InlineData("price=is.null", "Running Engines")]
    [InlineData("status=eq.out", "Letters")]
    [InlineData("status=eq(any).{in,lost}", "Notes on Engines,Running Engines")]
    public async Task Words_and_ranges_choose_rows(string filter, string expected)
    {
        var cut = filter.IndexOf('=', StringComparison.Ordinal);

        var reply = await library.GetAsync(
            $"/books?select=title&order=title&{filter[..cut]}={Uri.EscapeDataString(filter[(cut + 1)..])}");

        Assert.Equal(200, reply.Code);
        Assert.Equal(expected, string.Join(',', Names(reply, "title")));
    }

    [Theory]
    [InlineData("order=price", "Letters,Notes on Engines,Running Engines")]
    [InlineData("order=price.desc", "Running Engines,Notes on Engines,Letters")]
    [InlineData("order=price.desc.nullslast", "Notes on Engines,Letters,Running Engines")]
    [InlineData("order=price.nullsfirst", "Running Engines,Letters,Notes on Engines")]
    [InlineData("order=status.desc,title", "Letters,Running Engines,Notes on Engines")]
    [InlineData("select=title,author:authors!books_author(name)&order=author(name).desc,title",
        "Running Engines,Letters,Notes on Engines")]
    [InlineData("order=title&limit=1&offset=1", "Notes on Engines")]
    [InlineData("order=title&limit=0", "")]
    public async Task Order_and_limits_hold(string query, string expected)
    {
        var reply = await library.GetAsync($"/books?{query}");

        Assert.Equal((200, expected), (reply.Code, string.Join(',', Names(reply, "title"))));
    }

    static IEnumerable<string?> Names(Reply reply, string key) =>
        System.Text.Json.Nodes.JsonNode.Parse(reply.Body)?.AsArray().Select(row => row?[key]?.GetValue<string>()) ?? [];
}
