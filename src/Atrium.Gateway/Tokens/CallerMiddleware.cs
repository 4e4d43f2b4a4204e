using Atrium.Gateway.Auth;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// Finds out who is calling: verifies <c>Authorization: Bearer</c> and <c>apikey</c>, and leaves a
/// <see cref="Caller"/> and the <see cref="VerifiedToken"/> in the request's features.
/// </summary>
/// <param name="next">What comes after.</param>
/// <param name="verifier">Verifies tokens.</param>
/// <param name="keys">Knows agencies' API keys.</param>
/// <param name="metrics">Counts refusals.</param>
sealed class CallerMiddleware(RequestDelegate next, TokenVerifier verifier, ApiKeys keys, AuthMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        var surface = Surfaces.Of(context.Request.Path);
        return surface == Surface.Own ? next(context) : IdentifyAsync(context, surface);
    }

    async Task IdentifyAsync(HttpContext context, Surface surface)
    {
        var requestId = RequestIds.Of(context);
        // Each must be good. The later of the two counts: a person's token beside the installation's key.
        var named = await CheckAsync(context.Request.Headers["apikey"].ToString().AsMemory(), context);
        var bearer = named.Refusal is null ? await CheckAsync(BearerOf(context), context) : default;
        var token = bearer.Token ?? named.Token;
        // The sign-in surface is how a caller comes by a token in the first place.
        var missing = token is null && surface != Surface.Auth && !OpenAddresses.Has(context.Request)
            ? TokenRefusal.None : (TokenRefusal?)null;
        if ((named.Refusal ?? bearer.Refusal ?? missing) is { } reason)
        {
            await RefuseAsync(context, reason);
            return;
        }

        if (token is not null)
        {
            context.Features.Set(token);
        }

        var line = AuthDoor.LineOf(context);
        context.Features.Set(token?.AsCaller(requestId, line) ?? Nobody(requestId, line));
        await next(context);
    }

    async ValueTask<(VerifiedToken? Token, TokenRefusal? Refusal)> CheckAsync(
        ReadOnlyMemory<char> text, HttpContext context)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        var refusal = TokenRefusal.Invalid;
        var token = ApiKeys.IsOne(text.Span)
            ? await keys.FindAsync(text.ToString(), RequestIds.Of(context), context.RequestAborted)
            : verifier.Verify(text.Span, out refusal);
        return token is null ? (null, refusal) : (token, null);
    }

    static ReadOnlyMemory<char> BearerOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header.AsMemory(7).Trim() : default;
    }

    static Caller Nobody(string requestId, string address) =>
        new(CallerRole.Anon, $$"""{"role":"anon","request_id":"{{requestId}}"}""", requestId) { Share = address };

    Task RefuseAsync(HttpContext context, TokenRefusal refusal)
    {
        metrics.TokenRefused(refusal);
        var error = refusal switch
        {
            TokenRefusal.None => new SurfaceError(401, "PGRST302", "no_authorization",
                "No API key in the request.", "Send the header apikey, or Authorization: Bearer with a token."),
            TokenRefusal.Invalid => new SurfaceError(401, "PGRST301", "bad_jwt",
                "The token is not one of this server.", "Sign in again."),
            TokenRefusal.BadClaims => new SurfaceError(401, "PGRST303", "bad_jwt",
                "The token's claims can't be used.", "Sign in again."),
            TokenRefusal.Expired => new SurfaceError(401, "PGRST303", "bad_jwt",
                "JWT expired", "Refresh the session."),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
        };
        context.Response.Headers[HeaderNames.WWWAuthenticate] = refusal == TokenRefusal.None
            ? "Bearer" : $"Bearer error=\"invalid_token\", error_description=\"{error.Message}\"";
        return error.WriteAsync(context);
    }
}
