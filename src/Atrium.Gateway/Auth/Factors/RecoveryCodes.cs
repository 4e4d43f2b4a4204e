using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atrium.Gateway.Auth.Factors;

/// <summary>
/// <c>/factors/recovery-codes</c>: ten codes to write down, for who loses the device of a second factor. They are shown
/// when they are made and never again; each stands for a factor once.
/// </summary>
sealed class RecoveryCodes(AuthDoor door, SessionTokens sessions, KeyRing ring, AuthMetrics metrics)
{
    const string Path = "/factors/recovery-codes";
    const string Own = "select atrium.own_recovery_codes($1, $2)::text";
    const string Make = "select atrium.new_recovery_codes($1, $2, $3)::text";
    const string Pass = "select atrium.pass_recovery_code($1, $2, $3, $4, $5)::text";
    const string Begin = "select atrium.begin_attempt($1, $2)";

    const int Codes = 10;

    // 80 bits, sixteen letters and digits of base32: not to be guessed, even by who has the database and the secret.
    const int CodeBytes = 10;
    const int GroupLength = 4;

    /// <summary>Maps the routes.</summary>
    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapGet(Path, (HttpContext context, RecoveryCodes codes) => codes.CountAsync(context));
        auth.MapPost(Path, (HttpContext context, RecoveryCodes codes) => codes.MakeAsync(context));
        auth.MapPost($"{Path}/verify", (HttpContext context, RecoveryCodes codes) => codes.VerifyAsync(context));
    }

    async Task<IResult> CountAsync(HttpContext context)
    {
        if (Account.Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        var (count, refusal) = await door.CallAsync(context, Own, user, session);
        return refusal ?? Account.Json(count);
    }

    async Task<IResult> MakeAsync(HttpContext context)
    {
        if (Account.Session(context) is not ({ } user, { } session))
        {
            return AuthError.Of("no_authorization");
        }

        string[] codes = [.. Enumerable.Range(0, Codes).Select(_ => Create())];
        string[] hashes = [.. codes.Select(code => Hash(code, user))];
        var (_, refusal) = await door.CallAsync(context, Make, user, session, hashes);
        metrics.Count("make_recovery_codes", refusal?.ErrorCode ?? "ok");
        return refusal ?? Account.Json(JsonSerializer.SerializeToElement(new { codes }));
    }

    async Task<IResult> VerifyAsync(HttpContext context)
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

        if (body.Text("code") is not { Length: > 0 and <= 100 } code)
        {
            return AuthError.Invalid("code is required");
        }

        var wait = await door.ScalarAsync<int>(context, Begin, $"recovery code {user}", AuthDoor.LineOf(context));
        if (wait > 0)
        {
            return AuthError.TooMany(wait);
        }

        var refresh = RefreshTokens.Create();
        var (answer, refusal) = await door.CallAsync(context, Pass, user, session, Hash(code, user),
            RefreshTokens.Hash(refresh), AuthDoor.LineOf(context));
        metrics.Count("recovery_code", refusal?.ErrorCode ?? "ok");
        return refusal ?? sessions.Answer(answer, refresh);
    }

    static string Create() => string.Join('-',
        Base32.Encode(RandomNumberGenerator.GetBytes(CodeBytes)).Chunk(GroupLength).Select(group => new string(group)));

    // Whoever types one leaves out lines, or writes what looks like a letter of base32 for it.
    string Hash(string code, Guid user)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()
            .Replace('0', 'O').Replace('1', 'I').Replace('8', 'B');
        return Convert.ToHexStringLower(
            HMACSHA256.HashData(ring.RefreshSecret, Encoding.UTF8.GetBytes($"recovery code {user} {plain}")));
    }
}
