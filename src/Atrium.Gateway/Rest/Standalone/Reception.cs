using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>Who calls under one configuration, and what of the request functions may read.</summary>
/// <param name="settings">The configuration.</param>
/// <param name="time">The clock.</param>
sealed class Reception(StandaloneSettings settings, TimeProvider time)
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly TokenReader _tokens = new(settings.Keys, settings.Audience, time);
    readonly ClaimPath _role = settings.RoleClaim;
    readonly IReadOnlyList<string> _schemas = settings.Schemas;
    readonly IReadOnlyList<string> _extra = settings.ExtraSearchPath;
    readonly IReadOnlyList<KeyValuePair<string, string>> _app = settings.AppSettings;
    readonly string? _anonymous = settings.AnonymousRole;

    public Caller CallerOf(HttpRequest request)
    {
        var schema = Profile.Of(request, _schemas);
        var (role, claims, isAnonymous) = WhoIs(request);
        List<KeyValuePair<string, string>> made =
        [
            Of("search_path", string.Join(", ", _extra.Prepend(schema).Select(SqlNames.Quote))),
            Of("role", role),
            Of("request.jwt.claims", claims),
            Of("request.method", request.Method),
            Of("request.path", request.Path.Value ?? "/"),
            Of("request.headers", HeadersOf(request)),
            Of("request.cookies", CookiesOf(request)),
            .. _app,
        ];
        var kind = isAnonymous ? CallerRole.Anon : CallerRole.Authenticated;
        return new Caller(kind, claims, RequestIds.Of(request.HttpContext)) { Settings = made };
    }

    (string Role, string Claims, bool IsAnonymous) WhoIs(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) || (header.Length > 6 && header[6] != ' '))
        {
            return _anonymous is null
                ? throw RestErrors.Of(401, "PGRST302", "Anonymous access is disabled")
                : (_anonymous, new JsonObject { ["role"] = _anonymous }.ToJsonString(Plain), true);
        }

        var claims = _tokens.Claims(header.Length > 7 ? header[7..].Trim() : "");
        using var json = JsonDocument.Parse(claims);
        if (_role.Find(json.RootElement) is { Length: > 0 } role)
        {
            return (role, WithRole(claims, role), false);
        }

        return _anonymous is null
            ? throw RestErrors.Of(401, "PGRST302", "Anonymous access is disabled")
            : (_anonymous, WithRole(claims, _anonymous), true);
    }

    // Functions look for the role in the claims, wherever the token had it.
    static string WithRole(string claims, string role)
    {
        var json = JsonNode.Parse(claims) as JsonObject ?? [];
        json["role"] = role;
        return json.ToJsonString(Plain);
    }

    static string HeadersOf(HttpRequest request)
    {
        var json = new JsonObject();
        foreach (var (name, values) in request.Headers)
        {
            if (!name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            {
                json[name.ToLowerInvariant()] = string.Join(", ", (IEnumerable<string?>)values);
            }
        }

        return json.ToJsonString(Plain);
    }

    static string CookiesOf(HttpRequest request)
    {
        var json = new JsonObject();
        foreach (var (name, value) in request.Cookies)
        {
            json[name] = value;
        }

        return json.ToJsonString(Plain);
    }

    static KeyValuePair<string, string> Of(string name, string value) => KeyValuePair.Create(name, value);
}
