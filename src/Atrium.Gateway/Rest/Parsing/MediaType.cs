using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>The forms an answer may take.</summary>
enum MediaType
{
    Json,

    /// <summary><c>application/vnd.pgrst.array+json;nulls=stripped</c>.</summary>
    JsonStripped,

    /// <summary><c>application/vnd.pgrst.object+json</c>: exactly one row, bare.</summary>
    Object,

    /// <summary>The same without the members that are null.</summary>
    ObjectStripped,

    Csv,
    Text,
    Bytes,
    OpenApi,

    /// <summary>What a handler of the database's own makes.</summary>
    Custom,
}

/// <summary>One type a request accepts.</summary>
/// <param name="Name">Type and subtype, in lower case.</param>
/// <param name="Form">The form it names; null for one that only a handler of the database may make.</param>
/// <param name="Explain">The plan of such an answer is wanted, or null.</param>
sealed record AcceptedType(string Name, MediaType? Form, Explain? Explain = null);

/// <summary>What is wanted of a plan.</summary>
/// <param name="Format"><c>json</c> or <c>text</c>.</param>
/// <param name="Options">Options of EXPLAIN, as the request names them.</param>
sealed record Explain(string Format, IReadOnlyList<string> Options);

static class MediaTypes
{
    const string Plan = "application/vnd.pgrst.plan";

    static readonly AcceptedType Any = new("*/*", MediaType.Json);

    static readonly string[] Explainable = ["analyze", "verbose", "settings", "buffers", "wal"];

    /// <summary>What the header accepts, best first; anything when it says nothing.</summary>
    public static IReadOnlyList<AcceptedType> Accepted(string? accept)
    {
        if (string.IsNullOrEmpty(accept) || accept == "*/*")
        {
            return [Any];
        }

        return MediaTypeHeaderValue.TryParseList(accept.Split(','), out var accepted)
            ? [.. accepted.OrderByDescending(type => type.Quality ?? 1).Select(Of)]
            : throw RestErrors.NotAcceptable(accept);
    }

    /// <summary>The form of the description at the root: its own, or plain JSON where that is asked for.</summary>
    public static MediaType ForRoot(string? accept)
    {
        foreach (var type in Accepted(accept))
        {
            if (type.Name is "application/openapi+json" or "*/*" or "application/*")
            {
                return MediaType.OpenApi;
            }

            if (type.Name == "application/json")
            {
                return MediaType.Json;
            }
        }

        throw RestErrors.NotAcceptable(accept ?? "");
    }

    public static string ContentType(this MediaType type) => type switch
    {
        MediaType.Json => "application/json; charset=utf-8",
        MediaType.JsonStripped => "application/vnd.pgrst.array+json;nulls=stripped; charset=utf-8",
        MediaType.Object => "application/vnd.pgrst.object+json; charset=utf-8",
        MediaType.ObjectStripped => "application/vnd.pgrst.object+json;nulls=stripped; charset=utf-8",
        MediaType.Csv => "text/csv; charset=utf-8",
        MediaType.Text => "text/plain; charset=utf-8",
        MediaType.Bytes => "application/octet-stream",
        MediaType.OpenApi => "application/openapi+json; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    static AcceptedType Of(MediaTypeHeaderValue type)
    {
        var name = type.MediaType.Value?.ToLowerInvariant() ?? "";
        if (name is Plan or Plan + "+json" or Plan + "+text")
        {
            var explained = Parameter(type, "for") is { } of && MediaTypeHeaderValue.TryParse(of, out var form)
                ? Of(form)
                : new AcceptedType("application/json", MediaType.Json);
            var options = (Parameter(type, "options") ?? "").Split('|').Where(Explainable.Contains);
            var format = name.EndsWith("json", StringComparison.Ordinal) ? "json" : "text";
            return explained with { Explain = new Explain(format, [.. options]) };
        }

        return new AcceptedType(name, Known(name, Parameter(type, "nulls") == "stripped"));
    }

    static string? Parameter(MediaTypeHeaderValue type, string name)
    {
        var found = type.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        return found is null ? null : HeaderUtilities.RemoveQuotes(found.Value).Value;
    }

    static MediaType? Known(string name, bool stripped) => name switch
    {
        "*/*" or "application/*" or "application/json" => MediaType.Json,
        "application/vnd.pgrst.array+json" or "application/vnd.pgrst.array" =>
            stripped ? MediaType.JsonStripped : MediaType.Json,
        "application/vnd.pgrst.object+json" or "application/vnd.pgrst.object" =>
            stripped ? MediaType.ObjectStripped : MediaType.Object,
        "text/csv" => MediaType.Csv,
        "text/plain" => MediaType.Text,
        "application/octet-stream" => MediaType.Bytes,
        "application/openapi+json" => MediaType.OpenApi,
        _ => null,
    };
}
