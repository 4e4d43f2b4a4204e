namespace Atrium.Kernel;

/// <summary>Who a request speaks for, as a verified token says. What they may do is the database's to decide.</summary>
/// <param name="Role">The database role the statements run as.</param>
/// <param name="Claims">JSON object handed to <c>atrium.enter</c>; <c>{}</c> means nobody.</param>
/// <param name="RequestId">Id of the request, 1 to 64 characters; it stands in logs and in the audit log.</param>
public sealed record Caller(CallerRole Role, string Claims, string RequestId)
{
    /// <summary>
    /// Whose share of the database's connections this takes: an agency as the verified token names it, else a person or
    /// an address. Empty for what the server asks for itself, which waits for no turn.
    /// </summary>
    public string Share { get; init; } = "";

    /// <summary>
    /// Settings a door without the kernel makes for the transaction, in order, <c>role</c> among them; empty for the
    /// gateway itself. Atrium's own door has no use for them.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>
    /// How the transaction is isolated: <c>read committed</c>, <c>repeatable read</c> or <c>serializable</c>; null for
    /// the database's own way.
    /// </summary>
    public string? Isolation { get; init; }
}
