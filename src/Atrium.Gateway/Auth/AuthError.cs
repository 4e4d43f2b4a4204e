using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>A refusal as GoTrue says it: <c>{"code":status,"error_code":…,"msg":…}</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ErrorCode">One of a fixed set, for programs.</param>
/// <param name="Message">One sentence, for people.</param>
sealed partial record AuthError(int Status, string ErrorCode, string Message) : IResult
{
    /// <summary>Seconds before it makes sense to try again; null: the header is left out.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Why a password is weak; null where that isn't the matter.</summary>
    public IReadOnlyList<string>? WeakBecause { get; init; }

    static readonly FrozenDictionary<string, AuthError> Known = new AuthError[]
    {
        new(400, "invalid_credentials", "Invalid login credentials"),
        new(400, "email_not_confirmed", "Email not confirmed"),
        new(400, "user_banned", "User is banned"),
        new(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"),
        new(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used"),
        new(400, "session_expired", "Invalid Refresh Token: Session Expired"),
        new(403, "otp_expired", "Email link or code is invalid or has expired"),
        new(404, "flow_state_not_found", "Invalid flow state, no valid flow state found"),
        new(403, "flow_state_expired", "Invalid flow state, flow state has expired"),
        new(400, "bad_code_verifier", "Code challenge does not match previously saved code verifier"),
        new(400, "reauthentication_needed", "Sign in again; or, for a new password, send the code of a mail"),
        new(422, "reauthentication_not_valid", "Nonce has expired or is invalid"),
        new(404, "mfa_factor_not_found", "MFA factor not found"),
        new(422, "mfa_factor_name_conflict", "A factor with this friendly name exists already"),
        new(422, "too_many_enrolled_mfa_factors", "Maximum number of factors reached, unenroll to continue"),
        new(422, "mfa_challenge_expired", "MFA challenge is over or was used: ask for a new one"),
        new(422, "mfa_verification_failed", "Invalid TOTP code entered"),
        new(422, "recovery_code_not_valid", "Recovery code is not valid or was used"),
        new(403, "provider_email_needs_verification", "The provider has not verified this e-mail address"),
        new(422, "identity_already_exists", "This identity, or the account of its address, is linked already"),
        new(422, "identity_not_found", "Identity doesn't exist"),
        new(422, "single_identity_not_deletable", "User must have at least 1 identity after unlinking"),
        new(422, "email_conflict_identity_not_deletable", "No other identity has proved the account's address"),
        new(401, "insufficient_aal", "AAL2 session is required to change this when a second factor is set up"),
        new(422, "email_provider_disabled", "This server sends no mail. Ask whoever runs it."),
        new(400, "phone_provider_disabled", "Phone numbers are not supported"),
        new(403, "session_not_found", "Session from session_id claim in JWT does not exist"),
        new(401, "no_authorization", "This endpoint requires a Bearer token"),
        new(403, "not_admin", "User not allowed"),
        new(404, "user_not_found", "User not found"),
        new(410, "setup_link_invalid", "This set-up link was used, has expired, or never was."),
        new(422, "user_already_exists", "User already registered"),
        new(422, "email_exists", "A user with this email address has already been registered"),
        new(422, "same_password", "New password should be different from the old password."),
    }.ToFrozenDictionary(error => error.ErrorCode);

    /// <summary>The refusal that the sign-in functions call <paramref name="code"/>.</summary>
    public static AuthError Of(string code) =>
        Known.TryGetValue(code, out var error) ? error : new AuthError(500, "unexpected_failure", "Unexpected failure");

    /// <summary>What was sent can't be used.</summary>
    public static AuthError Invalid(string message, int status = 400) => new(status, "validation_failed", message);

    /// <summary>Too many attempts.</summary>
    /// <param name="seconds">Before the next is looked at.</param>
    public static AuthError TooMany(int seconds) =>
        new(429, "over_request_rate_limit", $"Too many attempts. Try again in {seconds} s.") { RetryAfter = seconds };

    /// <summary>Answers the request with it.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var weak = WeakBecause is { } reasons ? new Weakness(reasons) : null;
        return httpContext.Response.WriteAsJsonAsync(
            new Body(Status, ErrorCode, Message, weak), BodyJson.Default.Body, null, httpContext.RequestAborted);
    }

    internal sealed record Body(int Code, string ErrorCode, string Msg, Weakness? WeakPassword);

    internal sealed record Weakness(IReadOnlyList<string> Reasons);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Body))]
    internal sealed partial class BodyJson : JsonSerializerContext;
}
