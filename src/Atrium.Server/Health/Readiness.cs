using Atrium.Kernel;
using Npgsql;

namespace Atrium.Server.Health;

/// <summary>Whether the database answers and holds every change of the plan.</summary>
/// <param name="door">The way to data.</param>
/// <param name="options">Names the changes wanted.</param>
sealed class Readiness(TenantDoor door, AtriumOptions options)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // The ledger has nothing of any agency in it; the function returns names of changes only.
    const string Sql = "select wanted from unnest($1::text[]) wanted except select atrium.deployed_changes()";

    /// <summary>What is missing, in words; null when the server can serve.</summary>
    /// <param name="requestId">Id of the request that asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string?> WhatIsMissingAsync(string requestId, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var missing = await door.RunAsync(
                new Caller(CallerRole.Auth, "{}", requestId), [Statement()], ReadAsync, limit.Token);
            return missing.Count == 0 ? null : $"Not deployed yet: {string.Join(", ", missing)}.";
        }
        catch (PostgresException e)
        {
            return $"The database is not deployed ({e.SqlState}). Run: atrium db deploy";
        }
        catch (NpgsqlException)
        {
            return "The database does not answer.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "The database does not answer in time.";
        }
    }

    NpgsqlBatchCommand Statement() =>
        new(Sql) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. options.PlannedChanges] } } };

    static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
