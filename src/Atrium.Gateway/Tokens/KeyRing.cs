using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// The keys that sign tokens, from <c>jwt-keys.json</c> in the secrets folder. The first signs; the others still verify
/// what they signed, so that a key is rotated by putting a new one first and taking the old one out an hour later.
/// </summary>
public sealed partial class KeyRing
{
    readonly FrozenDictionary<string, SigningKey> _keys;

    KeyRing(IReadOnlyList<SigningKey> keys, byte[] refreshSecret)
    {
        Current = keys[0];
        _keys = keys.ToFrozenDictionary(key => key.Kid);
        RefreshSecret = refreshSecret;
        Jwks = JsonSerializer.Serialize(
            new KeySet([.. keys.Select(key => new PublicKey(key.Kid, key.X, key.Y))]), RingJson.Default.KeySet);
    }

    internal SigningKey Current { get; }

    // Successors of refresh tokens are derived with it, see RefreshTokens.
    internal byte[] RefreshSecret { get; }

    /// <summary>The public halves as a JSON Web Key Set, the signing one first.</summary>
    public string Jwks { get; }

    /// <summary>Reads the ring, or makes one with a new key (mode 0600) where there is none.</summary>
    /// <param name="secretsFolder">Folder of the secrets; made (0700) when missing.</param>
    /// <exception cref="InvalidOperationException">The file is readable by others or damaged.</exception>
    public static KeyRing Open(string secretsFolder)
    {
        var path = Path.Combine(secretsFolder, "jwt-keys.json");
        var stored = SecretFile.Read(path, RingJson.Default.Stored);
        if (stored is null)
        {
            stored = new Stored([StoredKey.Of(SigningKey.Create())], RandomNumberGenerator.GetBytes(32));
            SecretFile.Write(path, stored, RingJson.Default.Stored);
        }

        try
        {
            return new KeyRing([.. stored.Keys.Select(key => SigningKey.From(key.D, key.X, key.Y))], stored.Refresh);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new InvalidOperationException($"{path} holds a key that is not a P-256 key.", e);
        }
    }

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

    internal SigningKey? Find(string kid) => _keys.GetValueOrDefault(kid);

    internal sealed record Stored(IReadOnlyList<StoredKey> Keys, byte[] Refresh);

    internal sealed record StoredKey(string D, string X, string Y)
    {
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
