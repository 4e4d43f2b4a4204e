using System.Collections.Concurrent;
using System.Text.Json;
using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// Agencies' API keys (<c>atr_…</c>): turned into claims by the database and remembered for half a minute. That
/// makes no key live longer: <c>atrium.enter</c> looks at it anew with every request.
/// </summary>
/// <param name="door">The way to data.</param>
/// <param name="time">The clock.</param>
sealed class ApiKeys(TenantDoor door, TimeProvider time)
{
    const int MostRemembered = 1_000;

    const string Sql = "select atrium.api_key_claims($1)::text";

    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, (VerifiedToken Token, DateTimeOffset Until)> _known = new();

    /// <summary>Whether <paramref name="text"/> looks like a key and not like a token.</summary>
    public static bool IsOne(ReadOnlySpan<char> text) =>
        text.Length is > 16 and <= 128 && text.StartsWith("atr_", StringComparison.Ordinal);

    /// <summary>Whom a key stands for; null for one that is unknown, revoked or over.</summary>
    /// <param name="key">The key as it came.</param>
    /// <param name="requestId">Id of the request.</param>
    /// <param name="cancellationToken">The request's token.</param>
    public async Task<VerifiedToken?> FindAsync(string key, string requestId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && known.Until > now)
        {
            return known.Token;
        }

        var command = new NpgsqlBatchCommand(Sql)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = key.Replace('\0', ' ') } },
        };
        var caller = new Caller(CallerRole.Auth, "{}", requestId);
        if (await door.RunAsync(caller, [command], ReadAsync, cancellationToken) is not { } claims)
        {
            _known.TryRemove(key, out _);
            return null;
        }

        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        var token = Of(claims);
        _known[key] = (token, now + Remembered);
        return token;
    }

    static VerifiedToken Of(string claims)
    {
        using var json = JsonDocument.Parse(claims);
        var agency = Jwt.Text(json.RootElement, "agency_id") is { } id ? Guid.Parse(id) : (Guid?)null;
        return new VerifiedToken(
            CallerRole.Authenticated, DateTimeOffset.MaxValue, null, null, agency, "aal1", claims);
    }

    static async Task<string?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken)
            ? reader.GetString(0)
            : null;
}
