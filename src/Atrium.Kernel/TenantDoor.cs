using System.Data;
using System.Runtime.CompilerServices;
using Atrium.Kernel.Shares;
using Npgsql;

namespace Atrium.Kernel;

/// <summary>
/// The one way to data. A request is one batch in one round trip: begin, enter the caller's claims, become the caller's
/// role, the statements, commit. Every setting is local to the transaction, so a connection carries nothing over.
/// </summary>
public sealed class TenantDoor : IAsyncDisposable
{
    readonly NpgsqlDataSource? _source;
    readonly NpgsqlConnection? _held;
    readonly FairShare? _shares;
    readonly Entry _entry;

    /// <summary>Opens a pool on <paramref name="connectionString"/>; connections are made when first needed.</summary>
    /// <param name="connectionString">Signs in as a role that may only become the callers' roles.</param>
    /// <param name="options">Limits.</param>
    public TenantDoor(string connectionString, TenantDoorOptions options)
    {
        _entry = new Entry(options, isWithin: false);
        _shares = new FairShare(options.Shares);
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "atrium",
            MaxPoolSize = options.MaxConnections,
            Timeout = options.ConnectSeconds,
            MaxAutoPrepare = options.PreparedStatements,
            AutoPrepareMinUsages = options.PreparedAfter,
            // Nothing outlives a transaction here, so the reset on return would only cost time.
            NoResetOnClose = true,
            // Raised errors speak to the caller in their details; who answers chooses what else of them may be shown.
            IncludeErrorDetail = true,
        });
    }

    TenantDoor(NpgsqlConnection held, TenantDoorOptions options)
    {
        _held = held;
        _entry = new Entry(options, isWithin: true);
    }

    /// <summary>
    /// A door without a pool, within the open transaction of a superuser's connection: each run is taken back, whatever
    /// it asked for. For proofs, which look at a database and leave no trace.
    /// </summary>
    /// <param name="connection">In a transaction; used by one run at a time, and not closed.</param>
    /// <param name="options">Limits.</param>
    public static TenantDoor Within(NpgsqlConnection connection, TenantDoorOptions options) => new(connection, options);

    /// <summary>
    /// Runs <paramref name="statements"/> as <paramref name="caller"/> in one transaction and round trip.
    /// </summary>
    /// <param name="caller">Whose rights hold.</param>
    /// <param name="statements">What runs, in order; a command object is used once.</param>
    /// <param name="read">Reads the results; the reader stands on the first statement that returns rows.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls back.</param>
    /// <param name="end">Whether what was written stays.</param>
    /// <returns>What <paramref name="read"/> returned, once the transaction has ended well.</returns>
    /// <exception cref="PostgresException">A statement or the commit failed; everything is rolled back.</exception>
    /// <exception cref="NpgsqlException">No connection: none free in time, or the server is away.</exception>
    /// <exception cref="OverloadException">Too many wait for a connection, or it did not come in time.</exception>
    public async Task<T> RunAsync<T>(
        Caller caller,
        IReadOnlyList<NpgsqlBatchCommand> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        TransactionEnd end = TransactionEnd.Commit)
    {
        using var turn = await TurnAsync(caller, cancellationToken);
        await using var opened = await OpenAsync(cancellationToken);
        return await RunAsync(Of(opened), caller, statements, read, _entry.End(end), null, cancellationToken);
    }

    /// <summary>
    /// As the other, for what is asked for in one of several ways: an answer chooses. Costs a second round trip.
    /// </summary>
    /// <param name="caller">Whose rights hold.</param>
    /// <param name="first">What runs before, in order; a command object is used once.</param>
    /// <param name="hear">Reads the answer of <paramref name="first"/>.</param>
    /// <param name="choose">Makes of the answer what runs then, in order; it must not fail.</param>
    /// <param name="read">Reads the results; the reader stands on the first statement that returns rows.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls back.</param>
    /// <param name="end">Whether what was written stays.</param>
    /// <returns>What <paramref name="read"/> returned, once the transaction has ended well.</returns>
    /// <exception cref="PostgresException">A statement or the commit failed; everything is rolled back.</exception>
    /// <exception cref="NpgsqlException">No connection: none free in time, or the server is away.</exception>
    /// <exception cref="OverloadException">Too many wait for a connection, or it did not come in time.</exception>
    public async Task<T> RunAsync<TAnswer, T>(
        Caller caller,
        IReadOnlyList<NpgsqlBatchCommand> first,
        Func<NpgsqlDataReader, CancellationToken, Task<TAnswer>> hear,
        Func<TAnswer, IReadOnlyList<NpgsqlBatchCommand>> choose,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        TransactionEnd end = TransactionEnd.Commit)
    {
        using var turn = await TurnAsync(caller, cancellationToken);
        await using var opened = await OpenAsync(cancellationToken);
        var connection = Of(opened);
        var answer = await RunAsync(connection, caller, first, hear, [], null, cancellationToken);
        return await RunAsync(connection, null, choose(answer), read, _entry.End(end), null, cancellationToken);
    }

    /// <summary>
    /// As the other, for the rare request whose end depends on its result; costs a second round trip.
    /// </summary>
    /// <param name="caller">Whose rights hold.</param>
    /// <param name="statements">What runs, in order; a command object is used once.</param>
    /// <param name="read">Reads the results; the reader stands on the first statement that returns rows.</param>
    /// <param name="decide">Says from the result whether what was written stays.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls back.</param>
    /// <param name="last">Makes of the result a statement that runs before the end, or null for none.</param>
    /// <returns>What <paramref name="read"/> returned, once the transaction has ended well.</returns>
    /// <exception cref="PostgresException">A statement or the commit failed; everything is rolled back.</exception>
    /// <exception cref="NpgsqlException">No connection: none free in time, or the server is away.</exception>
    /// <exception cref="OverloadException">Too many wait for a connection, or it did not come in time.</exception>
    public async Task<T> RunAsync<T>(
        Caller caller,
        IReadOnlyList<NpgsqlBatchCommand> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        Func<T, TransactionEnd> decide,
        CancellationToken cancellationToken,
        Func<T, NpgsqlBatchCommand?>? last = null)
    {
        using var turn = await TurnAsync(caller, cancellationToken);
        await using var opened = await OpenAsync(cancellationToken);
        var connection = Of(opened);
        return await RunAsync(connection, caller, statements, read, [], EndAsync, cancellationToken);

        Task EndAsync(T result)
        {
            var end = decide(result);
            var before = end == TransactionEnd.Commit ? last?.Invoke(result) : null;
            return ExecuteAsync(connection, _entry.End(end), before);
        }
    }

    /// <summary>
    /// What the database announces on a channel (<c>notify</c>), from now on; takes one of the connections for itself.
    /// </summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NpgsqlException">No connection, or it broke.</exception>
    public async IAsyncEnumerable<string> HearAsync(
        string channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var opened = await OpenAsync(cancellationToken);
        await foreach (var payload in Hearing.OfAsync(Of(opened), channel, cancellationToken))
        {
            yield return payload;
        }
    }

    /// <summary>Closes the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_source is not null && _shares is not null)
        {
            await _shares.DisposeAsync();
            await _source.DisposeAsync();
        }
    }

    ValueTask<Turn> TurnAsync(Caller caller, CancellationToken cancellationToken) =>
        _shares is null || caller.Share.Length == 0 ? default : _shares.TakeAsync(caller.Share, cancellationToken);

    // Null where the connection is somebody else's, and stays open.
    async ValueTask<NpgsqlConnection?> OpenAsync(CancellationToken cancellationToken) =>
        _source is null ? null : await _source.OpenConnectionAsync(cancellationToken);

    NpgsqlConnection Of(NpgsqlConnection? opened) => opened ?? _held
        ?? throw new InvalidOperationException("A door has a pool or a connection.");

    async Task<T> RunAsync<T>(
        NpgsqlConnection connection,
        Caller? entering,
        IEnumerable<NpgsqlBatchCommand> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        IEnumerable<string> end,
        Func<T, Task>? endAsync,
        CancellationToken cancellationToken)
    {
        var inStep = false;
        try
        {
            T result;
            await using (var batch = Batch(
                connection, entering is null ? statements : _entry.Of(entering).Concat(statements), end))
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                for (var results = entering is null ? 0 : _entry.ResultsOf(entering); results > 0; results--)
                {
                    await reader.NextResultAsync(cancellationToken);
                }

                result = await read(reader, cancellationToken);
                while (await reader.NextResultAsync(cancellationToken))
                {
                    // Drains what was not read: an error at commit shows up here and nowhere else.
                }
            }

            if (endAsync is not null)
            {
                await endAsync(result);
            }

            inStep = true;
            return result;
        }
        catch (PostgresException error) when (error.SqlState != PostgresErrorCodes.InvalidSqlStatementName
            && !cancellationToken.IsCancellationRequested)
        {
            inStep = await RollBackAsync(connection);
            throw;
        }
        finally
        {
            if (!inStep)
            {
                // Cut off in the middle: what is prepared on the server is no longer known here, so the connection, and
                // with it its transaction, ends when it goes back. Those that are idle are made anew with it.
                _source?.Clear();
            }
        }
    }

    static NpgsqlBatch Batch(
        NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> statements, IEnumerable<string> end)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements.Concat(end.Select(sql => new NpgsqlBatchCommand(sql))))
        {
            batch.BatchCommands.Add(statement);
        }

        return batch;
    }

    // The server skips what stands behind a statement that failed, closing and preparing of statements included, and
    // Npgsql's books then don't agree with the server's (npgsql#6391): both forget all.
    async Task<bool> RollBackAsync(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            return false;
        }

        try
        {
            await ExecuteAsync(connection, _entry.End(TransactionEnd.Rollback));
            if (_held is null)
            {
                connection.UnprepareAll();
            }

            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    // Ends a transaction, and so is never cancelled.
    static async Task ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<string> end, NpgsqlBatchCommand? before = null)
    {
        await using var batch = Batch(connection, before is null ? [] : [before], end);
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
