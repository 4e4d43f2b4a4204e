using System.Text.Json;
using Npgsql;

namespace Atrium.Gateway.Rest.Running;

/// <summary>
/// An error whose whole answer a function wrote: <c>raise sqlstate 'PGRST'</c>, with the body as JSON in its message,
/// status and headers as JSON in its detail.
/// </summary>
static class RaisedError
{
    public const string State = "PGRST";

    const string AboutMessage = "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional "
        + "keys: 'details', 'hint'.";

    const string AboutDetail = "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional "
        + "key: 'status_text'.";

    public static RestError Of(PostgresException error)
    {
        if (error.Detail is not { } detail)
        {
            return Unread("DETAIL is missing in the RAISE statement", AboutDetail);
        }

        RestError said;
        try
        {
            using var body = JsonDocument.Parse(error.MessageText);
            var root = body.RootElement;
            said = new RestError(
                0,
                root.GetProperty("code").GetString() ?? "",
                root.GetProperty("message").GetString() ?? "",
                TextOrNull(root, "details"),
                TextOrNull(root, "hint"));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Unread($"Invalid JSON value for MESSAGE: '{error.MessageText}'", AboutMessage);
        }

        try
        {
            using var answer = JsonDocument.Parse(detail);
            var root = answer.RootElement;
            return said with
            {
                Status = root.GetProperty("status").GetInt32(),
                Headers =
                [
                    .. root.GetProperty("headers").EnumerateObject()
                        .Select(header => KeyValuePair.Create(header.Name, header.Value.GetString() ?? "")),
                ],
                Reason = TextOrNull(root, "status_text"),
            };
        }
        catch (Exception wrong)
            when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return Unread($"Invalid JSON value for DETAIL: '{detail}'", AboutDetail);
        }
    }

    static RestError Unread(string details, string hint) => new(
        500, "PGRST121", "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error", details, hint);

    static string? TextOrNull(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
