using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// The keys that sign tokens, from <c>jwt-keys.json</c> in the secrets folder. The first signs; others still verify
/// what they signed, until they end. <see cref="Rotate"/> puts a new key first, and open rings take it up alone.
/// </summary>
public sealed partial class KeyRing
{
    static readonly TimeSpan OldKeyHolds = TimeSpan.FromHours(1);
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    readonly string _path;
    readonly TimeProvider _time;
    volatile State _state;
    long _lookedAt;

    KeyRing(string path, TimeProvider time)
    {
        (_path, _time) = (path, time);
        var stored = SecretFile.Read(path, RingJson.Default.Stored);
        if (stored is null)
        {
            stored = new Stored([StoredKey.Of(SigningKey.Create())], RandomNumberGenerator.GetBytes(32));
            SecretFile.Write(path, stored, RingJson.Default.Stored);
        }

        RefreshSecret = stored.Refresh;
        _state = Read(stored, File.GetLastWriteTimeUtc(path));
        _lookedAt = time.GetUtcNow().Ticks;
    }

    internal SigningKey Current => Now.Current;

    // Successors of refresh tokens are derived with it, see RefreshTokens.
    internal byte[] RefreshSecret { get; }

    // Another object as soon as a key has come or ended: what was verified before has to be verified again.
    internal object Generation => Now;

    /// <summary>The public halves as a JSON Web Key Set, the signing one first.</summary>
    public string Jwks => Now.Jwks;

    /// <summary>Reads the ring, or makes one with a new key (mode 0600) where there is none.</summary>
    /// <param name="secretsFolder">Folder of the secrets; made (0700) when missing.</param>
    /// <param name="time">The clock that old keys end by; null: the machine's.</param>
    /// <exception cref="InvalidOperationException">The file is readable by others or damaged.</exception>
    public static KeyRing Open(string secretsFolder, TimeProvider? time = null) =>
        new(PathIn(secretsFolder), time ?? TimeProvider.System);

    /// <summary>
    /// Puts a new key first. What the old ones signed holds for an hour more: as long as any token of a person lives.
    /// </summary>
    /// <param name="secretsFolder">Folder of the secrets; the ring is made when there is none.</param>
    /// <param name="time">The clock.</param>
    /// <returns>When the old key ends; UTC.</returns>
    /// <exception cref="InvalidOperationException">The file is readable by others or damaged.</exception>
    public static DateTimeOffset Rotate(string secretsFolder, TimeProvider time)
    {
        _ = Open(secretsFolder, time);
        var (now, path) = (time.GetUtcNow(), PathIn(secretsFolder));
        var stored = SecretFile.Read(path, RingJson.Default.Stored)
            ?? throw new InvalidOperationException($"{path} is gone.");
        var old = stored.Keys.Where(key => key.Until is null || key.Until > now)
            .Select(key => key with { Until = key.Until ?? now + OldKeyHolds });
        SecretFile.Write(
            path, stored with { Keys = [StoredKey.Of(SigningKey.Create()), .. old] }, RingJson.Default.Stored);
        return now + OldKeyHolds;
    }

    // Looks at the file now and then; what can't be read leaves things as they are, and the next start says why.
    State Now
    {
        get
        {
            var (now, looked) = (_time.GetUtcNow(), Interlocked.Read(ref _lookedAt));
            if (now.Ticks - looked >= LookEvery.Ticks
                && Interlocked.CompareExchange(ref _lookedAt, now.Ticks, looked) == looked
                && (_state.NextEnd <= now || File.GetLastWriteTimeUtc(_path) != _state.WrittenAt))
            {
                try
                {
                    var writtenAt = File.GetLastWriteTimeUtc(_path);
                    _state = SecretFile.Read(_path, RingJson.Default.Stored) is { } stored
                        ? Read(stored, writtenAt) : _state;
                }
                catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
                {
                    return _state;
                }
            }

            return _state;
        }
    }

    State Read(Stored stored, DateTime writtenAt)
    {
        var now = _time.GetUtcNow();
        try
        {
            StoredKey[] live = [.. stored.Keys.Where(key => key.Until is null || key.Until > now)];
            SigningKey[] keys = [.. live.Select(key => SigningKey.From(key.D, key.X, key.Y))];
            var jwks = new KeySet([.. keys.Select(key => new PublicKey(key.Kid, key.X, key.Y))]);
            return new State(
                keys[0], keys.ToFrozenDictionary(key => key.Kid),
                JsonSerializer.Serialize(jwks, RingJson.Default.KeySet), writtenAt, live.Min(key => key.Until));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException
            or IndexOutOfRangeException)
        {
            throw new InvalidOperationException($"{_path} holds a key that is not a P-256 key.", e);
        }
    }

    static string PathIn(string secretsFolder) => Path.Combine(secretsFolder, "jwt-keys.json");

    /// <summary>Signs a statement that is no token, such as that a proof is this installation's.</summary>
    /// <param name="statement">Plain words; one that could be the beginning of a token is refused.</param>
    /// <returns>The key's thumbprint and the signature (ES256), both base64url.</returns>
    public (string Key, string Signature) Sign(string statement) =>
        (Current.Kid, Base64Url.EncodeToString(Current.Sign(BytesOf(statement))));

    /// <summary>Whether one of the ring's keys signed the statement.</summary>
    public bool Verifies(string statement, string key, string signature) =>
        Find(key) is { } found && Base64Url.IsValid(signature)
        && found.Verifies(BytesOf(statement), Base64Url.DecodeFromChars(signature));

    // What is signed for a token is base64url with a dot: it has no space in it.
    static byte[] BytesOf(string statement) => statement.Contains(' ', StringComparison.Ordinal)
        ? Encoding.UTF8.GetBytes(statement)
        : throw new ArgumentException("A statement is words, so that it can't pass for a token.", nameof(statement));

    internal SigningKey? Find(string kid) => Now.Keys.GetValueOrDefault(kid);

    sealed record State(
        SigningKey Current, FrozenDictionary<string, SigningKey> Keys, string Jwks, DateTime WrittenAt,
        DateTimeOffset? NextEnd);

    internal sealed record Stored(IReadOnlyList<StoredKey> Keys, byte[] Refresh);

    internal sealed record StoredKey(string D, string X, string Y)
    {
        /// <summary>From then on it verifies nothing; null: it has no end.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public DateTimeOffset? Until { get; init; }

        public static StoredKey Of(SigningKey key) => new(key.D, key.X, key.Y);
    }

    internal sealed record KeySet(IReadOnlyList<PublicKey> Keys);

    internal sealed record PublicKey(string Kid, string X, string Y)
    {
        public string Kty { get; } = "EC";
        public string Crv { get; } = "P-256";
        public string Alg { get; } = "ES256";
        public string Use { get; } = "sig";
        [JsonPropertyName("key_ops")]
        public IReadOnlyList<string> KeyOps { get; } = ["verify"];
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(Stored))]
    [JsonSerializable(typeof(KeySet))]
    internal sealed partial class RingJson : JsonSerializerContext;
}
