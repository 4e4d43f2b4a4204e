using Atrium.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Atrium.Server.Requests;

/// <summary>Refuses a body that says it is too large, so that its sender gets to hear why.</summary>
static class BodyLimit
{
    // Most clients send the whole body before they look at the answer; cut off, they would see a broken connection.
    const int MostTimesTaken = 4;

    public static readonly SurfaceError TooLarge = new(413, "PGRST102", "request_body_too_large",
        "The request body is too large.", "10 MiB is the most; send it in several requests.");

    public static void UseBodyLimit(this WebApplication app) => app.Use((context, next) =>
        // Files have limits of their own, which their bucket says.
        Surfaces.Of(context.Request.Path) != Surface.Storage
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { MaxRequestBodySize: { } most } limit
            && context.Request.ContentLength is { } length && length > most
                ? RefuseAsync(context, limit, most, length)
                : next(context));

    static async Task RefuseAsync(HttpContext context, IHttpMaxRequestBodySizeFeature limit, long most, long length)
    {
        // A client that waits to be told to go on has sent nothing yet.
        if (length <= most * MostTimesTaken && !limit.IsReadOnly && context.Request.Headers.Expect.Count == 0)
        {
            limit.MaxRequestBodySize = length;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }

        await TooLarge.WriteAsync(context);
    }
}
