using System.Text.Json;

namespace Atrium.Gateway.Tests.Fuzz;

/// <summary>
/// Requests made from a table of routes: each names what its query, body and headers may have, and what each of these
/// may be stands beside it. Now and then a thing is missing, odd, or of another route.
/// </summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="prefix">Of every path, as <c>/auth/v1/</c>.</param>
/// <param name="routes">The routes.</param>
/// <param name="values">
/// What each name may be. A text is said as it is; in JSON what begins with <c>=</c> is JSON, everything else a string.
/// </param>
/// <param name="callers">Who asks.</param>
/// <param name="filled">Puts in what is known only by now: the names in braces.</param>
sealed class RouteGrammar(
    Random random, string prefix, RouteGrammar.Route[] routes, IReadOnlyDictionary<string, string[]> values,
    string[] callers, Func<string, string> filled) : Grammar(random)
{
    static readonly string[] Odd =
    [
        "", " ", "=null", "=1", "=-1e400", "=[]", "=[[1],null]", "={}", "=true", "\0", "\u0001\u001f", "'", "\"",
        "%", "%00", "../../x", "=\"\\ud800\"", "=\"\\u0000\"", "Ünï🦊", "={\"a\":{\"b\":[{}]}}", "';--",
        "x".PadRight(5_000, 'x'), "=" + new string('[', 40) + new string(']', 40), "true", "-1", "0", "1e9", "null",
        "{\"a\":1}", "a@b.c", "$1", "\r\nX-Odd: 1", "eyJhbGciOiJub25lIn0.e30.",
    ];

    /// <summary>A route, and the names of what may come with it, between spaces.</summary>
    /// <param name="Method">The method.</param>
    /// <param name="Path">Below the prefix; <c>:name</c> stands for a value.</param>
    /// <param name="Body">Members of its JSON; or <c>@name</c>, whose value is the body.</param>
    /// <param name="Query">What its query may have.</param>
    /// <param name="Headers">Headers it may have.</param>
    public sealed record Route(string Method, string Path, string Body = "", string Query = "", string Headers = "");

    /// <inheritdoc/>
    public override FuzzRequest Next()
    {
        var route = routes[Random.Next(routes.Length)];
        var segments = route.Path.Split('/').Select(part => part is [':', .. var name] ? Escaped(Value(name)) : part);
        var query = string.Join('&', Some(route.Query).Select(name => $"{name}={Escaped(Value(name))}"));
        List<string> headers = [.. Some(route.Headers).Select(name => $"{name}: {Printable(Value(name))}")];
        string? body = null;
        if (route.Body is ['@', .. var whole])
        {
            var border = Random.Next(8) == 0 ? One("", "\"cut\"", "cut; charset=x", "other") : "cut";
            (body, var type) = whole == "form"
                ? (Form(), $"multipart/form-data; boundary={border}") : (Value("file"), Value(whole));
            headers.Add($"Content-Type: {Printable(type)}");
        }
        else if (route.Body.Length > 0)
        {
            body = $"{{{string.Join(',', Some(route.Body).Select(name => $"\"{name}\":{Json(Value(name))}"))}}}";
            headers.Add($"Content-Type: {One("application/json", "application/json", "text/plain", "a/b;q=x")}");
        }

        return new(
            Random.Next(20) > 0 ? route.Method : One("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "LOCK"),
            $"{prefix}{string.Join('/', segments)}{(query.Length > 0 ? "?" : "")}{query}", body, [.. headers],
            One(callers));
    }

    string Form()
    {
        var parts = Enumerable.Range(0, Random.Next(1, 4)).Select(_ =>
        {
            var name = One("", "file", "cacheControl", "metadata", "contentType", "\"", "odd");
            var file = name is "" or "file" ? $"; filename=\"{Printable(Value("name"))}\"" : "";
            var type = file.Length > 0 ? $"\r\nContent-Type: {Printable(Value("type"))}" : "";
            var content = file.Length > 0 || !values.ContainsKey(name) ? Value("file") : Value(name);
            return $"--cut\r\nContent-Disposition: form-data; name=\"{name}\"{file}{type}\r\n\r\n{content}\r\n";
        });
        return $"{string.Concat(parts)}--cut--\r\n";
    }

    IEnumerable<string> Some(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(_ => Random.Next(8) > 0).Concat(names.Length > 0 && Random.Next(20) == 0 ? [One([.. values.Keys])] : []);

    string Value(string name) => filled(Random.Next(20) == 0 ? One(Odd) : One(values[name]));

    static string Json(string value) => value is ['=', .. var json] ? json : JsonSerializer.Serialize(value);

    // a slash in a value is one of the path, as clients send it
    static string Escaped(string value) => Uri.EscapeDataString(value).Replace("%2F", "/", StringComparison.Ordinal);

    static string Printable(string value) =>
        string.Concat(value.Where(character => character is >= ' ' and < '\u007f'));
}
