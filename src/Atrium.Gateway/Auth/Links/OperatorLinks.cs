using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth.Links;

/// <summary>
/// With the service key: <c>POST /invite</c> sends somebody a mail to take up an account with;
/// <c>POST /admin/generate_link</c> gives what such a mail would carry, to be sent by the operator.
/// </summary>
sealed class OperatorLinks(AuthDoor door, AuthOptions options, MailSender sender, Site site, KeyRing ring)
{
    const string InviteSql = "select atrium.invite_user($1, $2, $3::jsonb, $4)::text";
    const string GenerateSql = "select atrium.generate_link($1, $2, $3, $4::jsonb)::text";

    /// <summary><c>POST /invite</c>: answers the user.</summary>
    public async Task<IResult> InviteAsync(HttpContext context)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        if (error is not null)
        {
            return error;
        }

        if (Credentials.Email(body.Text("email")) is not { } email)
        {
            return AuthError.Invalid("Unable to validate email address: invalid format");
        }

        if (!options.Mail.IsOn)
        {
            return AuthError.Of("email_provider_disabled");
        }

        var secret = OneTimeSecret.Create(null);
        var (user, refusal) = await door.CallAsync(context, InviteSql, email, body.Object("data"), secret.Request(ring),
            secret.Seal(site.Allowed(context.Request.Query["redirect_to"]), ring));
        if (refusal is not null)
        {
            return refusal;
        }

        sender.Wake();
        return Account.Json(user);
    }

    /// <summary><c>POST /admin/generate_link</c>: answers the link, its parts and the user.</summary>
    public async Task<IResult> GenerateAsync(HttpContext context)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        if (error is not null)
        {
            return error;
        }

        var type = body.Text("type");
        if (type is not ("signup" or "invite" or "magiclink" or "recovery" or "email_change_current"
            or "email_change_new"))
        {
            return AuthError.Invalid("Invalid email action link type requested");
        }

        var newEmail = Credentials.Email(body.Text("new_email"));
        if (Credentials.Email(body.Text("email")) is not { } email
            || (type.StartsWith("email_change", StringComparison.Ordinal) && newEmail is null))
        {
            return AuthError.Invalid("Unable to validate email address: invalid format");
        }

        if (type == "signup" && Credentials.Refusal(body.Text("password")) is { } weak)
        {
            return weak;
        }

        var secret = OneTimeSecret.Create(null);
        var (answer, refusal) = await door.CallAsync(context, GenerateSql, type, email, body, secret.Request(ring));
        return refusal ?? Account.Json(Answer(context, body, answer, secret));
    }

    JsonElement Answer(HttpContext context, JsonElement body, JsonElement settled, OneTimeSecret secret)
    {
        var redirect = site.Allowed(body.Text("redirect_to") ?? context.Request.Query["redirect_to"]);
        var kind = settled.GetProperty("kind").GetString() ?? "";
        var type = MailText.TypeOf(kind);
        var user = JsonNode.Parse(settled.GetProperty("user").GetRawText()) as JsonObject ?? [];
        user["action_link"] = MailText.LinkOf(kind, site.Root, new MailSecrets(secret.Token, secret.Code,
            redirect.OriginalString));
        user["email_otp"] = secret.Code;
        user["hashed_token"] = secret.Token;
        user["verification_type"] = type == "email_change" ? kind : type;
        user["redirect_to"] = redirect.OriginalString;
        return JsonSerializer.SerializeToElement(user);
    }
}
