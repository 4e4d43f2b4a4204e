using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Atrium.Gateway.Storage;

/// <summary>Asks the database as whoever calls: its policies decide, and one answer says whether they let it.</summary>
/// <param name="door">The way to data.</param>
sealed class StorageDoor(TenantDoor door)
{
    /// <summary>Who calls.</summary>
    /// <exception cref="StorageException">The service key, which is of no agency.</exception>
    public static Caller CallerOf(HttpContext context)
    {
        var caller = context.Features.Get<Caller>() ?? new Caller(CallerRole.Anon, "{}", RequestIds.Of(context));
        return caller.Role == CallerRole.Service ? throw new StorageException(StorageError.NoAgency) : caller;
    }

    /// <summary>Somebody else on whose behalf a request asks; the turn it takes is the request's own.</summary>
    public static Caller Instead(HttpContext context, Caller caller) =>
        caller with { Share = context.Features.Get<Caller>()?.Share ?? "" };

    /// <summary>Runs one statement in a transaction of its own and reads its rows.</summary>
    public Task<List<T>> RowsAsync<T>(
        Caller caller, Question question, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken,
        TransactionEnd end = TransactionEnd.Commit)
    {
        return door.RunAsync(caller, [Command(question)], ReadAsync, cancellationToken, end);

        async Task<List<T>> ReadAsync(NpgsqlDataReader reader, CancellationToken token)
        {
            List<T> rows = [];
            while (await reader.ReadAsync(token))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    /// <summary>The one text of a statement; null where it gave no row.</summary>
    public async Task<string?> TextAsync(Caller caller, Question question, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(
            caller, question, row => row.IsDBNull(0) ? null : row.GetString(0), cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>What a statement gave as JSON, as the whole answer; where it gave nothing, a refusal.</summary>
    public async Task<IResult> JsonAsync(HttpContext context, Question question, StorageError otherwise) =>
        await TextAsync(CallerOf(context), question, context.RequestAborted) is { } json ? Json(json) : otherwise;

    /// <summary>JSON as the answer; it is nobody else's and of this moment.</summary>
    public static IResult Json(string json) => Results.Text(json, "application/json; charset=utf-8");

    static NpgsqlBatchCommand Command(Question question)
    {
        var command = new NpgsqlBatchCommand(question.Sql);
        foreach (var value in question.Values)
        {
            command.Parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                JsonText json => new NpgsqlParameter { Value = json.Text, NpgsqlDbType = NpgsqlDbType.Jsonb },
                _ => new NpgsqlParameter { Value = value },
            });
        }

        return command;
    }
}

/// <summary>A statement with its parameters.</summary>
/// <param name="Sql">One statement.</param>
/// <param name="Values">What <c>$1</c>, <c>$2</c> … are; null is a text.</param>
sealed record Question(string Sql, params IReadOnlyList<object?> Values);

/// <summary>Text that is sent to the database as <c>jsonb</c>.</summary>
readonly record struct JsonText(string Text);
