using Atrium.Gateway.Auth;
using Atrium.Gateway.Storage.S3;
using Microsoft.Extensions.Logging;

namespace Atrium.Server;

/// <summary>How one server runs. Whoever starts it (the CLI, a test) fills this in.</summary>
public sealed record AtriumOptions
{
    /// <summary>Folder of the installation's data; <c>secrets/</c> below it is made when missing, mode 0700.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Signs in to PostgreSQL as a role that may only become the callers' roles.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Address listened on. Default 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>TCP port: 1 to 65,535, or 0 for any free one. Default 8787.</summary>
    public int Port { get; init; } = 8787;

    /// <summary>Where people reach the server, how they sign in and how mail leaves. Default: without mail.</summary>
    public AuthOptions SignIn { get; init; } = new();

    /// <summary>The bucket that stored files lie in; null: <c>storage/</c> below the data folder.</summary>
    public S3Options? S3 { get; init; }

    /// <summary>Folder of the built web app; null: <c>web/dist</c> beside or above the program.</summary>
    public string? WebFolder { get; init; }

    /// <summary>
    /// Changes that must be deployed before <c>/readyz</c> says so, named as in the plan; empty: any.
    /// </summary>
    public IReadOnlyList<string> PlannedChanges { get; init; } = [];

    /// <summary>Whether the installation shows demo data; the sign-in page then offers its accounts.</summary>
    public bool Demo { get; init; }

    /// <summary>Log lines as JSON objects rather than text. They go to standard error. Default text.</summary>
    public bool JsonLogs { get; init; }

    /// <summary>The least that is logged. Default information: a line a request.</summary>
    public LogLevel LogFrom { get; init; } = LogLevel.Information;

    /// <summary>Largest request body in bytes. Default 10 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>
    /// Addresses of proxies whose <c>X-Forwarded-For</c> and <c>-Proto</c> are believed. Default none.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Connections to PostgreSQL at most: 1 to 500; null: twice the cores.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>
    /// Connections one agency has at a time: 1 to all; null: half of them. Its further requests wait.
    /// </summary>
    public int? MaxAgencyConnections { get; init; }

    /// <summary>
    /// Requests of one agency at one moment, those that wait included: 1 to <see cref="MaxRequests"/>; others are
    /// answered 429. Default 100.
    /// </summary>
    public int MaxAgencyRequests { get; init; } = 100;

    /// <summary>Requests at one moment in all: 1 to 10,000; others are answered 503. Default 1,000.</summary>
    public int MaxRequests { get; init; } = 1_000;
}
