using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>Makes the answer to a sign-in: the session as supabase-js keeps it, with its access token.</summary>
/// <param name="ring">Signs.</param>
/// <param name="options">Life and issuer of tokens.</param>
/// <param name="time">The clock.</param>
sealed class SessionTokens(KeyRing ring, AuthOptions options, TimeProvider time)
{
    // A token travels with every request: a user who keeps more than this about themselves finds it in /user only.
    const int MostMetadataBytes = 2_048;

    // Nobody puts these answers into a page, so nothing but JSON's own characters needs escaping.
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer for a session.</summary>
    /// <param name="session">What <c>atrium.session_answer</c> gave.</param>
    /// <param name="refreshToken">The session's live refresh token.</param>
    public IResult Answer(JsonElement session, string refreshToken)
    {
        var (token, lifetime, expires) = Sign(session);
        return Results.Bytes(Json(answer =>
        {
            answer.WriteString("access_token", token);
            answer.WriteString("token_type", "bearer");
            answer.WriteNumber("expires_in", lifetime);
            answer.WriteNumber("expires_at", expires);
            answer.WriteString("refresh_token", refreshToken);
            answer.WritePropertyName("user");
            session.GetProperty("user").WriteTo(answer);
        }), "application/json; charset=utf-8");
    }

    /// <summary>The same for the fragment of an address.</summary>
    /// <param name="session">What <c>atrium.session_answer</c> gave.</param>
    /// <param name="refreshToken">The session's live refresh token.</param>
    public string Fragment(JsonElement session, string refreshToken)
    {
        var (token, lifetime, expires) = Sign(session);
        return string.Create(CultureInfo.InvariantCulture, $"access_token={token}&expires_at={expires}&expires_in="
            + $"{lifetime}&refresh_token={refreshToken}&token_type=bearer");
    }

    (string Token, long Lifetime, long Expires) Sign(JsonElement session)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var lifetime = (long)options.TokenLifetime.TotalSeconds;
        return (Jwt.Write(ring.Current, Payload(session, now, now + lifetime)), lifetime, now + lifetime);
    }

    byte[] Payload(JsonElement session, long now, long expires) => Json(payload =>
    {
        var user = session.GetProperty("user");
        payload.WriteString("iss", options.Issuer);
        payload.WriteString("aud", "authenticated");
        payload.WriteString("role", "authenticated");
        payload.WriteNumber("iat", now);
        payload.WriteNumber("exp", expires);
        payload.WriteString("sub", user.GetProperty("id").GetString());
        Copy(payload, "email", user.GetProperty("email"));
        Copy(payload, "phone", user.GetProperty("phone"));
        Copy(payload, "app_metadata", user.GetProperty("app_metadata"));
        var metadata = user.GetProperty("user_metadata");
        if (metadata.GetRawText().Length <= MostMetadataBytes)
        {
            Copy(payload, "user_metadata", metadata);
        }

        payload.WriteBoolean("is_anonymous", false);
        Copy(payload, "aal", session.GetProperty("aal"));
        Copy(payload, "amr", session.GetProperty("amr"));
        Copy(payload, "session_id", session.GetProperty("session_id"));
        if (session.TryGetProperty("agency_id", out var agency) && agency.ValueKind == JsonValueKind.String)
        {
            Copy(payload, "agency_id", agency);
        }
    });

    static void Copy(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    static byte[] Json(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
