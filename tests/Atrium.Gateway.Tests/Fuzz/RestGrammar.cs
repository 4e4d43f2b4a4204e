namespace Atrium.Gateway.Tests.Fuzz;

/// <summary>Requests as the protocol's grammar makes them, over the things of the library: most of them mean something.
/// </summary>
sealed class RestGrammar(Random random) : Grammar(random)
{
    static readonly Dictionary<string, string[]> Columns = new()
    {
        ["books"] = ["id", "title", "price", "pages", "status", "published", "loan", "words", "author_id"],
        ["authors"] =
            ["id", "name", "email", "born", "tags", "data", "data->city", "data->prizes->0->>year", "initials"],
        ["genres"] = ["id", "name"],
        ["covers"] = ["book_id", "colour"],
        ["book_genres"] = ["book_id", "genre_id"],
        ["book_overview"] = ["id", "title", "author_name", "double_price"],
        ["Odd%20%22names%22%20%C2%A7"] = ["id", "\"a.b\"", "\"with,comma\""],
        ["hidden"] = ["id"],
        ["nowhere"] = ["id"],
    };

    static readonly Dictionary<string, string[]> Relations = new()
    {
        ["books"] =
            ["authors!books_author", "author:author_id", "covers", "genres", "book_genres", "...authors!books_author"],
        ["authors"] = ["books!books_author", "newest_books", "mentor_id", "made:books!books_author!inner"],
        ["genres"] = ["books", "book_genres", "books!left"],
        ["covers"] = ["books", "...books"],
        ["book_genres"] = ["genres", "books!inner", "...genres"],
    };

    static readonly string[] Elsewhere =
        ["no_such", "*", "secret", "data->>0", "a2", "\"", "books", "agency_id", "id.x"];

    static readonly string[] Operators =
    [
        "eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "match", "imatch", "in", "is", "isdistinct", "fts",
        "plfts(english)", "phfts", "wfts(german)", "cs", "cd", "ov", "sl", "sr", "nxr", "nxl", "adj", "eq(any)",
        "like(all)", "not.eq", "not.in", "not.is", "no",
    ];

    static readonly string[] Values =
    [
        "1", "-1", "0", "null", "true", "unknown", "not_null", "a%25", "*ing*", "(1,2,3)", "(\"a,b\",c)", "{1,2}",
        "{a\\,b}", "[2024-01-01,2024-02-01)", "1e308", "99999999999999999999", "NaN", "2024-02-30", "engines", "'",
        "\"", "()", "{", "", "a2000000-0000-4000-8000-000000000001", "b2000000-0000-4000-8000-000000000001",
        "%F0%9F%A6%8A", "((", "&", "a.b.c", "(&|!)", "[", "x".PadRight(300, 'x'),
    ];

    static readonly string[] Calls =
    [
        "add", "titles", "books_cheaper_than", "first_author", "totals", "nothing", "whole", "joined", "twin",
        "bytes", "my_agency", "add_genre", "initials", "no_such",
    ];

    static readonly string[] Preferences =
    [
        "return=representation", "return=minimal", "return=headers-only", "count=exact", "count=planned",
        "count=estimated", "resolution=merge-duplicates", "resolution=ignore-duplicates", "missing=default",
        "handling=strict", "handling=lenient", "max-affected=1", "max-affected=x", "tx=rollback", "tx=commit",
        "timezone=Mars/One", "timezone=Europe/Berlin", "params=single-object", "nonsense",
    ];

    static readonly string[] Types =
    [
        "application/json", "text/csv", "application/vnd.pgrst.object+json", "application/vnd.pgrst.array+json",
        "application/vnd.pgrst.object+json;nulls=stripped", "application/octet-stream", "text/plain", "text/xml",
        "*/*", "application/geo+json", "application/vnd.pgrst.plan", "application/openapi+json", "image/png",
        "a/b;q=x",
    ];

    static readonly string[] Bodies =
    [
        "{}", "[]", "[{}]", "null", "1", "\"a\"", "{\"id\":", "[{\"id\":9},{\"name\":\"x\"}]",
        "{\"id\":7,\"name\":\"Saga\"}", "[{\"id\":1,\"name\":\"Novel\"},{\"id\":1,\"name\":\"Twice\"}]",
        "{\"title\":null}", "{\"name\":{\"a\":[1]}}", "{\"a\":1,\"b\":2}", "{\"a\":\"x\"}", "{\"most\":8}",
        "{\"sep\":\"-\",\"words\":[\"a\",\"b\"]}", "id,name\n8,Ode\n", "a\0b", "{\"pages\":1e400}",
        "{\"id\":1,\"id\":2}", "id=3&name=x", "[[1]]", "{\"\":1}", "{\"tags\":[[1],[2,3]]}",
    ];

    // what the part that is being made is about
    string _table = "books";

    public override FuzzRequest Next()
    {
        var isCall = Random.Next(5) == 0;
        var method = Random.Next(10) switch
        {
            < 6 => "GET",
            6 => "POST",
            7 => "PATCH",
            8 => One("HEAD", "OPTIONS", "PUT", "DELETE"),
            _ => "POST",
        };
        _table = One([.. Columns.Keys]);
        var path = $"/rest/v1/{(isCall ? $"rpc/{One(Calls)}" : _table)}";
        List<string> query = [];
        Add(query, 12, () => $"select={Select(0)}");
        Add(query, 4, () => $"order={Order()}");
        Add(query, 3, () => $"limit={One("1", "0", "-1", "x", "9999999999", "5")}");
        Add(query, 2, () => $"offset={One("0", "1", "-1", "99999", "x")}");
        Add(query, 5, () => $"{Column()}={One(Operators)}.{One(Values)}");
        Add(query, 3, () => $"{One("and", "or", "not.and", "not.or")}={Tree(0)}");
        Add(query, 2, () =>
            $"{Relation()}.{One("order=id", "limit=1", "offset=x", "or=(id.eq.1)", "id=gt.0", "select=id")}");
        Add(query, 2, () =>
            One("columns=id,name", "columns=no", "on_conflict=id", "on_conflict=agency_id,name", "a=1", "b=2"));
        var body = method is "POST" or "PATCH" or "PUT" ? One(Bodies) : null;
        return new(
            method, query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", body, Headers(body is not null),
            One("ann", "ann", "ann", "anon", "service", "bob"));
    }

    string[] Headers(bool hasBody)
    {
        List<string> headers = [];
        Add(headers, 4, () => $"Prefer: {One(Preferences)}, {One(Preferences)}");
        Add(headers, 2, () => $"Accept: {One(Types)}");
        Add(headers, 2, () => $"Range: {One("0-1", "5-1", "0-", "-", "x", "0-99999999999999999999", "items=0-1")}");
        Add(headers, 1, () =>
            $"{One("Accept-Profile", "Content-Profile")}: {One("public", "atrium", "pg_catalog", "\"")}");
        Add(headers, 1, () => $"Idempotency-Key: {One("a", "\"", "k".PadRight(300, 'k'))}{Random.Next(1_000_000)}");
        if (hasBody)
        {
            headers.Add($"Content-Type: {One("application/json", "text/csv", "application/x-www-form-urlencoded",
                "text/plain", "application/octet-stream", "text/xml", "application/json; charset=utf-8")}");
        }

        return [.. headers];
    }

    string Select(int depth) => string.Join(',', Enumerable.Range(0, Random.Next(1, 4)).Select(_ => Field(depth)));

    string Field(int depth) => Random.Next(8) switch
    {
        < 2 when depth < 4 => Embedded(depth),
        2 => $"alias{depth}:{Column()}",
        3 => $"{Column()}::{One("text", "int", "date", "jsonb", "no_type", "text[]")}",
        4 => $"{Column()}.{One("sum", "avg", "count", "max", "min", "no")}()",
        5 => "count()",
        _ => Column(),
    };

    string Embedded(int depth)
    {
        var (relation, outer) = (Relation(), _table);
        _table = Columns.Keys.FirstOrDefault(table => relation.Contains(table, StringComparison.Ordinal), "authors");
        var embedded = $"{relation}({Select(depth + 1)})";
        _table = outer;
        return embedded;
    }

    string Column() => Random.Next(12) == 0 ? One(Elsewhere) : One(Columns[_table]);

    string Relation() => Random.Next(12) > 0 && Relations.TryGetValue(_table, out var known)
        ? One(known)
        : One("nobody", "authors");

    string Order() => $"{Column()}{One("", ".asc", ".desc", ".desc.nullslast", ".nullsfirst", ".up", ".desc.desc")}";

    string Tree(int depth) => depth < 3 && Random.Next(3) == 0
        ? $"({One("and", "or", "not.or", "not.and")}{Tree(depth + 1)},{Condition()})"
        : $"({Condition()},{Condition()})";

    string Condition() => $"{Column()}.{One(Operators)}.{One(Values)}";
}
