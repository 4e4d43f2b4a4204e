using Atrium.Database.Plans;

namespace Atrium.Database.Engine;

/// <summary>Which database, which plan, and how patiently.</summary>
public sealed record EngineOptions
{
    /// <summary>The database, as a role that may create what the plan creates.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The plan to bring it to.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Runs each change's <c>verify.sql</c> before it counts and when all is verified. Default true.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>Runs each change's <c>prove.sql</c> before it counts, and when all is verified. Default true.</summary>
    public bool Prove { get; init; } = true;

    /// <summary>How long one statement waits for a lock that a session holds. Default 10 seconds.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one statement may run. Default 5 minutes.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for another deployer to finish. Default 10 minutes.</summary>
    public TimeSpan EngineLockTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Told one line for each step done; null for silence.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>The checks of a change that are wanted: none, <c>verify.sql</c>, <c>prove.sql</c>, or both.</summary>
    internal IReadOnlyList<SqlScript> ChecksOf(Change change) =>
    [
        .. Verify ? [change.Verify] : (SqlScript[])[],
        .. Prove ? [change.Prove] : (SqlScript[])[],
    ];
}
