using System.Text.Json;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>
/// <c>GET /user</c>, <c>POST /logout</c>: a signed-in person's own account and sessions.
/// </summary>
static class Account
{
    const string Read = "select atrium.own_account($1, $2)::text";
    const string SignOut = "select atrium.sign_out($1, $2, $3) is null";

    public static async Task<IResult> ReadAsync(HttpContext context, AuthDoor door)
    {
        if (Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        var (account, refusal) = await door.CallAsync(context, Read, user, session);
        return refusal ?? Json(account);
    }

    public static async Task<IResult> SignOutAsync(HttpContext context, AuthDoor door, AuthMetrics metrics)
    {
        if (Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        var reach = context.Request.Query["scope"].ToString() is { Length: > 0 } given ? given : "global";
        if (reach is not ("global" or "local" or "others"))
        {
            return AuthError.Invalid("scope must be global, local or others");
        }

        await door.ScalarAsync<bool>(context, SignOut, user, session, reach);
        metrics.Count("sign_out", "ok");
        return Results.NoContent();
    }

    /// <summary>A user, or another object of the database, as the answer.</summary>
    public static IResult Json(JsonElement value) =>
        Results.Text(value.GetRawText(), "application/json; charset=utf-8");

    /// <summary>Who is asking, and in which session; null for anybody but a signed-in person.</summary>
    public static (Guid? User, Guid? Session)? Session(HttpContext context) =>
        context.Features.Get<VerifiedToken>() is { Role: CallerRole.Authenticated } token
            ? (token.UserId, token.SessionId) : null;
}
