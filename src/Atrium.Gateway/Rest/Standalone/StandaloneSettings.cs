using System.Globalization;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>
/// How <c>atrium rest</c> serves a database: PostgREST's own keys, from its configuration file and its environment.
/// </summary>
public sealed record StandaloneSettings
{
    readonly IReadOnlyDictionary<string, string> _values;

    StandaloneSettings(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <summary>Reads the file, and over it the environment's <c>PGRST_</c> names.</summary>
    /// <param name="file">Text of a configuration file; empty for none.</param>
    /// <param name="environment">Names and values of the environment.</param>
    /// <exception cref="FormatException">A line is no setting, or a value none of its key's.</exception>
    public static StandaloneSettings Read(string file, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var values = ConfigFile.Parse(file);
        foreach (var (name, value) in environment)
        {
            if (name.StartsWith("PGRST_", StringComparison.Ordinal) && value.Length > 0)
            {
                values[ConfigFile.KeyOf(name)] = value;
            }
        }

        return Checked(values);
    }

    /// <summary>
    /// The same with what the database says of its own settings over it, unless <c>db-config</c> is false. Default
    /// true.
    /// </summary>
    /// <exception cref="FormatException">A value is none of its key's.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database is away, or <c>db-pre-config</c> failed.</exception>
    public async Task<StandaloneSettings> WithDatabaseAsync(CancellationToken cancellationToken)
    {
        if (Text("db-config") is not null && !Flag("db-config"))
        {
            return this with { IsWhole = true };
        }

        var values = new Dictionary<string, string>(_values, StringComparer.Ordinal);
        foreach (var (key, value) in await DatabaseSettings.ReadAsync(
            ConnectionString, Text("db-pre-config"), cancellationToken))
        {
            values[key] = value;
        }

        return Checked(values) with { IsWhole = true };
    }

    static StandaloneSettings Checked(Dictionary<string, string> values)
    {
        var settings = new StandaloneSettings(values);
        _ = (settings.MaxRows, settings.Port, settings.Root, settings.RoleClaim, settings.PoolSize);
        _ = (settings.ProxyAddress, settings.AdminPort);
        return settings;
    }

    /// <summary>The database was asked for its own settings, or is not to be.</summary>
    public bool IsWhole { get; private init; }

    /// <summary><c>db-uri</c> as a connection string of Npgsql.</summary>
    public string ConnectionString => DatabaseUri.ToConnectionString(Text("db-uri") ?? "postgresql://");

    /// <summary><c>db-schemas</c>: the schemas exposed, the first by default. Default <c>public</c>.</summary>
    public IReadOnlyList<string> Schemas =>
        List("db-schemas", "db-schema") is { Count: > 0 } named ? named : ["public"];

    /// <summary><c>db-extra-search-path</c>. Default <c>public</c>.</summary>
    public IReadOnlyList<string> ExtraSearchPath =>
        _values.ContainsKey("db-extra-search-path") ? List("db-extra-search-path") : ["public"];

    /// <summary><c>db-anon-role</c>: who calls without a token; null refuses them.</summary>
    public string? AnonymousRole => Text("db-anon-role");

    /// <summary><c>db-max-rows</c>; null for no limit.</summary>
    public int? MaxRows => Whole("db-max-rows") ?? Whole("max-rows");

    /// <summary><c>db-pre-request</c>: the function called before each request, as it was written.</summary>
    public string? PreRequest => Text("db-pre-request") ?? Text("pre-request");

    /// <summary><c>db-root-spec</c>: the function that answers the root.</summary>
    public string? RootFunction => Text("db-root-spec");

    /// <summary>
    /// <c>db-hoisted-tx-settings</c>: settings of functions that hold for the whole transaction of a call.
    /// </summary>
    public IReadOnlyList<string> HoistedSettings => _values.ContainsKey("db-hoisted-tx-settings")
        ? List("db-hoisted-tx-settings")
        : ["statement_timeout", "plan_filter.statement_cost_limit", "default_transaction_isolation"];

    /// <summary><c>db-channel</c>: where the database announces a reload; null, by <c>db-channel-enabled</c>, hears
    /// nothing. Default <c>pgrst</c>.</summary>
    public string? Channel => Text("db-channel-enabled") is null || Flag("db-channel-enabled")
        ? Text("db-channel") ?? "pgrst"
        : null;

    /// <summary><c>admin-server-port</c>: where the server tells how it is; null for nowhere.</summary>
    public int? AdminPort => Whole("admin-server-port") is not { } port ? null
        : port != 0 && port == Port
            ? throw new FormatException("admin-server-port and server-port have to differ.")
            : port;

    /// <summary><c>admin-server-host</c>. Default the server's own.</summary>
    public string AdminHost => Text("admin-server-host") ?? Host;

    /// <summary>What was configured, as a file has it, by name; secrets are left out.</summary>
    public string Shown => string.Concat(_values
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{entry.Key} = \"{(IsSecret(entry.Key) ? "***" : Escaped(entry.Value))}\"\n"));

    /// <summary><c>db-pool</c>: connections at most. Default 10.</summary>
    public int PoolSize => Whole("db-pool") ?? 10;

    /// <summary><c>db-prepared-statements</c>: statements are prepared as they are first used. Default true.</summary>
    public bool PreparesStatements => Text("db-prepared-statements") is null || Flag("db-prepared-statements");

    /// <summary><c>db-tx-end</c> begins with <c>rollback</c>.</summary>
    public bool RollsBack => (Text("db-tx-end") ?? "").StartsWith("rollback", StringComparison.Ordinal);

    /// <summary><c>db-tx-end</c> ends with <c>allow-override</c>.</summary>
    public bool AllowsTransactionPreference =>
        (Text("db-tx-end") ?? "").EndsWith("allow-override", StringComparison.Ordinal);

    /// <summary><c>db-aggregates-enabled</c>. Default false.</summary>
    public bool AllowsAggregates => Flag("db-aggregates-enabled");

    /// <summary><c>db-plan-enabled</c>. Default false.</summary>
    public bool ShowsPlans => Flag("db-plan-enabled");

    /// <summary><c>openapi-mode</c>. Default <c>follow-privileges</c>.</summary>
    public RootDescription Root => Text("openapi-mode") switch
    {
        null or "follow-privileges" => RootDescription.OfRights,
        "ignore-privileges" => RootDescription.OfAll,
        "disabled" => RootDescription.None,
        var other => throw new FormatException($"openapi-mode cannot be \"{other}\"."),
    };

    /// <summary><c>openapi-server-proxy-uri</c>: where callers find the server; null for its own address.</summary>
    public Uri? ProxyAddress => Text("openapi-server-proxy-uri") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new FormatException($"openapi-server-proxy-uri cannot be \"{text}\".");

    /// <summary><c>openapi-security-active</c>. Default false.</summary>
    public bool DescribesSecurity => Flag("openapi-security-active");

    /// <summary><c>jwt-secret</c>, decoded where <c>jwt-secret-is-base64</c> says so; null takes no tokens.</summary>
    public TokenKeys? Keys =>
        Text("jwt-secret") is { } secret ? TokenKeys.Read(secret, Flag("jwt-secret-is-base64")) : null;

    /// <summary><c>jwt-aud</c>: the audience a token must name if it names any; null for any.</summary>
    public string? Audience => Text("jwt-aud");

    /// <summary><c>jwt-role-claim-key</c>. Default <c>.role</c>.</summary>
    public ClaimPath RoleClaim => ClaimPath.Parse(Text("jwt-role-claim-key") ?? Text("role-claim-key") ?? ".role");

    /// <summary><c>server-host</c>. Default <c>!4</c>, every address of IPv4.</summary>
    public string Host => Text("server-host") ?? "!4";

    /// <summary><c>server-port</c>. Default 3000.</summary>
    public int Port => Whole("server-port") ?? 3_000;

    /// <summary><c>server-timing-enabled</c>. Default false.</summary>
    public bool ShowsTiming => Flag("server-timing-enabled");

    /// <summary><c>server-cors-allowed-origins</c>; empty allows any.</summary>
    public IReadOnlyList<string> AllowedOrigins => List("server-cors-allowed-origins");

    /// <summary>Settings under <c>app.settings.</c>, made for each transaction.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> AppSettings =>
    [
        .. _values.Where(entry => entry.Key.StartsWith("app.settings.", StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal),
    ];

    static bool IsSecret(string key) =>
        key is "db-uri" or "jwt-secret" || key.StartsWith("app.settings.", StringComparison.Ordinal);

    static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    string? Text(string key) => _values.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    bool Flag(string key) => (Text(key) ?? "").ToLowerInvariant() is "true" or "1" or "yes" or "on";

    int? Whole(string key) => Text(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{key} takes a whole number and not \"{text}\".");

    List<string> List(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Text(key) is { } text)
            {
                return ConfigFile.List(text);
            }
        }

        return [];
    }
}
