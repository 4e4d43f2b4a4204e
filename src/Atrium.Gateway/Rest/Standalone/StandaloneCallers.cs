using Atrium.Gateway.Rest.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>
/// Finds out who calls a database without the kernel, and what its functions may read of the request as settings.
/// </summary>
/// <param name="settings">The configuration.</param>
/// <param name="time">The clock.</param>
sealed class StandaloneCallers(StandaloneSettings settings, TimeProvider time)
{
    volatile Reception _reception = new(settings, time);

    /// <summary>Takes another configuration for the requests that come.</summary>
    public void Take(StandaloneSettings changed) => _reception = new Reception(changed, time);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            var started = time.GetTimestamp();
            context.Features.Set(_reception.CallerOf(context.Request));
            context.Features.Set(new TokenTime(time.GetElapsedTime(started)));
            // What an answer depends on; caches have to know.
            context.Response.Headers.Append(HeaderNames.Vary, "Accept, Prefer, Range");
        }
        catch (RestException refused)
        {
            await AnswerWriter.WriteAsync(context, refused.Error, "PostgREST", context.RequestAborted);
            return;
        }

        await next(context);
    }
}
