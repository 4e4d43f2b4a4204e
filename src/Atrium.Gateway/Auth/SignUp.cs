using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>
/// <c>POST /signup</c>: makes an account. <c>data.agency_name</c> names the agency it founds;
/// <c>data.invitation_token</c> accepts an invitation instead; <c>data.setup_token</c> is that of a set-up link.
/// </summary>
static class SignUp
{
    const string Sql = "select atrium.sign_up($1, $2, $3, $4, $5, $6)::text";

    public static async Task<IResult> HandleAsync(
        HttpContext context, AuthDoor door, PasswordGate gate, SessionTokens sessions, AuthMetrics metrics)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        if (error is not null)
        {
            return error;
        }

        var password = body.Text("password");
        if (Credentials.Email(body.Text("email")) is not { } email)
        {
            return AuthError.Invalid("Unable to validate email address: invalid format");
        }

        return Credentials.Refusal(password) ?? await gate.PassAsync(context, $"sign-up {email}", async () =>
        {
            var token = RefreshTokens.Create();
            var (session, refusal) = await door.CallAsync(context, Sql, email, password, body.Object("data"),
                RefreshTokens.Hash(token), context.Request.Headers.UserAgent.ToString(), AuthDoor.LineOf(context));
            metrics.Count("sign_up", refusal?.ErrorCode ?? "ok");
            return refusal ?? sessions.Answer(session, token);
        });
    }
}
