using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Atrium.Gateway.Auth;

/// <summary>Calls the sign-in functions as <c>atrium_auth</c>; each answers one JSON object.</summary>
/// <param name="door">The way to data.</param>
sealed class AuthDoor(TenantDoor door)
{
    const int MostTries = 3;

    /// <summary>Runs one function and gives its object, or the refusal it came to.</summary>
    /// <param name="context">The request.</param>
    /// <param name="sql">One statement that gives one value.</param>
    /// <param name="parameters">Its parameters.</param>
    public async Task<(JsonElement Answer, AuthError? Error)> CallAsync(
        HttpContext context, string sql, params object?[] parameters)
    {
        try
        {
            var text = await ScalarAsync<string>(context, sql, parameters);
            using var json = JsonDocument.Parse(text ?? "{}");
            var answer = json.RootElement.Clone();
            return answer.TryGetProperty("error", out var code)
                ? (answer, AuthError.Of(code.GetString() ?? ""))
                : (answer, null);
        }
        catch (PostgresException e) when (Refusal(e) is not null)
        {
            return (default, Refusal(e));
        }
    }

    /// <summary>Runs one statement and gives its one value.</summary>
    /// <param name="context">The request.</param>
    /// <param name="sql">One statement that gives one row.</param>
    /// <param name="parameters">Its parameters.</param>
    public Task<T?> ScalarAsync<T>(HttpContext context, string sql, params object?[] parameters) =>
        ScalarAsync<T>(
            RequestIds.Of(context), sql, parameters, context.RequestAborted,
            context.Features.Get<Caller>()?.Share ?? "");

    /// <summary>As the other, for what no request asks for.</summary>
    /// <param name="requestId">What the audit log calls it.</param>
    /// <param name="sql">One statement that gives one row.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <param name="share">Whose turn it takes; empty for none.</param>
    public async Task<T?> ScalarAsync<T>(
        string requestId, string sql, object?[] parameters, CancellationToken cancellationToken, string share = "")
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await OnceAsync<T>(requestId, sql, parameters, share, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && tries < MostTries)
            {
                // An account that is deleted or shut out while its owner is at it: whoever lost begins again.
            }
        }
    }

    Task<T?> OnceAsync<T>(
        string requestId, string sql, object?[] parameters, string share, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
        {
            command.Parameters.Add(value is JsonElement json
                ? new NpgsqlParameter { Value = json.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb }
                : new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return door.RunAsync(
            new Caller(CallerRole.Auth, "{}", requestId) { Share = share }, [command], ReadAsync, cancellationToken);

        static async Task<T?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
            await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken)
                ? await reader.GetFieldValueAsync<T>(0, cancellationToken)
                : default;
    }

    /// <summary>Address of the client; an empty text where there is none (a socket).</summary>
    public static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString() : address?.ToString() ?? "";
    }

    /// <summary>What attempts are counted under: an IPv6 line has 2 to the 64th addresses and counts as one.</summary>
    public static string LineOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return AddressOf(context);
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    /// <summary>
    /// What the database refuses with a code of ours is said in its words; what the caller sent wrong, in ours. Null
    /// for what nobody expects.
    /// </summary>
    public static AuthError? Refusal(PostgresException e) => e.SqlState switch
    {
        "ATINV" => new AuthError(404, "invite_not_found", e.MessageText),
        "ATEXP" => new AuthError(410, "invite_expired", e.MessageText),
        var own when SqlStates.Own.TryGetValue(own, out var status) => AuthError.Invalid(e.MessageText, status),
        ['2', '2', ..] or ['2', '3', ..] => AuthError.Invalid("A value is not valid.", 422),
        _ => null,
    };
}
