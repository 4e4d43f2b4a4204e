using System.Text.Json;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth.Links;

/// <summary>
/// <c>/verify</c>: what a mail carried is used, once. <c>GET</c> is the link itself and leads on to where the mail was
/// asked to lead; <c>POST</c> takes the link's token (<c>token_hash</c>) or the digits (<c>email</c> and <c>token</c>).
/// </summary>
sealed class Verify(
    AuthDoor door, Site site, SessionTokens sessions, KeyRing ring, AuthMetrics metrics)
{
    const string Begin = "select atrium.begin_attempt($1, $2)";
    const string Use = "select atrium.verify_token($1, $2, $3, $4, $5, $6, $7, $8)::text";

    const string HalfWay =
        "Confirmation link accepted. Please proceed to confirm link sent to the other email";

    /// <summary><c>POST</c>: answers the session.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        if (error is not null)
        {
            return error;
        }

        var email = Credentials.Email(body.Text("email"));
        var (type, link, code) = (body.Text("type"), body.Text("token_hash"), body.Text("token")?.Trim());
        if (!IsKnown(type))
        {
            return AuthError.Invalid("Verify requires a verification type");
        }

        if (string.IsNullOrEmpty(link) == (string.IsNullOrEmpty(code) || email is null))
        {
            return AuthError.Invalid("Either token_hash, or email and token, must be given");
        }

        if (string.IsNullOrEmpty(link))
        {
            var wait = await door.ScalarAsync<int>(context, Begin, $"code {email}", AuthDoor.LineOf(context));
            if (wait > 0)
            {
                return AuthError.TooMany(wait);
            }
        }

        var refresh = RefreshTokens.Create();
        var (answer, refusal) = string.IsNullOrEmpty(link)
            ? await UseAsync(context, type, email, null, OneTimeSecret.HashOfCode(code ?? "", ring), refresh, null)
            : await UseAsync(context, type, null, OneTimeSecret.HashOf(link), null, refresh, null);
        return refusal ?? (answer.TryGetProperty("half", out _)
            ? Results.Text($$"""{"code":200,"msg":"{{HalfWay}}"}""", "application/json")
            : sessions.Answer(answer, refresh));
    }

    /// <summary><c>GET</c>: leads on, with the session in the fragment, or a code for it in the query.</summary>
    public async Task<IResult> LeadAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var to = site.Allowed(query["redirect_to"]);
        var (type, link) = (query["type"].ToString(), query["token"].ToString());
        link = link.Length > 0 ? link : query["token_hash"].ToString();
        if (!IsKnown(type) || link.Length == 0)
        {
            return AuthError.Invalid("Verify requires a token and a verification type");
        }

        var (refresh, flowCode) = (RefreshTokens.Create(), RefreshTokens.Create());
        var ofFlow = OneTimeSecret.IsOfFlow(link);
        var (answer, refusal) = await UseAsync(context, type, null, OneTimeSecret.HashOf(link), null, refresh,
            ofFlow ? OneTimeSecret.HashOf(flowCode) : null);
        if (refusal is not null)
        {
            return LeadBack.Refused(context, to, ofFlow, refusal);
        }

        return answer.TryGetProperty("half", out _)
                ? LeadBack.To(context, to, null, LeadBack.Pairs(("message", HalfWay)))
            : answer.TryGetProperty("flow", out _)
                ? LeadBack.To(context, to, LeadBack.Pairs(("code", flowCode)), null)
            : LeadBack.To(context, to, null, sessions.Fragment(answer, refresh) + $"&type={type}");
    }

    async Task<(JsonElement Answer, AuthError? Error)> UseAsync(HttpContext context, string? type, string? email,
        string? link, string? code, string refresh, string? flowCode)
    {
        var (answer, refusal) = await door.CallAsync(context, Use, type, email, link, code, RefreshTokens.Hash(refresh),
            flowCode, context.Request.Headers.UserAgent.ToString(), AuthDoor.LineOf(context));
        metrics.Count("verify", refusal?.ErrorCode ?? "ok");
        return (answer, refusal);
    }

    static bool IsKnown(string? type) =>
        type is "signup" or "invite" or "magiclink" or "recovery" or "email" or "email_change";
}
