using System.Collections.Frozen;
using System.Data;
using System.Runtime.CompilerServices;
using Atrium.Kernel.Shares;
using Npgsql;
using NpgsqlTypes;

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
    readonly FrozenDictionary<CallerRole, string> _enter;
    readonly TenantDoorOptions _options;

    /// <summary>Opens a pool on <paramref name="connectionString"/>; connections are made when first needed.</summary>
    /// <param name="connectionString">Signs in as a role that may only become the callers' roles.</param>
    /// <param name="options">Limits.</param>
    public TenantDoor(string connectionString, TenantDoorOptions options)
    {
        _options = options;
        _enter = Enum.GetValues<CallerRole>().ToFrozenDictionary(role => role, role => KernelEntry.Of(role, options));
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
        _options = options;
        _held = held;
        // The connection is a superuser's: a caller is let in from the gateway's own role.
        _enter = Enum.GetValues<CallerRole>().ToFrozenDictionary(role => role, role => KernelEntry.Of(role, options)
            .Replace("select ", "select set_config('session_authorization', 'atrium_gateway', true), ",
                StringComparison.Ordinal));
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
        return await RunAsync(Of(opened), caller, statements, read, EndSql(end), cancellationToken);
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
        var result = await RunAsync(connection, caller, statements, read, [], cancellationToken);
        try
        {
            var end = decide(result);
            await ExecuteAsync(connection, EndSql(end), end == TransactionEnd.Commit ? last?.Invoke(result) : null);
        }
        catch (PostgresException)
        {
            await RollBackAsync(connection);
            throw;
        }

        return result;
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
        Caller caller,
        IReadOnlyList<NpgsqlBatchCommand> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        IReadOnlyList<string> end,
        CancellationToken cancellationToken)
    {
        var inStep = false;
        try
        {
            await using var batch = Batch(connection, caller, statements, end);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            for (var entering = _options.Entering(caller); entering > 0; entering--)
            {
                await reader.NextResultAsync(cancellationToken);
            }

            var result = await read(reader, cancellationToken);
            while (await reader.NextResultAsync(cancellationToken))
            {
                // Drains what was not read: an error at commit shows up here and nowhere else.
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

    NpgsqlBatch Batch(
        NpgsqlConnection connection, Caller caller, IReadOnlyList<NpgsqlBatchCommand> statements,
        IReadOnlyList<string> end)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_held is null ? BareEntry.Begin(caller) : "savepoint door"));
        batch.BatchCommands.Add(_options.IsBare ? BareEntry.Of(caller) : EnterAs(caller));
        if (_options.RunsPreRequest(caller))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"select {_options.PreRequest}()"));
        }

        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        foreach (var sql in end)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        }

        return batch;
    }

    NpgsqlBatchCommand EnterAs(Caller caller)
    {
        var enter = new NpgsqlBatchCommand(_enter[caller.Role]);
        if (caller.Role != CallerRole.Auth)
        {
            enter.Parameters.Add(new NpgsqlParameter { Value = caller.Claims, NpgsqlDbType = NpgsqlDbType.Jsonb });
        }

        return enter;
    }

    IReadOnlyList<string> EndSql(TransactionEnd end) =>
        _held is not null ? ["rollback to savepoint door", "release savepoint door"]
        : [end == TransactionEnd.Commit ? "commit" : "rollback"];

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
            await ExecuteAsync(connection, EndSql(TransactionEnd.Rollback));
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
        await using var batch = new NpgsqlBatch(connection);
        if (before is not null)
        {
            batch.BatchCommands.Add(before);
        }

        foreach (var sql in end)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        }

        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
