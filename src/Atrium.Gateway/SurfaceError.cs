using System.Globalization;
using System.Text.Json;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway;

/// <summary>
/// An error of the whole server (not of one request's content), said in the words of the surface asked.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="RestCode">Code on <c>/rest/v1</c>.</param>
/// <param name="AuthCode">
/// Code on <c>/auth/v1</c> and <c>/storage/v1</c>; problem details name it <c>urn:atrium:…</c>.
/// </param>
/// <param name="Message">What was wrong, one sentence.</param>
/// <param name="Hint">What would be right; null where that is plain.</param>
public sealed record SurfaceError(int Status, string RestCode, string AuthCode, string Message, string? Hint = null)
{
    /// <summary>Writes the error as the whole answer.</summary>
    /// <param name="context">The request; nothing of its answer may have been sent.</param>
    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.Headers.CacheControl = "no-store";
        return Surfaces.Of(context.Request.Path) switch
        {
            _ when HttpMethods.IsHead(context.Request.Method) => Task.CompletedTask,
            Surface.Rest => WriteAsync(
                context, ("code", RestCode), ("message", Message), ("details", null), ("hint", Hint)),
            Surface.Storage => WriteAsync(
                context, ("statusCode", Status.ToString(CultureInfo.InvariantCulture)), ("error", AuthCode),
                ("message", Message)),
            Surface.Auth => WriteAsync(context, ("code", Status), ("error_code", AuthCode), ("msg", Message)),
            _ => Problem.Of(context, AuthCode, Status, Message, Hint)
                .WriteAsync(context.Response, context.RequestAborted),
        };
    }

    static Task WriteAsync(HttpContext context, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                switch (value)
                {
                    case int number: json.WriteNumber(name, number); break;
                    case string text: json.WriteString(name, text); break;
                    default: json.WriteNull(name); break;
                }
            }

            json.WriteEndObject();
        }

        return context.Response.Body.WriteAsync(stream.ToArray(), context.RequestAborted).AsTask();
    }
}
