using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage;

/// <summary>A refusal as storage says it: <c>{"statusCode":"404","error":…,"message":…}</c>.</summary>
/// <param name="Status">What it is, as an HTTP status; it stands in the body.</param>
/// <param name="Error">One of a fixed set, for programs.</param>
/// <param name="Message">One sentence, for people.</param>
sealed record StorageError(int Status, string Error, string Message) : IResult
{
    public static readonly StorageError NoObject = new(404, "not_found", "Object not found");

    public static readonly StorageError NoBucket = new(404, "Bucket not found", "Bucket not found");

    public static readonly StorageError Duplicate = new(409, "Duplicate", "The resource already exists");

    public static readonly StorageError Refused =
        new(403, "Unauthorized", "new row violates row-level security policy");

    public static readonly StorageError TooLarge =
        new(413, "Payload too large", "The object exceeded the maximum allowed size");

    public static readonly StorageError BadLink = new(400, "InvalidJWT", "The link is not valid or is over.");

    public static readonly StorageError NoAgency = new(403, "Unauthorized",
        "The service key is of no agency: sign in as a member, or use an agency's API key.");

    public static readonly StorageError StoreAway =
        new(503, "ServiceUnavailable", "The store of files is away; try again in a moment");

    public static StorageError BadType(string type) =>
        new(415, "invalid_mime_type", $"mime type {type} is not supported");

    public static StorageError BadRequest(string message) => new(400, "InvalidRequest", message);

    public static StorageError BadKey(string message) => new(400, "InvalidKey", message);

    // As the original: whatever the caller did wrong is 400, and the body says what it was.
    int HttpStatus => Status is >= 400 and < 500 and not 429 ? StatusCodes.Status400BadRequest : Status;

    /// <summary>Answers the request with it.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = HttpStatus;
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "1";
        }

        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : WriteAsync(httpContext);
    }

    /// <summary>The body alone; status and headers are set.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        using var stream = new MemoryStream();
        await using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("statusCode", $"{Status}");
            json.WriteString("error", Error);
            json.WriteString("message", Message);
            json.WriteEndObject();
        }

        await context.Response.Body.WriteAsync(stream.GetBuffer().AsMemory(0, (int)stream.Length),
            context.RequestAborted);
    }
}

/// <summary>Ends a request with a refusal.</summary>
/// <param name="error">What is answered.</param>
sealed class StorageException(StorageError error) : Exception(error.Message)
{
    public StorageError Error => error;
}
