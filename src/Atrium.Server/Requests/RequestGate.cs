using Atrium.Gateway;
using Atrium.Kernel;
using Atrium.Kernel.Shares;
using Microsoft.AspNetCore.Http;

namespace Atrium.Server.Requests;

/// <summary>
/// So many requests at one moment, of each agency and of all together: what they send and wait with takes memory.
/// Whose a request is says its verified token. Beyond that it is refused at once, without a wait.
/// </summary>
/// <param name="next">What comes after.</param>
/// <param name="options">How many.</param>
sealed class RequestGate(RequestDelegate next, AtriumOptions options) : IAsyncDisposable
{
    /// <summary>What the caller's agency has too much of.</summary>
    static readonly SurfaceError OverShare = new(429, "ATWEE", "over_request_rate_limit",
        "Your agency asks for more than its share at this moment.", "Wait, then try again.");

    /// <summary>What the whole server has too much of.</summary>
    static readonly SurfaceError Full = new(503, "PGRST003", "request_timeout",
        "The server has more to do than it can.", "Try again in a moment.");

    readonly FairShare _shares = new(new(
        options.MaxAgencyRequests, 0, options.MaxRequests, 0, TimeSpan.FromSeconds(1)));

    public async Task InvokeAsync(HttpContext context)
    {
        // A socket that stays open is no request that will end.
        if (context.Features.Get<Caller>() is not { } caller || Surfaces.Of(context.Request.Path) == Surface.Realtime)
        {
            await next(context);
            return;
        }

        if (_shares.TryTake(caller.Share, out var full) is not { } turn)
        {
            await RefuseAsync(context, full);
            return;
        }

        using (turn)
        {
            await next(context);
        }
    }

    /// <summary>Says so in the surface's own words.</summary>
    public static Task RefuseAsync(HttpContext context, Overload what)
    {
        context.Response.Headers.RetryAfter = "1";
        return (what == Overload.Share ? OverShare : Full).WriteAsync(context);
    }

    /// <summary>Lets nobody in any more.</summary>
    public ValueTask DisposeAsync() => _shares.DisposeAsync();
}
