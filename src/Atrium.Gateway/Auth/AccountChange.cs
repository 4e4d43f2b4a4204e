using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Auth.Links;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>
/// <c>PUT /user</c>: another password, which may need the code of a mail (<c>nonce</c>); another address, which counts
/// once its mails have been answered; metadata (<c>data</c>).
/// </summary>
sealed class AccountChange(
    AuthDoor door, PasswordGate gate, MailRequests mail, AuthOptions options, KeyRing ring, AuthMetrics metrics)
{
    const string Sql = "select atrium.update_account($1, $2, $3, $4, $5, $6, $7, $8::jsonb)::text";

    /// <summary>Changes what the body names; answers the account.</summary>
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        if (Account.Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        var (body, error) = await JsonBody.ReadAsync(context);
        if (error is not null)
        {
            return error;
        }

        if (body.Text("phone") is not null)
        {
            return AuthError.Of("phone_provider_disabled");
        }

        var (email, password) = (body.Text("email"), body.Text("password"));
        var (mails, refusal) = email is null ? ("[]", null) : await MailsAsync(context, body);
        if ((refusal ?? (password is null ? null : Credentials.Refusal(password))) is { } refused)
        {
            return refused;
        }

        return await gate.PassAsync(context, null, async () =>
        {
            var nonce = body.Text("nonce") is { Length: > 0 } code ? OneTimeSecret.HashOfCode(code.Trim(), ring) : null;
            var (account, no) = await door.CallAsync(context, Sql, user, session, password, body.Object("data"),
                Credentials.Email(email), nonce, options.Mail.IsOn ? options.ReauthenticateAfter : null, mails);
            metrics.Count("change_account", no?.ErrorCode ?? "ok");
            mail.Wake();
            return no ?? Account.Json(account);
        });
    }

    /// <summary>The mails that a change of address needs answered.</summary>
    async Task<(string Mails, AuthError? Error)> MailsAsync(HttpContext context, JsonElement body)
    {
        if (Credentials.Email(body.Text("email")) is not { } email)
        {
            return ("", AuthError.Invalid("Unable to validate email address: invalid format"));
        }

        if (await mail.RefuseAsync(context, email) is { } refused)
        {
            return ("", refused);
        }

        var (flow, error) = await mail.BeginFlowAsync(context, body);
        var mails = new JsonArray([.. mail.AddressesToConfirm.Select(kind => Draft(context, kind, flow))]);
        return (mails.ToJsonString(JsonSerializerOptions.Default), error);
    }

    JsonObject Draft(HttpContext context, string kind, Guid? flow)
    {
        var secret = OneTimeSecret.Create(flow);
        var both = new JsonObject { ["both"] = options.ConfirmBothAddresses };
        return new JsonObject
        {
            ["kind"] = kind,
            ["request"] = JsonNode.Parse(secret.Request(ring, ("data", both))),
            ["sealed"] = Convert.ToBase64String(secret.Seal(mail.Redirect(context), ring)),
        };
    }
}
