using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atrium.Gateway.Auth.Factors;

/// <summary>
/// <c>/factors</c>: a person's second factor is set up, asked for, shown and removed; with the service key,
/// <c>/admin/users/{id}/factors</c>.
/// </summary>
sealed class FactorRoutes(
    AuthDoor door, SessionTokens sessions, KeyRing ring, AuthMetrics metrics, TimeProvider time)
{
    const string Enroll = "select atrium.enroll_factor($1, $2, $3, $4)::text";
    const string Challenge = "select atrium.challenge_factor($1, $2, $3, $4)::text";
    const string Secret = "select atrium.factor_secret($1, $2, $3)::text";
    const string Pass = "select atrium.pass_factor($1, $2, $3, $4, $5, $6, $7)::text";
    const string Unenroll = "select atrium.unenroll_factor($1, $2, $3)::text";
    const string Delete = "select atrium.delete_factor($1, $2)::text";
    const string User = "select coalesce(atrium.user_answer($1), '{\"error\":\"user_not_found\"}')::text";
    const string Begin = "select atrium.begin_attempt($1, $2)";
    const string Purpose = "factor";

    /// <summary>Maps the routes.</summary>
    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapPost("/factors", (HttpContext context, FactorRoutes factors) => factors.EnrollAsync(context));
        auth.MapPost("/factors/{id:guid}/challenge", (HttpContext context, FactorRoutes factors, Guid id) =>
            factors.OwnAsync(context, Challenge, id, AuthDoor.AddressOf(context)));
        auth.MapPost("/factors/{id:guid}/verify", (HttpContext context, FactorRoutes factors, Guid id) =>
            factors.VerifyAsync(context, id));
        auth.MapDelete("/factors/{id:guid}", (HttpContext context, FactorRoutes factors, Guid id) =>
            factors.OwnAsync(context, Unenroll, id));

        var operators = auth.MapGroup("/admin/users/{user:guid}/factors").ForOperator();
        operators.MapGet("", async (HttpContext context, AuthDoor door, Guid user) =>
        {
            var (account, refusal) = await door.CallAsync(context, User, user);
            return refusal ?? Results.Text(
                account.TryGetProperty("factors", out var list) ? list.GetRawText() : "[]", "application/json");
        });
        operators.MapDelete("/{id:guid}", async (HttpContext context, AuthDoor door, Guid user, Guid id) =>
        {
            var (answer, refusal) = await door.CallAsync(context, Delete, user, id);
            return refusal ?? Account.Json(answer);
        });
    }

    async Task<IResult> EnrollAsync(HttpContext context)
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

        if (body.Text("factor_type") != "totp")
        {
            return AuthError.Invalid("factor_type needs to be totp");
        }

        var (name, issuer) = (body.Text("friendly_name") ?? "", body.Text("issuer") ?? "Atrium");
        if (name.Length > 100 || issuer.Length is 0 or > 50 || issuer.Contains(':', StringComparison.Ordinal))
        {
            return AuthError.Invalid("friendly_name or issuer is too long or holds what it can't");
        }

        var secret = Totp.NewSecret();
        var (made, refusal) = await door.CallAsync(
            context, Enroll, user, session, name, Convert.ToBase64String(Sealed.Close(secret, ring, Purpose)));
        metrics.Count("enroll_factor", refusal?.ErrorCode ?? "ok");
        return refusal ?? Account.Json(Enrolled(made, secret, name, issuer));
    }

    async Task<IResult> VerifyAsync(HttpContext context, Guid factor)
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

        if (!Guid.TryParse(body.Text("challenge_id"), out var challenge) || body.Text("code") is not { } code)
        {
            return AuthError.Invalid("challenge_id and code are required");
        }

        var wait = await door.ScalarAsync<int>(context, Begin, $"factor {factor}", AuthDoor.LineOf(context));
        if (wait > 0)
        {
            return AuthError.TooMany(wait);
        }

        var (held, refusal) = await door.CallAsync(context, Secret, user, session, factor);
        if (refusal is not null)
        {
            return refusal;
        }

        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        if (Open(held.Text("secret")) is not { } secret
            || Totp.Match(secret, typed, time.GetUtcNow()) is not { } step)
        {
            metrics.Count("verify_factor", "mfa_verification_failed");
            return AuthError.Of("mfa_verification_failed");
        }

        var refresh = RefreshTokens.Create();
        var (answer, no) = await door.CallAsync(context, Pass, user, session, factor, challenge, step,
            RefreshTokens.Hash(refresh), AuthDoor.LineOf(context));
        metrics.Count("verify_factor", no?.ErrorCode ?? "ok");
        return no ?? sessions.Answer(answer, refresh);
    }

    async Task<IResult> OwnAsync(HttpContext context, string sql, params object?[] more)
    {
        if (Account.Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        var (answer, refusal) = await door.CallAsync(context, sql, [user, session, .. more]);
        return refusal ?? Account.Json(answer);
    }

    // Accounts that were brought over bring their secrets as they are: base32.
    byte[]? Open(string? stored)
    {
        var bytes = new byte[stored?.Length ?? 0];
        return stored is null ? null
            : Convert.TryFromBase64String(stored, bytes, out var length)
                && Sealed.Open(bytes.AsSpan(0, length), ring, Purpose) is { } own ? own
            : Base32.Decode(stored);
    }

    static JsonElement Enrolled(JsonElement made, byte[] secret, string name, string issuer)
    {
        var uri = Totp.Uri(secret, issuer, made.Text("email") ?? "");
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["id"] = made.Text("id"),
            ["type"] = "totp",
            ["friendly_name"] = name,
            ["totp"] = new JsonObject
            {
                // An address longer than a picture holds is left out of the picture.
                ["qr_code"] = QrCode.Svg(Encoding.UTF8.GetByteCount(uri) <= 425 ? uri : Totp.Uri(secret, "Atrium", "")),
                ["secret"] = Base32.Encode(secret),
                ["uri"] = uri,
            },
        });
    }
}
