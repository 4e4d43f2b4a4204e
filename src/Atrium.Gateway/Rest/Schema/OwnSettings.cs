namespace Atrium.Gateway.Rest.Schema;

/// <summary>What the database sets for a role as it signs in, or for a function as it runs.</summary>
/// <param name="Settings">Names and values, in order; of a name given twice the last counts.</param>
sealed record OwnSettings(IReadOnlyList<KeyValuePair<string, string>> Settings)
{
    const string IsolationName = "default_transaction_isolation";

    public static readonly OwnSettings None = new([]);

    /// <summary>How transactions are isolated, or null.</summary>
    public string? Isolation => Settings.LastOrDefault(setting => setting.Key == IsolationName).Value;

    /// <summary>The others, which can be made within a transaction.</summary>
    public IEnumerable<KeyValuePair<string, string>> Others =>
        Settings.Where(setting => setting.Key != IsolationName);

    /// <summary>Those of some names.</summary>
    public OwnSettings Only(IReadOnlyList<string> names) => Settings.Count == 0 ? this
        : new OwnSettings([.. Settings.Where(setting => names.Contains(setting.Key))]);

    /// <summary>Reads <c>name=value</c>, as PostgreSQL keeps them.</summary>
    public static OwnSettings Parse(IReadOnlyList<string> settings) => settings.Count == 0 ? None
        : new OwnSettings(
        [
            .. settings.Select(setting => setting.Split('=', 2))
                .Select(parts => KeyValuePair.Create(parts[0], parts.Length == 2 ? parts[1] : "")),
        ]);
}
