using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Atrium.Kernel;

/// <summary>What went wrong on one of our own routes, as RFC 9457 has it.</summary>
/// <param name="Type"><c>urn:atrium:</c> and a code of database/ERRORS.md or of the route's page.</param>
/// <param name="Title">One plain sentence, the same for every case of the type.</param>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Detail">What was wrong this time and what would be right; null where the title says it all.</param>
/// <param name="RequestId">Id to quote when asking for help.</param>
public sealed record Problem(string Type, string Title, int Status, string? Detail, string RequestId)
{
    /// <summary>A problem of this request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="code">Code after <c>urn:atrium:</c>.</param>
    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="title">One plain sentence.</param>
    /// <param name="detail">What was wrong this time, or null.</param>
    public static Problem Of(HttpContext context, string code, int status, string title, string? detail = null) =>
        new($"urn:atrium:{code}", title, status, detail, RequestIds.Of(context));

    /// <summary>Answers the request with this problem as <c>application/problem+json</c>.</summary>
    /// <param name="response">The answer; nothing may have been written yet.</param>
    /// <param name="cancellationToken">The request's token.</param>
    public Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        return response.WriteAsJsonAsync(
            this, ProblemJson.Default.Problem, "application/problem+json", cancellationToken);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
sealed partial class ProblemJson : JsonSerializerContext;
