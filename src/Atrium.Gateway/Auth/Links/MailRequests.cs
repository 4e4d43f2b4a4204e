using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth.Links;

/// <summary>
/// Asking for mail: <c>/recover</c>, <c>/otp</c>, <c>/magiclink</c>, <c>/resend</c>, <c>/reauthenticate</c>. A request
/// is laid down and answered, whoever it is for; only later is it decided whether anybody gets a mail.
/// </summary>
sealed class MailRequests(
    AuthDoor door, AuthOptions options, MailSender sender, Site site, KeyRing ring, AuthMetrics metrics)
{
    const string Queue = "select atrium.queue_mail($1, $2, $3::jsonb, $4) is not null";
    const string Begin = "select atrium.begin_attempt($1, $2)";
    const string BeginFlow = "select atrium.begin_flow($1, $2)";
    const string Own = "select atrium.own_account($1, $2)::text";

    /// <summary><c>POST /recover</c>: a link to set a new password with.</summary>
    public Task<IResult> RecoverAsync(HttpContext context) =>
        AskAsync(context, "recovery", _ => []);

    /// <summary><c>POST /otp</c> and <c>/magiclink</c>: a link to sign in with, for newcomers too.</summary>
    public Task<IResult> SignInAsync(HttpContext context) => AskAsync(context, "magiclink", body =>
        body.TryGetProperty("create_user", out var create) && create.ValueKind == JsonValueKind.False
            ? []
            : [("create", true),
                ("data", body.Object("data") is { } data ? JsonNode.Parse(data.GetRawText()) : null)]);

    /// <summary><c>POST /resend</c>: the mail of a sign-up, or those of a change of address, once more.</summary>
    public async Task<IResult> ResendAsync(HttpContext context)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        return error ?? body.Text("type") switch
        {
            "signup" => await AskAsync(context, body, ["signup"], []),
            "email_change" => await AskAsync(context, body, AddressesToConfirm,
                [("data", new JsonObject { ["both"] = options.ConfirmBothAddresses })]),
            _ => AuthError.Invalid("Resend needs the type signup or email_change"),
        };
    }

    /// <summary><c>GET /reauthenticate</c>: a code to the account's own address.</summary>
    public async Task<IResult> ReauthenticateAsync(HttpContext context)
    {
        if (context.Features.Get<VerifiedToken>() is not { Role: CallerRole.Authenticated } token)
        {
            return AuthError.Of("no_authorization");
        }

        var (account, refusal) = await door.CallAsync(context, Own, token.UserId, token.SessionId);
        var email = account.Text("email") ?? "";
        return refusal ?? await RefuseAsync(context, email)
            ?? await QueueAsync(context, "reauthentication", email, null, [("person", token.UserId.ToString())]);
    }

    /// <summary>Why no mail is laid down for an address; null: it may be. Counts the attempt.</summary>
    public async Task<AuthError?> RefuseAsync(HttpContext context, string email)
    {
        if (!options.Mail.IsOn)
        {
            return AuthError.Of("email_provider_disabled");
        }

        var wait = await door.ScalarAsync<int>(context, Begin, $"mail {email}", AuthDoor.LineOf(context));
        return wait > 0 ? AuthError.TooMany(wait) with { ErrorCode = "over_email_send_rate_limit" } : null;
    }

    /// <summary>The flow that a client begins by its challenge; null where it sends none.</summary>
    public Task<(Guid? Flow, AuthError? Error)> BeginFlowAsync(HttpContext context, JsonElement body) =>
        BeginFlowAsync(context, body.Text("code_challenge"), body.Text("code_challenge_method"));

    /// <summary>The same, where the address says it.</summary>
    public async Task<(Guid? Flow, AuthError? Error)> BeginFlowAsync(
        HttpContext context, string? challenge, string? by)
    {
        if (challenge is not { Length: > 0 })
        {
            return (null, null);
        }

        var method = by?.ToLowerInvariant();
        return method is "s256" or "plain" && challenge.Length is >= 43 and <= 128 && !challenge.Contains('\0')
            ? (await door.ScalarAsync<Guid>(context, BeginFlow, challenge, method), null)
            : (null, AuthError.Invalid("code challenge or its method is not valid"));
    }

    /// <summary>Where the request wants its link to lead, if it may.</summary>
    public Uri Redirect(HttpContext context) => site.Allowed(context.Request.Query["redirect_to"]);

    /// <summary>The mails of a change of address: to the new one, and to the old one where it has to agree.</summary>
    public string[] AddressesToConfirm => options.ConfirmBothAddresses
        ? ["email_change_new", "email_change_current"] : ["email_change_new"];

    /// <summary>Lets the sender know.</summary>
    public void Wake() => sender.Wake();

    async Task<IResult> AskAsync(
        HttpContext context, string kind, Func<JsonElement, (string, JsonNode?)[]> more)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        return error ?? await AskAsync(context, body, [kind], more(body));
    }

    async Task<IResult> AskAsync(
        HttpContext context, JsonElement body, string[] kinds, (string Name, JsonNode? Value)[] more)
    {
        if (body.Text("email") is null && body.Text("phone") is not null)
        {
            return AuthError.Of("phone_provider_disabled");
        }

        if (Credentials.Email(body.Text("email")) is not { } email)
        {
            return AuthError.Invalid("Unable to validate email address: invalid format");
        }

        if (await RefuseAsync(context, email) is { } refused)
        {
            metrics.Count(kinds[0], refused.ErrorCode);
            return refused;
        }

        var (flow, error) = await BeginFlowAsync(context, body);
        if (error is not null)
        {
            return error;
        }

        foreach (var kind in kinds)
        {
            await QueueAsync(
                context, kind, email, flow, [.. more.Select(each => (each.Name, each.Value?.DeepClone()))]);
        }

        metrics.Count(kinds[0], "ok");
        return Results.Text("{}", "application/json");
    }

    async Task<IResult> QueueAsync(
        HttpContext context, string kind, string email, Guid? flow, (string Name, JsonNode? Value)[] more)
    {
        var secret = OneTimeSecret.Create(flow);
        await door.ScalarAsync<bool>(
            context, Queue, kind, email, secret.Request(ring, more), secret.Seal(Redirect(context), ring));
        Wake();
        return Results.Text("{}", "application/json");
    }
}
