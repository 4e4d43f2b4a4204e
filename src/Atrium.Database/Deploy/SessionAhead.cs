using Atrium.Database.Engine;
using Npgsql;

namespace Atrium.Database.Deploy;

/// <summary>
/// Has the next session ready, with the checks' helpers in it, by the time that the one at work is done.
/// </summary>
sealed class SessionAhead(EngineOptions options) : IAsyncDisposable
{
    Task<SqlSession?>? _next;

    /// <summary>Begins to make the next session ready, beside whatever else happens.</summary>
    public void Prepare(CancellationToken cancellationToken) => _next ??= ReadyAsync(cancellationToken);

    /// <summary>The session that was made ready, or a new one where none was.</summary>
    /// <exception cref="DatabaseProblemException">The server can't be reached or lets nobody in.</exception>
    public async Task<SqlSession> TakeAsync(CancellationToken cancellationToken)
    {
        var ready = _next is null ? null : await _next;
        _next = null;
        return ready ?? await SqlSession.OpenAsync(options.ConnectionString, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_next is not null && await _next is { } unused)
        {
            await unused.DisposeAsync();
        }
    }

    /// <summary>A session with the helpers; null where it fails: whoever then opens one is told why.</summary>
    async Task<SqlSession?> ReadyAsync(CancellationToken cancellationToken)
    {
        SqlSession? session = null;
        try
        {
            session = await SqlSession.OpenAsync(options.ConnectionString, cancellationToken);
            await Helpers.MakeAsync(session, options.Plan, cancellationToken);
            return session;
        }
        catch (Exception problem)
            when (problem is DatabaseProblemException or NpgsqlException or OperationCanceledException)
        {
            await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
            return null;
        }
    }
}
