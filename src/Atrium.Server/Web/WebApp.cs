using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway;
using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Atrium.Server.Web;

/// <summary>Serves the web app: its files, and its page for every address that is one of its screens.</summary>
static class WebApp
{
    // Names under it carry a hash of what they hold, so they never change.
    const string Hashed = "/assets/";

    const string Page = "/index.html";

    public static IServiceCollection AddWebApp(this IServiceCollection services) => services.AddSingleton<WebFolder>();

    public static void MapWebApp(this WebApplication app)
    {
        app.MapConfig();
        app.MapFallback("{**path}", (HttpContext context, WebFolder folder) => ServeAsync(context, folder));
    }

    static async Task ServeAsync(HttpContext context, WebFolder folder)
    {
        var path = context.Request.Path.Value ?? "/";
        var reading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!reading || Surfaces.Of(context.Request.Path) != Surface.Own)
        {
            await NotFound.WriteAsync(context);
        }
        else if (path != Page && await folder.FindAsync(path, context.RequestAborted) is { } asset)
        {
            await SendAsync(context, asset, path.StartsWith(Hashed, StringComparison.Ordinal));
        }
        else if (path != Page && path.LastIndexOf('.') > path.LastIndexOf('/'))
        {
            await NotFound.WriteAsync(context);
        }
        else
        {
            await SendPageAsync(context, await folder.FindAsync(Page, context.RequestAborted));
        }
    }

    static SurfaceError NotFound => new(404, "PGRST125", "not_found", "There is nothing at this address.");

    static async Task SendAsync(HttpContext context, WebAsset asset, bool hashed)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = asset.ETag;
        headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch.Contains(asset.ETag))
        {
            context.Response.StatusCode = 304;
            return;
        }

        var (bytes, encoding) = asset.For(context.Request.Headers.AcceptEncoding.ToString());
        headers.ContentType = asset.Type;
        headers.ContentEncoding = encoding;
        headers.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    // The page may style itself through elements that carry the nonce; scripts come from our own files only.
    static Task SendPageAsync(HttpContext context, WebAsset? page)
    {
        if (page is null)
        {
            return Problem.Of(context, "web_app_missing", 503, "The web app is not built.", "Run: ./atrium up")
                .WriteAsync(context.Response, context.RequestAborted);
        }

        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
            + "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentType = "text/html; charset=utf-8";
        var html = Encoding.UTF8.GetString(page.Content).Replace("__CSP_NONCE__", nonce, StringComparison.Ordinal);
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(html, context.RequestAborted);
    }
}
