using System.Text.Json;
using Atrium.Gateway.Auth.Links;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth;

/// <summary>
/// <c>POST /token?grant_type=password</c> signs in; <c>grant_type=refresh_token</c> goes on with a session;
/// <c>grant_type=pkce</c> takes the code that a link led back with.
/// </summary>
sealed class TokenRoute(
    HttpContext context, AuthDoor door, PasswordGate gate, SessionTokens sessions, KeyRing ring, AuthMetrics metrics)
{
    const string SignIn = "select atrium.sign_in($1, $2, $3, $4, $5)::text";
    const string Exchange = "select atrium.exchange_code($1, $2, $3, $4, $5)::text";
    const string Refresh = "select atrium.refresh($1, $2, $3, $4)::text";

    public static async Task<IResult> HandleAsync(
        HttpContext context, AuthDoor door, PasswordGate gate, SessionTokens sessions, KeyRing ring,
        AuthMetrics metrics)
    {
        var (body, error) = await JsonBody.ReadAsync(context);
        var route = new TokenRoute(context, door, gate, sessions, ring, metrics);
        return error ?? context.Request.Query["grant_type"].ToString() switch
        {
            "password" => await route.SignInAsync(body),
            "refresh_token" => await route.RefreshAsync(body),
            "pkce" => await route.ExchangeAsync(body),
            _ => new AuthError(400, "unsupported_grant_type", "grant_type must be password, refresh_token or pkce"),
        };
    }

    async Task<IResult> SignInAsync(JsonElement body)
    {
        var password = body.Text("password");
        if (body.Text("email") is not { Length: > 0 } given || password is null)
        {
            return AuthError.Invalid("An email and a password are required");
        }

        // What can't be an account is looked for all the same: the way to "no" must be one and the same.
        var email = Credentials.Email(given) ?? "nobody@invalid";
        var result = await gate.PassAsync(context, email, async () =>
        {
            var token = RefreshTokens.Create();
            var (session, refusal) = await door.CallAsync(context, SignIn, email, password.Replace('\0', ' '),
                RefreshTokens.Hash(token), Agent, AuthDoor.LineOf(context));
            return refusal ?? sessions.Answer(session, token);
        });
        metrics.Count("password", (result as AuthError)?.ErrorCode ?? "ok");
        return result;
    }

    async Task<IResult> ExchangeAsync(JsonElement body)
    {
        if (body.Text("auth_code") is not { Length: > 0 } code
            || body.Text("code_verifier") is not { Length: > 0 } proof)
        {
            return AuthError.Invalid("auth_code and code_verifier are required");
        }

        var token = RefreshTokens.Create();
        var (session, refusal) = await door.CallAsync(context, Exchange, OneTimeSecret.HashOf(code),
            proof.Replace('\0', ' '), RefreshTokens.Hash(token), Agent, AuthDoor.LineOf(context));
        metrics.Count("pkce", refusal?.ErrorCode ?? "ok");
        return refusal ?? sessions.Answer(session, token);
    }

    async Task<IResult> RefreshAsync(JsonElement body)
    {
        if (body.Text("refresh_token") is not { Length: > 0 } token)
        {
            return AuthError.Invalid("refresh_token is required");
        }

        var successors = new string[RefreshTokens.Generations];
        for (var i = 0; i < successors.Length; i++)
        {
            successors[i] = RefreshTokens.Successor(i == 0 ? token : successors[i - 1], ring.RefreshSecret);
        }

        string[] hashes = [.. successors.Select(RefreshTokens.Hash)];
        var (session, refusal) = await door.CallAsync(
            context, Refresh, RefreshTokens.Hash(token), hashes, Agent, AuthDoor.AddressOf(context));
        metrics.Count("refresh", refusal?.ErrorCode ?? "ok");
        return refusal ?? sessions.Answer(session, successors[session.GetProperty("generation").GetInt32() - 1]);
    }

    string Agent => context.Request.Headers.UserAgent.ToString();
}
