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
}

static class MediaTypes
{
    /// <summary>The answer's form: the best of what the header accepts, JSON when it says nothing.</summary>
    public static MediaType Choose(string? accept)
    {
        if (string.IsNullOrEmpty(accept) || accept == "*/*" || accept == "application/json")
        {
            return MediaType.Json;
        }

        if (!MediaTypeHeaderValue.TryParseList(accept.Split(','), out var accepted))
        {
            throw RestErrors.NotAcceptable(accept);
        }

        return accepted.OrderByDescending(type => type.Quality ?? 1)
            .Select(Known)
            .FirstOrDefault(type => type is not null)
            ?? throw RestErrors.NotAcceptable(accept);
    }

    public static string ContentType(this MediaType type) => type switch
    {
        MediaType.Json => "application/json; charset=utf-8",
        MediaType.JsonStripped => "application/vnd.pgrst.array+json; nulls=stripped; charset=utf-8",
        MediaType.Object => "application/vnd.pgrst.object+json; charset=utf-8",
        MediaType.ObjectStripped => "application/vnd.pgrst.object+json; nulls=stripped; charset=utf-8",
        MediaType.Csv => "text/csv; charset=utf-8",
        MediaType.Text => "text/plain; charset=utf-8",
        MediaType.Bytes => "application/octet-stream",
        MediaType.OpenApi => "application/openapi+json; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static bool IsSingular(this MediaType type) => type is MediaType.Object or MediaType.ObjectStripped;

    static MediaType? Known(MediaTypeHeaderValue type)
    {
        var stripped = type.Parameters.Any(parameter => parameter.Name == "nulls" && parameter.Value == "stripped");
        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            "*/*" or "application/*" or "application/json" or "application/vnd.pgrst.array" => MediaType.Json,
            "application/vnd.pgrst.array+json" => stripped ? MediaType.JsonStripped : MediaType.Json,
            "application/vnd.pgrst.object+json" or "application/vnd.pgrst.object" =>
                stripped ? MediaType.ObjectStripped : MediaType.Object,
            "text/csv" => MediaType.Csv,
            "text/plain" => MediaType.Text,
            "application/octet-stream" => MediaType.Bytes,
            "application/openapi+json" => MediaType.OpenApi,
            _ => null,
        };
    }
}
