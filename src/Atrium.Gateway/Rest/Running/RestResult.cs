using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Atrium.Gateway.Rest.Running;

/// <summary>What a plan's statement gave.</summary>
/// <param name="Total">All rows that match, or null when they were not counted.</param>
/// <param name="Page">Rows read or written.</param>
/// <param name="Body">The answer's body, as PostgreSQL made it.</param>
/// <param name="Headers">JSON of headers a function set, or null.</param>
/// <param name="Status">Status a function set, or null.</param>
/// <param name="Inserted">Rows an upsert made, or null.</param>
/// <param name="Key">Values of the first written row's primary key, or null.</param>
sealed record RestResult(
    long? Total, long Page, byte[] Body, string? Headers, string? Status, int? Inserted, string?[]? Key)
{
    /// <summary>Rows there are as the planner guesses, or null.</summary>
    public long? Planned { get; init; }

    public static async Task<RestResult> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        long? total = reader.IsDBNull(0) ? null : reader.GetInt64(0);
        var page = reader.GetInt64(1);
        var body = reader.IsDBNull(2) ? [] : reader.GetFieldValue<byte[]>(2);
        var result = reader.FieldCount == 3
            ? new RestResult(total, page, body, null, null, null, null)
            : new RestResult(total, page, body, Text(reader, 3), Text(reader, 4), Number(reader, 5), Keys(reader, 6));
        return await reader.NextResultAsync(cancellationToken) && reader.FieldCount == 1
            && await reader.ReadAsync(cancellationToken)
            ? result with { Planned = PlannedIn(reader.GetString(0)) }
            : result;
    }

    /// <summary>Reads an EXPLAIN: its lines are the body.</summary>
    public static async Task<RestResult> ReadPlanAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return new RestResult(null, 0, Encoding.UTF8.GetBytes(string.Join('\n', lines)), null, null, null, null);
    }

    static long PlannedIn(string plan)
    {
        using var json = JsonDocument.Parse(plan);
        return (long)json.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    static int? Number(NpgsqlDataReader reader, int column) =>
        Text(reader, column) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    static string?[]? Keys(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<string?[]>(column);
}
