using System.Text.Json.Serialization;
using Atrium.Gateway.Auth;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atrium.Server.Web;

/// <summary><c>GET /config.json</c>: what a browser must know before it can sign anybody in. No secrets.</summary>
static partial class ConfigRoute
{
    /// <param name="Url">Where the surfaces are.</param>
    /// <param name="AnonKey">Names the installation to the sign-in surface.</param>
    /// <param name="Demo">Whether demo accounts exist.</param>
    /// <param name="Mail">Whether this server sends mail.</param>
    /// <param name="Providers">Other servers that people may sign in by.</param>
    public sealed record Config(
        string Url, string AnonKey, bool Demo, bool Mail, IReadOnlyList<Provider> Providers);

    /// <param name="Name">What <c>/auth/v1/authorize</c> calls it.</param>
    /// <param name="Label">What people call it.</param>
    public sealed record Provider(string Name, string Label);

    public static void MapConfig(this WebApplication app) =>
        app.MapGet("/config.json", (
            HttpContext context, AtriumOptions options, AuthOptions signIn, ProjectKeys keys) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            var url = signIn.SiteUrl?.GetLeftPart(UriPartial.Authority)
                ?? $"{context.Request.Scheme}://{context.Request.Host}";
            var config = new Config(url, keys.Anon, options.Demo, signIn.Mail.IsOn,
                [.. signIn.Providers.Select(provider => new Provider(provider.Name, provider.Label))]);
            return TypedResults.Json(config, ConfigJson.Default.Config);
        });

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Config))]
    internal sealed partial class ConfigJson : JsonSerializerContext;
}
