using Atrium.Kernel.Shares;

namespace Atrium.Kernel;

/// <summary>Limits of the tenant door.</summary>
public sealed class TenantDoorOptions
{
    /// <summary>Connections at most: 1 to 500. Default twice the cores; more lengthens the slowest answers.</summary>
    public int MaxConnections { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>
    /// Connections one agency has at a time, at most: 1 to <see cref="MaxConnections"/>. Null, the default, stands for
    /// half of them: with more a busy agency leaves others too little of the cores.
    /// </summary>
    public int? AgencyConnections { get; set; }

    /// <summary>Requests that wait for a connection, of an agency and of all: 1 to 100,000. Default 1,000.</summary>
    public int MaxWaiting { get; set; } = 1_000;

    /// <summary>Longest wait for a free connection, in seconds: 1 to 60. Default 5.</summary>
    public int ConnectSeconds { get; set; } = 5;

    /// <summary>
    /// Statements kept prepared on a connection: 0 to 1,000. Default 200. Set 0 behind a pooler that does not
    /// carry prepared statements over.
    /// </summary>
    public int PreparedStatements { get; set; } = 200;

    /// <summary>Uses of a statement on a connection after which it is prepared: 1 to 1,000. Default 3.</summary>
    public int PreparedAfter { get; set; } = 3;

    /// <summary>Longest statement of <c>anon</c>. Default 3 s.</summary>
    public TimeSpan AnonTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest statement of <c>authenticated</c>. Default 8 s.</summary>
    public TimeSpan AuthenticatedTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Longest statement of <c>service_role</c>. Default 60 s.</summary>
    public TimeSpan ServiceTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest statement of <c>atrium_auth</c>. Default 8 s.</summary>
    public TimeSpan AuthTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// The database has no kernel: what a caller brings as settings is entered, and nothing else. Default false.
    /// </summary>
    public bool IsBare { get; set; }

    /// <summary>
    /// Function without arguments that runs before each request of a bare door, quoted as SQL; null for none.
    /// </summary>
    public string? PreRequest { get; set; }

    /// <summary>The longest statement of <paramref name="role"/>.</summary>
    /// <param name="role">The database role.</param>
    public TimeSpan TimeoutOf(CallerRole role) => role switch
    {
        CallerRole.Anon => AnonTimeout,
        CallerRole.Authenticated => AuthenticatedTimeout,
        CallerRole.Service => ServiceTimeout,
        CallerRole.Auth => AuthTimeout,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    internal ShareLimits Shares => new(
        Math.Clamp(AgencyConnections ?? MaxConnections / 2, 1, MaxConnections), MaxWaiting, MaxConnections,
        MaxWaiting, TimeSpan.FromSeconds(ConnectSeconds));
}
