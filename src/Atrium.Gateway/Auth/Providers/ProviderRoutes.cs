using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Auth.Links;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Auth.Providers;

/// <summary>
/// Signing in by way of another server: <c>GET /authorize?provider=…</c> leads there, <c>GET /callback</c> takes who
/// comes back, and leads on with a session in the fragment, or a code for it in the query.
/// </summary>
sealed partial class ProviderRoutes(
    AuthDoor door, AuthOptions options, ProviderDirectory directory, MailRequests flows, Site site,
    SessionTokens sessions, KeyRing ring, AuthMetrics metrics, TimeProvider time, ILogger<ProviderRoutes> logger)
{
    const string Count = "select atrium.begin_attempt(null, $1)";
    const string Begin = "select atrium.begin_way($1, $2) is null";
    const string Take = "select atrium.take_way($1)";
    const string Link = "select atrium.link_by_provider($1, $2, $3, $4, $5, $6)::text";
    const string SignIn = "select atrium.sign_in_by_provider($1, $2, $3, $4, $5, $6, $7)::text";

    /// <summary>Maps the routes.</summary>
    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapGet("/authorize", (HttpContext context, ProviderRoutes routes) => routes.LeadAsync(context));
        auth.MapGet("/callback", (HttpContext context, ProviderRoutes routes) => routes.ReturnAsync(context));
    }

    async Task<IResult> LeadAsync(HttpContext context)
    {
        // Its cookie has to be one of the place that providers lead back to. Once only: a proxy may call us otherwise.
        if (!string.Equals(context.Request.Host.Value, site.Root.Authority, StringComparison.OrdinalIgnoreCase)
            && !context.Request.Query.ContainsKey("here"))
        {
            return Results.Redirect(new Uri(site.Root,
                $"/auth/v1/authorize{context.Request.QueryString.Add("here", "1")}").AbsoluteUri);
        }

        var (to, error) = await SetOutAsync(context, null);
        return error ?? Results.Redirect(to);
    }

    /// <summary>Sets out: where the browser goes, and the cookie that it goes with.</summary>
    /// <param name="context">The request; its query says which provider, and where the way ends.</param>
    /// <param name="link">Who links what comes of it to their account; null: it signs in.</param>
    public async Task<(string To, AuthError? Error)> SetOutAsync(HttpContext context, LinkTo? link)
    {
        var query = context.Request.Query;
        if (Find(query["provider"]) is not { } provider)
        {
            return ("", AuthError.Invalid("Unsupported provider: provider is not enabled"));
        }

        if (await CountAsync(context) is { } tooMany)
        {
            return ("", tooMany);
        }

        var (flow, error) = await flows.BeginFlowAsync(
            context, query["code_challenge"], query["code_challenge_method"]);
        if (error is not null)
        {
            return ("", error);
        }

        if (await directory.FindAsync(provider, newKeys: false, context.RequestAborted) is not { } known)
        {
            return ("", new AuthError(502, "unexpected_failure", "The provider doesn't answer"));
        }

        var (state, mark) = (Way.Secret(), Way.Secret());
        var way = new Way(provider.Name, Way.Secret(), Way.Secret(), OneTimeSecret.HashOf(mark),
            site.Allowed(query["redirect_to"]).OriginalString, flow, link);
        await door.ScalarAsync<bool>(context, Begin, OneTimeSecret.HashOf(state), way.Seal(ring));
        Way.Mark(context, site, state, mark);
        metrics.Count(link is null ? "authorize" : "link_identity", "ok");
        return (Question(known.Authorize, provider, way, state, query), null);
    }

    async Task<IResult> ReturnAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var state = query["state"].ToString();
        var stored = state.Length is > 0 and <= 100
            ? await door.ScalarAsync<byte[]>(context, Take, OneTimeSecret.HashOf(state)) : null;
        if (Way.Open(stored, ring) is not { } way || !way.IsMarked(context, site, state)
            || Find(way.Provider) is not { } provider)
        {
            metrics.Count("provider", "bad_oauth_state");
            return await CountAsync(context) is { } tooMany ? tooMany : LeadBack.Refused(
                context, site.Root, true, new AuthError(400, "bad_oauth_state", "OAuth state not found or expired"));
        }

        var to = site.Allowed(way.Redirect);
        var (refresh, flowCode) = (RefreshTokens.Create(), RefreshTokens.Create());
        var (claims, refusal) = await AskAsync(context, provider, way);
        JsonElement answer = default;
        if (refusal is null)
        {
            var code = OneTimeSecret.HashOf(flowCode);
            (answer, refusal) = way.Link is { } link
                ? await door.CallAsync(context, Link, link.User, link.Session, provider.Name, claims, way.Flow, code)
                : await door.CallAsync(context, SignIn, provider.Name, claims, way.Flow, code,
                    RefreshTokens.Hash(refresh), context.Request.Headers.UserAgent.ToString(),
                    AuthDoor.LineOf(context));
        }

        metrics.Count("provider", refusal?.ErrorCode ?? "ok");
        return refusal is not null ? LeadBack.Refused(context, to, way.Flow is not null, refusal)
            : answer.TryGetProperty("flow", out _)
                ? LeadBack.To(context, to, LeadBack.Pairs(("code", flowCode)), null)
            : way.Link is not null ? LeadBack.To(context, to, null, null)
            : LeadBack.To(context, to, null, sessions.Fragment(answer, refresh));
    }

    /// <summary>
    /// Why an address has to wait: it set out again and again and never came back as somebody, or brings what we never
    /// gave anybody. Whoever gets to the end is forgiven by the function that lets them in.
    /// </summary>
    async Task<AuthError?> CountAsync(HttpContext context)
    {
        var wait = await door.ScalarAsync<int>(context, Count, $"way {AuthDoor.LineOf(context)}");
        return wait > 0 ? AuthError.TooMany(wait) : null;
    }

    /// <summary>Whom the provider names, checked.</summary>
    async Task<(JsonElement Claims, AuthError? Error)> AskAsync(
        HttpContext context, ProviderOptions provider, Way way)
    {
        var query = context.Request.Query;
        var code = query["code"].ToString();
        if (query.ContainsKey("error") || code.Length is 0 or > 4_096)
        {
            return (default, new AuthError(403, "access_denied", $"{provider.Label} did not sign you in"));
        }

        // RFC 9207: another provider than the one asked must not answer in its place.
        var isFromElsewhere = query.ContainsKey("iss") && query["iss"] != provider.Issuer.OriginalString;
        var known = isFromElsewhere ? null : await directory.FindAsync(provider, false, context.RequestAborted);
        var token = known is null ? null : await directory.ExchangeAsync(
            provider, known, code, way.Verifier, Way.Callback(site), context.RequestAborted);
        if (known is null || token is null)
        {
            return (default, NotBelieved(provider, isFromElsewhere ? "issuer of the answer" : "no token"));
        }

        var (claims, wrong) = IdToken.Read(token, Expected(known, provider, way));
        if (wrong == IdToken.UnknownKey
            && await directory.FindAsync(provider, newKeys: true, context.RequestAborted) is { } anew)
        {
            (claims, wrong) = IdToken.Read(token, Expected(anew, provider, way));
        }

        return wrong is null ? (Said(claims), null) : (default, NotBelieved(provider, wrong));
    }

    IdToken.Expected Expected(ProviderDirectory.Known known, ProviderOptions provider, Way way) => new(
        known.Keys, provider.Issuer.OriginalString, provider.ClientId, way.Nonce, time.GetUtcNow());

    AuthError NotBelieved(ProviderOptions provider, string reason)
    {
        LogNotBelieved(logger, provider.Name, reason);
        return new AuthError(400, "bad_oauth_callback", $"What {provider.Label} answered can't be used");
    }

    ProviderOptions? Find(string? name) => options.Providers.FirstOrDefault(each => each.Name == name);

    string Question(Uri at, ProviderOptions provider, Way way, string state, IQueryCollection asked)
    {
        var query = new QueryBuilder
        {
            { "response_type", "code" },
            { "client_id", provider.ClientId },
            { "redirect_uri", Way.Callback(site).AbsoluteUri },
            { "scope", provider.Scopes },
            { "state", state },
            { "nonce", way.Nonce },
            { "code_challenge", way.Challenge },
            { "code_challenge_method", "S256" },
        };
        foreach (var name in (string[])["prompt", "login_hint"])
        {
            if (asked[name].ToString() is { Length: > 0 and <= 254 } value)
            {
                query.Add(name, value);
            }
        }

        var parts = new UriBuilder(at);
        parts.Query = parts.Query.Length > 1 ? $"{parts.Query}&{query.ToString()[1..]}" : query.ToString();
        return parts.Uri.AbsoluteUri;
    }

    // Only these go to the database, and each only in the form it should have.
    static JsonElement Said(JsonElement claims)
    {
        var verified = claims.TryGetProperty("email_verified", out var said)
            && (said.ValueKind == JsonValueKind.True
                || said.ValueKind == JsonValueKind.String && said.GetString() == "true");
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["sub"] = Jwt.Text(claims, "sub"),
            ["iss"] = Jwt.Text(claims, "iss"),
            ["email"] = Credentials.Email(Jwt.Text(claims, "email")),
            ["email_verified"] = verified,
            ["name"] = Jwt.Text(claims, "name") is { } name
                ? string.Concat(name.Where(c => !char.IsControl(c)).Take(200)) : null,
        });
    }

    [LoggerMessage(3013, LogLevel.Warning, "What provider {Provider} answered was not believed: {Reason}")]
    static partial void LogNotBelieved(ILogger logger, string provider, string reason);
}
