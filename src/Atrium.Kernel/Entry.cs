using System.Collections.Frozen;
using Npgsql;
using NpgsqlTypes;

namespace Atrium.Kernel;

/// <summary>What opens a transaction of the tenant door for a caller, and what ends it.</summary>
sealed class Entry
{
    readonly TenantDoorOptions _options;
    readonly bool _isWithin;
    readonly FrozenDictionary<CallerRole, string> _enter;

    /// <param name="options">Limits, and whether there is a kernel to enter.</param>
    /// <param name="isWithin">It all happens within a superuser's transaction, and is taken back.</param>
    public Entry(TenantDoorOptions options, bool isWithin)
    {
        _options = options;
        _isWithin = isWithin;
        _enter = Enum.GetValues<CallerRole>().ToFrozenDictionary(role => role, EnterSql);
    }

    /// <summary>Begin, enter the caller's claims, become the caller's role.</summary>
    public IEnumerable<NpgsqlBatchCommand> Of(Caller caller)
    {
        yield return new NpgsqlBatchCommand(_isWithin ? "savepoint door" : BareEntry.Begin(caller));
        yield return _options.IsBare ? BareEntry.Of(caller) : Enter(caller);
        if (RunsPreRequest(caller))
        {
            yield return new NpgsqlBatchCommand($"select {_options.PreRequest}()");
        }
    }

    /// <summary>How many of them yield a result.</summary>
    public int ResultsOf(Caller caller) => RunsPreRequest(caller) ? 2 : 1;

    /// <summary>The statements that end it.</summary>
    public IReadOnlyList<string> End(TransactionEnd end) =>
        _isWithin ? ["rollback to savepoint door", "release savepoint door"]
        : [end == TransactionEnd.Commit ? "commit" : "rollback"];

    // The gateway's own questions, which bring no settings, are no requests.
    bool RunsPreRequest(Caller caller) =>
        _options is { IsBare: true, PreRequest: not null } && caller.Settings.Count > 0;

    // A superuser lets a caller in from the gateway's own role.
    string EnterSql(CallerRole role) => _isWithin
        ? KernelEntry.Of(role, _options).Replace(
            "select ", "select set_config('session_authorization', 'atrium_gateway', true), ", StringComparison.Ordinal)
        : KernelEntry.Of(role, _options);

    NpgsqlBatchCommand Enter(Caller caller)
    {
        var enter = new NpgsqlBatchCommand(_enter[caller.Role]);
        if (caller.Role != CallerRole.Auth)
        {
            enter.Parameters.Add(new NpgsqlParameter { Value = caller.Claims, NpgsqlDbType = NpgsqlDbType.Jsonb });
        }

        return enter;
    }
}
