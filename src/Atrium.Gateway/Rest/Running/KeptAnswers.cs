using System.Text.Json;
using Atrium.Gateway.Rest.Answers;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Atrium.Gateway.Rest.Running;

/// <summary>
/// A write that its sender named by an <c>Idempotency-Key</c> is done once: its answer is kept for a day, in the
/// write's own transaction, and given again to whoever sends the same.
/// </summary>
static class KeptAnswers
{
    public const string Replayed = "Idempotency-Replayed";

    static readonly string[] Kept = ["Content-Range", "Location", "Preference-Applied", "Content-Type"];

    /// <summary>The answer kept for the request's key, or null.</summary>
    public static Task<Answer?> FindAsync(
        TenantDoor door, RestRequest request, RepeatKey key, CancellationToken cancellationToken) => door.RunAsync(
        request.Caller,
        [
            new NpgsqlBatchCommand("select status, headers, body from atrium.kept_answer($1, $2)")
            {
                Parameters = { Text(key.Name), Bytes(key.Asked) },
            },
        ],
        ReadAsync,
        cancellationToken);

    /// <summary>Claims the key for the write that follows.</summary>
    public static NpgsqlBatchCommand Claim(RepeatKey key) => new("select atrium.claim_answer($1, $2)")
    {
        Parameters = { Text(key.Name), Bytes(key.Asked) },
    };

    /// <summary>Keeps the answer of the write before.</summary>
    public static NpgsqlBatchCommand Keep(RepeatKey key, Answer answer) =>
        new("select atrium.keep_answer($1, $2, $3, $4)")
        {
            Parameters =
            {
                Text(key.Name),
                new NpgsqlParameter<int> { TypedValue = answer.Status },
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = HeadersOf(answer) },
                new NpgsqlParameter
                {
                    NpgsqlDbType = NpgsqlDbType.Bytea,
                    Value = answer.ContentType is null ? DBNull.Value : answer.Body,
                },
            },
        };

    static async Task<Answer?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(1)) ?? [];
        headers.Remove("Content-Type", out var type);
        return new Answer(reader.GetInt32(0), type, reader.IsDBNull(2) ? default : reader.GetFieldValue<byte[]>(2))
        {
            Headers = [.. headers, KeyValuePair.Create(Replayed, "true")],
        };
    }

    static string HeadersOf(Answer answer)
    {
        var headers = answer.Headers.GroupBy(header => header.Key)
            .ToDictionary(named => named.Key, named => named.Last().Value);
        string?[] own =
        [
            answer.ContentRange,
            answer.Location,
            answer.Applied.Count > 0 ? string.Join(", ", answer.Applied) : null,
            answer.ContentType,
        ];
        foreach (var (name, value) in Kept.Zip(own))
        {
            if (value is not null)
            {
                headers.TryAdd(name, value);
            }
        }

        return JsonSerializer.Serialize(headers);
    }

    static NpgsqlParameter Text(string value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value };

    static NpgsqlParameter Bytes(byte[] value) => new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = value };
}
