using System.Text.Json;
using Atrium.Gateway.Auth.Links;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>
/// <c>POST /signup</c>: makes an account. <c>data.agency_name</c> names the agency it founds;
/// <c>data.invitation_token</c> accepts an invitation instead; <c>data.setup_token</c> is that of a set-up link.
/// </summary>
sealed class SignUp(
    AuthDoor door, PasswordGate gate, SessionTokens sessions, MailRequests mail, AuthOptions options, KeyRing ring,
    AuthMetrics metrics)
{
    const string Sql = "select atrium.sign_up($1, $2, $3, $4, $5, $6)::text";

    const string AskSql = "select atrium.ask_sign_up($1, $2, $3, $4::jsonb, $5)::text";

    /// <summary>Makes the account, or asks its address to confirm it first, where that is set.</summary>
    public async Task<IResult> HandleAsync(HttpContext context)
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
            var data = body.Object("data");
            // Whoever brings a token of an invitation or a set-up link has proved enough.
            return options.ConfirmEmail && data?.Text("invitation_token") is null && data?.Text("setup_token") is null
                ? await AskAsync(context, body, email)
                : await OpenAsync(context, email, password, data);
        });
    }

    async Task<IResult> OpenAsync(HttpContext context, string email, string? password, JsonElement? data)
    {
        var token = RefreshTokens.Create();
        var (session, refusal) = await door.CallAsync(context, Sql, email, password, data,
            RefreshTokens.Hash(token), context.Request.Headers.UserAgent.ToString(), AuthDoor.LineOf(context));
        metrics.Count("sign_up", refusal?.ErrorCode ?? "ok");
        return refusal ?? sessions.Answer(session, token);
    }

    // The account is made when its mail's turn comes, so that nothing here tells whether there is one already.
    async Task<IResult> AskAsync(HttpContext context, JsonElement body, string email)
    {
        var (flow, error) = await mail.BeginFlowAsync(context, body);
        if ((error ?? await mail.RefuseAsync(context, email)) is { } refused)
        {
            return refused;
        }

        var secret = OneTimeSecret.Create(flow);
        var (user, refusal) = await door.CallAsync(context, AskSql, email, body.Text("password"), body.Object("data"),
            secret.Request(ring), secret.Seal(mail.Redirect(context), ring));
        metrics.Count("sign_up", refusal?.ErrorCode ?? "asked");
        mail.Wake();
        return refusal ?? Account.Json(user);
    }
}
