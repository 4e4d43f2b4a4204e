using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Rest.Answers;

/// <summary>Writes answers and errors out.</summary>
static class AnswerWriter
{
    const string Json = "application/json; charset=utf-8";

    // The answer is JSON and never part of a page, so quotes and umlauts stand as they are.
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, Answer answer, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        var headers = response.Headers;
        if (answer.ContentRange is not null)
        {
            headers.ContentRange = answer.ContentRange;
        }

        if (answer.Location is not null)
        {
            headers.Location = answer.Location;
        }

        if (answer.Applied.Count > 0)
        {
            headers["Preference-Applied"] = string.Join(", ", answer.Applied);
        }

        if (answer.Allow is not null)
        {
            headers.Allow = answer.Allow;
        }

        if (answer.ContentLocation is not null)
        {
            headers.ContentLocation = answer.ContentLocation;
        }

        if (answer.ContentType is not null)
        {
            response.ContentType = answer.ContentType;
        }

        Write(headers, answer.Headers);
        if (answer.ContentType is null || context.Request.Method == "HEAD")
        {
            return;
        }

        response.ContentLength = answer.Body.Length;
        await response.BodyWriter.WriteAsync(answer.Body, cancellationToken);
    }

    public static async Task WriteAsync(
        HttpContext context, RestError error, string server, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        response.ContentType = Json;
        response.Headers["Proxy-Status"] = $"{server}; error={Token(error.Code)}";
        if (error.Status == 401)
        {
            response.Headers[HeaderNames.WWWAuthenticate] = error.Code is "PGRST301" or "PGRST303"
                ? $"Bearer error=\"invalid_token\", error_description=\"{error.Message}\""
                : "Bearer";
        }

        if (error.ContentRange is not null)
        {
            response.Headers.ContentRange = error.ContentRange;
        }

        if (error.Reason is { } reason && context.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = reason;
        }

        Write(response.Headers, error.Headers);

        if (error.Status is 503 or 429)
        {
            response.Headers[HeaderNames.RetryAfter] = "1";
        }

        if (context.Request.Method == "HEAD")
        {
            return;
        }

        var body = Body(error);
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, cancellationToken);
    }

    // A header may come several times, as Set-Cookie does; the first of a name takes the place of the answer's own.
    static void Write(IHeaderDictionary headers, IReadOnlyList<KeyValuePair<string, string>> own)
    {
        foreach (var named in own.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            headers[named.Key] = new StringValues([.. named.Select(header => header.Value)]);
        }
    }

    static byte[] Body(RestError error)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Plain))
        {
            json.WriteStartObject();
            json.WriteString("code", error.Code);
            json.WritePropertyName("details");
            if (error.Details is { IsJson: true } raw)
            {
                json.WriteRawValue(raw.Text);
            }
            else
            {
                json.WriteStringValue(error.Details?.Text);
            }

            json.WriteString("hint", error.Hint);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    static string Token(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit));
}
