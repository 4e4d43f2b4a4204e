using Atrium.Database;
using Npgsql;

namespace Atrium.Testing;

/// <summary>
/// Becomes a caller the way the gateway does (enter the claims, change role) and runs SQL as them, each call in a
/// transaction of its own.
/// </summary>
/// <param name="gateway">Connections as <c>atrium_gateway</c>.</param>
/// <param name="role"><c>anon</c>, <c>authenticated</c>, <c>service_role</c> or <c>atrium_auth</c>.</param>
/// <param name="claims">JSON, as a verified token has it.</param>
public sealed class AsCaller(NpgsqlDataSource gateway, string role, string claims)
{
    /// <summary>Runs a statement and keeps what it did. Parameters are <c>$1</c>, <c>$2</c> …</summary>
    /// <returns>The number of rows it touched.</returns>
    public Task<int> ExecuteAsync(string sql, params object?[] parameters) =>
        RunAsync(sql, parameters, async reader =>
        {
            while (await reader.NextResultAsync())
            {
                // To the end: an error in a later statement must not be missed.
            }

            return reader.RecordsAffected;
        });

    /// <summary>The first column of the first row; the type's default when there is none or it is null.</summary>
    public Task<T?> ScalarAsync<T>(string sql, params object?[] parameters) =>
        RunAsync(sql, parameters, async reader =>
            await reader.ReadAsync() && reader.GetValue(0) is T value ? value : default);

    /// <summary>The first column of every row.</summary>
    public Task<IReadOnlyList<T>> ColumnAsync<T>(string sql, params object?[] parameters) =>
        RunAsync<IReadOnlyList<T>>(sql, parameters, async reader =>
        {
            List<T> values = [];
            while (await reader.ReadAsync())
            {
                values.Add(reader.GetFieldValue<T>(0));
            }

            return values;
        });

    /// <summary>SQLSTATE of the refusal; null when the statement is allowed (what it did is kept).</summary>
    public async Task<string?> RefusalAsync(string sql, params object?[] parameters)
    {
        try
        {
            await ExecuteAsync(sql, parameters);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    async Task<T> RunAsync<T>(string sql, object?[] parameters, Func<NpgsqlDataReader, Task<T>> read)
    {
        await using var connection = await gateway.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var enter = new NpgsqlBatch(connection, transaction))
        {
            enter.BatchCommands.Add(SqlSession.Command("select atrium.enter($1::jsonb)", [claims]));
            enter.BatchCommands.Add(SqlSession.Command($"set local role {Sql.Name(role)}", []));
            await enter.ExecuteNonQueryAsync();
        }

        T result;
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(SqlSession.Command(sql, parameters));
            await using var reader = await batch.ExecuteReaderAsync();
            result = await read(reader);
        }

        await transaction.CommitAsync();
        return result;
    }
}
