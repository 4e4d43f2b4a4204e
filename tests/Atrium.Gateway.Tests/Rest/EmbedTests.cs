namespace Atrium.Gateway.Tests.Rest;

public sealed class EmbedTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    const string Notes = "/books?title=eq.Notes%20on%20Engines&select=";

    [Theory]
    [InlineData("author:authors!books_author(name)", """[{"author":{"name":"Ada Lovelace"}}]""")]
    [InlineData("author_id(name)", """[{"author_id":{"name":"Ada Lovelace"}}]""")]
    [InlineData("authors!editor_id(name)", """[{"authors":{"name":"Bo Li"}}]""")]
    [InlineData("covers(colour)", """[{"covers":{"colour":"green"}}]""")]
    [InlineData("genres(name)&genres.order=name.desc", """[{"genres":[{"name":"Novel"},{"name":"Essay"}]}]""")]
    [InlineData("genres(name)&genres.name=eq.Novel", """[{"genres":[{"name":"Novel"}]}]""")]
    [InlineData("book_genres(genres(name))&book_genres.order=genre_id",
        """[{"book_genres":[{"genres":{"name":"Novel"}},{"genres":{"name":"Essay"}}]}]""")]
    [InlineData("title,...books_author(author:name,mentor_id)",
        """[{"title":"Notes on Engines","author":"Ada Lovelace","mentor_id":null}]""")]
    [InlineData("...genres(genre:name)&genres.order=name", """[{"genre":["Essay","Novel"]}]""")]
    [InlineData("author:books_author(books!books_author(title))&author.books.order=title&author.books.limit=1",
        """[{"author":{"books":[{"title":"Letters"}]}}]""")]
    [InlineData("author:books_author(books!books_author(title))&author.books.order=title&author.books.offset=1",
        """[{"author":{"books":[{"title":"Notes on Engines"}]}}]""")]
    [InlineData("books_author(name,authors(name))&books_author.authors.order=name",
        """[{"books_author":{"name":"Ada Lovelace","authors":[{"name":"Bo Li"},{"name":"Cy \"Q\", Day"}]}}]""")]
    [InlineData("books_author(name,initials,newest_books(title))&books_author.newest_books.limit=1",
        """[{"books_author":{"name":"Ada Lovelace","initials":"AL","newest_books":[{"title":"Notes on Engines"}]}}]""")]
    public async Task Related_rows_come_with_each_row(string select, string expected)
    {
        var reply = await library.GetAsync(Notes + select.Replace(" ", "%20", StringComparison.Ordinal));

        Assert.Equal((200, expected), (reply.Code, reply.Code == 200 ? reply.Json : reply.Body));
    }

    [Theory]
    [InlineData("/books?select=title,covers!inner(colour)",
        """[{"title":"Notes on Engines","covers":{"colour":"green"}}]""")]
    [InlineData("/books?select=title,covers!inner()", """[{"title":"Notes on Engines"}]""")]
    [InlineData("/books?select=title,covers()&covers=is.null&order=title",
        """[{"title":"Letters"},{"title":"Running Engines"}]""")]
    [InlineData("/books?select=title,genres()&genres=not.is.null&order=title",
        """[{"title":"Notes on Engines"},{"title":"Running Engines"}]""")]
    [InlineData("/authors?select=name,books!books_author!inner(title)&books.title=like.Run*",
        """[{"name":"Bo Li","books":[{"title":"Running Engines"}]}]""")]
    [InlineData("/genres?select=name,books!inner(title)&books.status=eq.lost&order=id",
        """[{"name":"Novel","books":[{"title":"Running Engines"}]}]""")]
    [InlineData("/authors?select=name,books!books_author(count())&order=name&limit=2",
        """[{"name":"Ada Lovelace","books":[{"count":2}]},{"name":"Bo Li","books":[{"count":1}]}]""")]
    [InlineData("/authors?select=name,mentor_id(name)&mentor_id.name=like.A*&mentor_id=not.is.null&name=like.B*",
        """[{"name":"Bo Li","mentor_id":{"name":"Ada Lovelace"}}]""")]
    public async Task Related_rows_decide_which_rows_come(string path, string expected)
    {
        var reply = await library.GetAsync(path);

        Assert.Equal((200, expected), (reply.Code, reply.Code == 200 ? reply.Json : reply.Body));
    }

    [Theory]
    [InlineData("/book_overview?select=title,covers(colour)&order=title&limit=1",
        """[{"title":"Letters","covers":null}]""")]
    [InlineData("/book_overview?select=title,authors(name)&order=title&limit=1",
        """[{"title":"Letters","authors":{"name":"Ada Lovelace"}}]""")]
    [InlineData("/covers?select=colour,book_overview(author_name,double_price)",
        """[{"colour":"green","book_overview":{"author_name":"Ada Lovelace","double_price":25.00}}]""")]
    public async Task Views_relate_as_their_tables_do(string path, string expected)
    {
        var reply = await library.GetAsync(path);

        Assert.Equal((200, expected), (reply.Code, reply.Code == 200 ? reply.Json : reply.Body));
    }

    [Theory]
    [InlineData("/books?select=authors(name)", 300, "PGRST201")]
    [InlineData("/books?select=hidden(id)", 400, "PGRST200")]
    [InlineData("/books?select=author(name)", 400, "PGRST200")]
    [InlineData("/books?select=title&covers.colour=eq.green", 400, "PGRST108")]
    [InlineData("/books?select=title,covers(colour)&covers=eq.green", 400, "PGRST120")]
    [InlineData("/authors?select=name,books!books_author(title)&order=books(title)", 400, "PGRST118")]
    [InlineData("/covers?select=secret", 403, "42501")]
    [InlineData("/covers?select=nothing", 400, "42703")]
    public async Task What_does_not_fit_is_refused(string path, int status, string code)
    {
        var reply = await library.GetAsync(path);

        Assert.Equal((status, code), (reply.Code, reply.Error));
    }

    [Fact]
    public async Task An_ambiguity_lists_the_ways_out()
    {
        var reply = await library.GetAsync("/books?select=authors(name)");

        Assert.Equal(
            """
            {"code":"PGRST201","details":[{"cardinality":"many-to-one","embedding":"books with authors",
            "relationship":"books_author using books(agency_id, author_id) and authors(agency_id, id)"},
            {"cardinality":"many-to-one","embedding":"books with authors",
            "relationship":"books_editor using books(agency_id, editor_id) and authors(agency_id, id)"}],
            "hint":"Try changing 'authors' to one of the following: 'authors!books_author', 'authors!books_editor'.
             Find the desired relationship in the 'details' key.",
            "message":"Could not embed because more than one relationship was found for 'books' and 'authors'"}
            """.ReplaceLineEndings(""),
            reply.Body);
    }

    [Fact]
    public async Task Another_agency_is_in_no_embedding()
    {
        var reply = await library.GetAsync("/genres?select=name,books(title,covers(colour),books_author(name))");

        Assert.Equal(200, reply.Code);
        Assert.DoesNotContain("South", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("south", reply.Body, StringComparison.Ordinal);
    }
}
