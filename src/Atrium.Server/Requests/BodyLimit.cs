using Atrium.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace Atrium.Server.Requests;

/// <summary>Refuses a body that says it is too large before a byte of it is read.</summary>
static class BodyLimit
{
    public static readonly SurfaceError TooLarge = new(413, "PGRST102", "request_body_too_large",
        "The request body is too large.", "10 MiB is the most; send it in several requests.");

    public static void UseBodyLimit(this WebApplication app) => app.Use((context, next) =>
        context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize
            ? TooLarge.WriteAsync(context)
            : next(context));
}
