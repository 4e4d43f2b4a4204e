using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Atrium.Gateway.Tokens;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Auth.Providers;

/// <summary>
/// Asks providers: what they are (discovery), which keys they sign with, and what a code stands for. What they are is
/// kept for an hour. Nothing is asked unless somebody sets out for one.
/// </summary>
sealed partial class ProviderDirectory(TimeProvider time, ILogger<ProviderDirectory> logger) : IDisposable
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    static readonly TimeSpan KeysKept = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 256 * 1024,
    };

    /// <summary>What is known of a provider.</summary>
    /// <param name="Authorize">Where people go.</param>
    /// <param name="Token">Where codes are shown.</param>
    /// <param name="Keys">Its keys.</param>
    /// <param name="TakesBasic">Whether the secret goes into a header, else into the body.</param>
    /// <param name="At">Since when it is known.</param>
    public sealed record Known(
        Uri Authorize, Uri Token, IReadOnlyList<ProviderKey> Keys, bool TakesBasic, DateTimeOffset At);

    /// <summary>What a provider is; null where it doesn't say, or says something else than it should.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="newKeys">Its keys have to be newer than a minute.</param>
    /// <param name="cancellationToken">Cancels the questions.</param>
    public async Task<Known?> FindAsync(ProviderOptions provider, bool newKeys, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(provider.Name, out var known) && known.At + (newKeys ? KeysKept : Kept) > now)
        {
            return known;
        }

        var about = new Uri($"{provider.Issuer.OriginalString.TrimEnd('/')}/.well-known/openid-configuration");
        if (await GetAsync(provider, about, cancellationToken) is not { } said
            || Jwt.Text(said, "issuer") != provider.Issuer.OriginalString
            || Place(provider, said, "authorization_endpoint") is not { } authorize
            || Place(provider, said, "token_endpoint") is not { } token
            || Place(provider, said, "jwks_uri") is not { } keys
            || await GetAsync(provider, keys, cancellationToken) is not { } set)
        {
            LogNotFound(logger, provider.Name);
            return null;
        }

        var methods = said.TryGetProperty("token_endpoint_auth_methods_supported", out var list)
            && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Select(method => method.ToString()).ToList() : [];
        var basic = methods.Count == 0 || methods.Contains("client_secret_basic");
        return _known[provider.Name] = new Known(authorize, token, ProviderKey.Of(set), basic, now);
    }

    /// <summary>The token that a code stands for; null where the provider gives none.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="code">The code.</param>
    /// <param name="verifier">Shows who asked for it.</param>
    /// <param name="callback">Where the provider led back to.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    public async Task<string?> ExchangeAsync(ProviderOptions provider, Known known, string code, string verifier,
        Uri callback, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = callback.AbsoluteUri,
            ["client_id"] = provider.ClientId,
            ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, known.Token);
        if (provider.ClientSecret is { } secret && known.TakesBasic)
        {
            var pair = $"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else if (provider.ClientSecret is { } shown)
        {
            fields["client_secret"] = shown;
        }

        request.Content = new FormUrlEncodedContent(fields);
        return await SendAsync(provider, request, cancellationToken) is { } answer
            ? Jwt.Text(answer, "id_token") : null;
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _http.Dispose();

    async Task<JsonElement?> GetAsync(ProviderOptions provider, Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(provider, request, cancellationToken);
    }

    async Task<JsonElement?> SendAsync(
        ProviderOptions provider, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                return json.ValueKind == JsonValueKind.Object ? json : null;
            }

            LogNoAnswer(logger, provider.Name, ((int)answer.StatusCode).ToString(
                System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException e)
        {
            LogNoAnswer(logger, provider.Name, e.HttpRequestError.ToString());
        }
        catch (JsonException)
        {
            LogNoAnswer(logger, provider.Name, "no JSON");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoAnswer(logger, provider.Name, "no answer in time");
        }

        return null;
    }

    // A provider elsewhere doesn't send this server to its own machine, and none to where anybody reads along.
    static Uri? Place(ProviderOptions provider, JsonElement said, string name) =>
        Uri.TryCreate(Jwt.Text(said, name), UriKind.Absolute, out var place) && ProviderOptions.IsSafe(place)
        && (!place.IsLoopback || provider.Issuer.IsLoopback) ? place : null;

    [LoggerMessage(3011, LogLevel.Warning, "Provider {Provider} gave no usable answer: {Reason}")]
    static partial void LogNoAnswer(ILogger logger, string provider, string reason);

    [LoggerMessage(3012, LogLevel.Warning, "Provider {Provider} doesn't say what it should of itself")]
    static partial void LogNotFound(ILogger logger, string provider);
}
