using Atrium.Database.Prove.Beyond;
using Npgsql;

namespace Atrium.Database.Prove;

/// <summary>Which database is attacked, and with what.</summary>
public sealed record ProveOptions
{
    /// <summary>The database, as a superuser: who attacks as everybody must be allowed to become everybody.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Objects to attack, by name with or without schema; empty for all.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>Attackers by their keys in the report (owner, customer, anon …); empty for all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Attacks by name (select, move, smuggle …); empty for all.</summary>
    public IReadOnlyList<string> Attacks { get; init; } = [];

    /// <summary>
    /// Weakens the database too, one fault at a time, and looks whether that is noticed. Default false.
    /// </summary>
    public bool Mutate { get; init; }

    /// <summary>
    /// Opens <c>/rest/v1</c> over the prover's own connection, each request taken back; null to attack the database
    /// alone.
    /// </summary>
    public Func<NpgsqlConnection, Func<RestAsk, CancellationToken, Task<RestReply>>>? Rest { get; init; }

    /// <summary>Told one line for each step; null for silence.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Whether an object is among those to attack.</summary>
    internal bool IsAbout(string name) => Objects.Count == 0 || Objects.Any(wanted => name == wanted
        || name.EndsWith("." + wanted, StringComparison.Ordinal)
        || name.Contains("." + wanted + "(", StringComparison.Ordinal));
}
