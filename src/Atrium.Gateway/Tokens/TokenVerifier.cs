using System.Text;
using System.Text.Json;
using Atrium.Kernel;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// Verifies tokens against the ring. A token found genuine is remembered, so that a client pays once.
/// </summary>
/// <param name="ring">The keys accepted.</param>
/// <param name="time">The clock that tokens end by.</param>
public sealed class TokenVerifier(KeyRing ring, TimeProvider time)
{
    volatile Remembered _remembered = new(ring.Generation, new TokenCache(capacity: 8_192));

    /// <summary>Verifies <paramref name="token"/>.</summary>
    /// <param name="token">A compact token as it came in a header.</param>
    /// <param name="refusal"><see cref="TokenRefusal.None"/>, or why the answer is null.</param>
    /// <returns>What the token says; null when it is refused.</returns>
    public VerifiedToken? Verify(ReadOnlySpan<char> token, out TokenRefusal refusal)
    {
        var genuine = Genuine();
        var verified = genuine.Find(token);
        if (verified is null)
        {
            verified = Read(token, out refusal);
            if (verified is null)
            {
                return null;
            }
        }

        if (verified.ExpiresAt <= time.GetUtcNow())
        {
            refusal = TokenRefusal.Expired;
            return null;
        }

        genuine.Remember(token, verified);
        refusal = TokenRefusal.None;
        return verified;
    }

    // What a key that has ended signed must not live on because it is remembered.
    TokenCache Genuine()
    {
        var (remembered, generation) = (_remembered, ring.Generation);
        if (!ReferenceEquals(remembered.Generation, generation))
        {
            _remembered = remembered = new Remembered(generation, new TokenCache(capacity: 8_192));
        }

        return remembered.Tokens;
    }

    sealed record Remembered(object Generation, TokenCache Tokens);

    VerifiedToken? Read(ReadOnlySpan<char> token, out TokenRefusal refusal)
    {
        refusal = TokenRefusal.Invalid;
        if (Jwt.Read(token) is not { } parts
            || ring.Find(parts.Kid) is not { } key
            || !key.Verifies(parts.Signed, parts.Signature))
        {
            return null;
        }

        refusal = TokenRefusal.BadClaims;
        return JsonObjects.Parse(parts.Payload) is { } claims ? Of(claims) : null;
    }

    static VerifiedToken? Of(JsonElement claims)
    {
        var role = Jwt.Text(claims, "role") switch
        {
            "anon" => CallerRole.Anon,
            "authenticated" => CallerRole.Authenticated,
            "service_role" => CallerRole.Service,
            _ => (CallerRole?)null,
        };
        var user = Id(claims, "sub");
        if (role is null || (role == CallerRole.Authenticated && user is null)
            || !claims.TryGetProperty("exp", out var exp) || exp.ValueKind != JsonValueKind.Number
            || !exp.TryGetInt64(out var seconds)
            || seconds is < 0 or > MaxSeconds)
        {
            return null;
        }

        return new VerifiedToken(
            role.Value, DateTimeOffset.FromUnixTimeSeconds(seconds), user, Id(claims, "session_id"),
            Id(claims, "agency_id"), Jwt.Text(claims, "aal") ?? "aal1", ForEnter(claims));
    }

    // The year 9999, the last that a DateTimeOffset holds.
    const long MaxSeconds = 253_402_300_799;

    // What the user may write about themselves (user_metadata) is no ground for any decision: it stays behind.
    static readonly string[] Entered = ["role", "sub", "email", "agency_id", "session_id", "aal", "app_metadata"];

    static string ForEnter(JsonElement claims)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var name in Entered)
            {
                if (claims.TryGetProperty(name, out var value))
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    static Guid? Id(JsonElement claims, string name) =>
        Guid.TryParseExact(Jwt.Text(claims, name), "D", out var id) ? id : null;
}
