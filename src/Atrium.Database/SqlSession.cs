using System.Data;
using Npgsql;

namespace Atrium.Database;

/// <summary>
/// One connection of the engine's own to the database it looks after, as the deploying role. The engine is not a
/// request:
/// nothing here runs on behalf of a caller, which is why it does not pass the tenant door.
/// </summary>
public sealed class SqlSession : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;

    SqlSession(NpgsqlConnection connection) => _connection = connection;

    /// <summary>The connection, for COPY and cancellation.</summary>
    public NpgsqlConnection Connection => _connection;

    /// <summary>True once the checks' helpers are in its temporary schema.</summary>
    internal bool HasHelpers { get; set; }

    /// <summary>Opens a connection of its own, not from a pool.</summary>
    /// <exception cref="DatabaseProblemException">The server can't be reached or lets nobody in.</exception>
    public static async Task<SqlSession> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "atrium engine",
            CommandTimeout = 0,
            IncludeErrorDetail = true,
            IncludeFailedBatchedCommand = true,
            MaxAutoPrepare = 0,
        };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new(connection);
        }
        catch (Exception problem) when (problem is NpgsqlException or IOException or TimeoutException)
        {
            await connection.DisposeAsync();
            throw new DatabaseProblemException(
                $"The database {builder.Database} on {builder.Host} cannot be reached: {problem.Message}",
                "Check that the server runs and that the address, the role and its password are right.", problem);
        }
    }

    /// <summary>Runs one statement; parameters are <c>$1</c>, <c>$2</c> …</summary>
    /// <returns>The number of rows it touched, or -1.</returns>
    public async Task<int> ExecuteAsync(
        string sql, CancellationToken cancellationToken, params IReadOnlyList<object?> parameters)
    {
        await using var batch = Batch(sql, parameters);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs statements in one round trip; after the first that fails, none.</summary>
    internal async Task ExecuteAsync(
        IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of the first row; the type's default when there is none or it is null.</summary>
    public async Task<T?> ScalarAsync<T>(
        string sql, CancellationToken cancellationToken, params IReadOnlyList<object?> parameters)
    {
        await using var batch = Batch(sql, parameters);
        return await batch.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    /// <summary>Every row, made into a value.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(
        string sql, Func<IDataRecord, T> make, CancellationToken cancellationToken,
        params IReadOnlyList<object?> parameters)
    {
        await using var batch = Batch(sql, parameters);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(make(reader));
        }

        return rows;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>A statement whose parameters are <c>$1</c>, <c>$2</c> …</summary>
    internal static NpgsqlBatchCommand Command(string sql, IReadOnlyList<object?> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    // A batch, because its commands go to the server as they are: a command's text would be searched for semicolons.
    NpgsqlBatch Batch(string sql, IReadOnlyList<object?> parameters) =>
        new(_connection) { BatchCommands = { Command(sql, parameters) } };
}
