using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atrium.Gateway.Auth.Providers;

/// <summary>
/// <c>/user/identities</c>: somebody who is signed in links another server to their account, or takes a way of signing
/// in away. Both need a session that is fresh and has shown a second factor, where there is one.
/// </summary>
sealed class Identities(AuthDoor door, AuthOptions options, ProviderRoutes routes, AuthMetrics metrics)
{
    const string May = "select atrium.may_change_identities($1, $2, $3)::text";
    const string Unlink = "select atrium.unlink_identity($1, $2, $3, $4)::text";

    /// <summary>Maps the routes.</summary>
    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapGet("/user/identities/authorize", (HttpContext context, Identities own) => own.LeadAsync(context));
        auth.MapDelete("/user/identities/{id:guid}", (HttpContext context, Identities own, Guid id) =>
            own.UnlinkAsync(context, id));
    }

    /// <summary>Where to go to link a provider; an object with the address, or the way there.</summary>
    async Task<IResult> LeadAsync(HttpContext context)
    {
        if (Account.Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        var (_, refusal) = await door.CallAsync(context, May, user, session, options.ReauthenticateAfter);
        if (refusal is not null)
        {
            metrics.Count("link_identity", refusal.ErrorCode);
            return refusal;
        }

        var (to, error) = await routes.SetOutAsync(context, new LinkTo(user, session));
        return error ?? (context.Request.Query["skip_http_redirect"] == "true"
            ? Results.Json(new { url = to }) : Results.Redirect(to));
    }

    async Task<IResult> UnlinkAsync(HttpContext context, Guid id)
    {
        if (Account.Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        var (_, refusal) = await door.CallAsync(context, Unlink, user, session, id, options.ReauthenticateAfter);
        metrics.Count("unlink_identity", refusal?.ErrorCode ?? "ok");
        return refusal ?? Results.Text("{}", "application/json");
    }
}
