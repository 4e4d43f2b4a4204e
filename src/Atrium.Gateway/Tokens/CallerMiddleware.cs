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
/// <param name="metrics">Counts refusals.</param>
sealed class CallerMiddleware(RequestDelegate next, TokenVerifier verifier, AuthMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        var surface = Surfaces.Of(context.Request.Path);
        if (surface == Surface.Own)
        {
            return next(context);
        }

        var key = context.Request.Headers["apikey"].ToString();
        var bearer = BearerOf(context.Request.Headers.Authorization.ToString());
        VerifiedToken? token = null;
        if (!Accepts(key, out var refusal, ref token) || !Accepts(bearer, out refusal, ref token))
        {
            return RefuseAsync(context, refusal);
        }

        // The sign-in surface is how a caller comes by a token in the first place.
        if (token is null && surface != Surface.Auth)
        {
            return RefuseAsync(context, TokenRefusal.None);
        }

        if (token is not null)
        {
            context.Features.Set(token);
        }

        var requestId = RequestIds.Of(context);
        context.Features.Set(token?.AsCaller(requestId) ?? Nobody(requestId));
        return next(context);
    }

    static ReadOnlySpan<char> BearerOf(string header) =>
        header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header.AsSpan(7).Trim() : default;

    // The later of the two counts: a person's token beside the installation's key.
    bool Accepts(ReadOnlySpan<char> text, out TokenRefusal refusal, ref VerifiedToken? token)
    {
        refusal = TokenRefusal.None;
        if (text.IsEmpty)
        {
            return true;
        }

        token = verifier.Verify(text, out refusal);
        return token is not null;
    }

    static Caller Nobody(string requestId) =>
        new(CallerRole.Anon, $$"""{"role":"anon","request_id":"{{requestId}}"}""", requestId);

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
