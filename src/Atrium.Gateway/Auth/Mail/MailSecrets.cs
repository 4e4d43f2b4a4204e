using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Atrium.Gateway.Tokens;

namespace Atrium.Gateway.Auth.Mail;

/// <summary>
/// What only the reader of a mail may know, while the mail waits in the database: encrypted (AES-256-GCM) with a key
/// that is derived from the server's secret.
/// </summary>
/// <param name="Token">What the link carries.</param>
/// <param name="Code">Six digits to type.</param>
/// <param name="Redirect">Where the link leads in the end.</param>
sealed partial record MailSecrets(string Token, string Code, string Redirect)
{
    /// <summary>The secrets as they are stored.</summary>
    public byte[] Seal(KeyRing ring) => Sealed.Close(
        JsonSerializer.SerializeToUtf8Bytes(this, SecretsJson.Default.MailSecrets), ring, "mail");

    /// <summary>What was stored; null where another server's secret closed it.</summary>
    public static MailSecrets? Open(byte[] stored, KeyRing ring) =>
        Sealed.Open(stored, ring, "mail") is { } plain
            ? JsonSerializer.Deserialize(plain, SecretsJson.Default.MailSecrets) : null;

    [JsonSerializable(typeof(MailSecrets))]
    internal sealed partial class SecretsJson : JsonSerializerContext;
}

/// <summary>Closes bytes so that the database holds them and can't read them.</summary>
static class Sealed
{
    const int NonceBytes = 12;
    const int TagBytes = 16;

    /// <summary>Nonce, tag and ciphertext.</summary>
    /// <param name="plain">What to close.</param>
    /// <param name="ring">Holds the secret.</param>
    /// <param name="purpose">What it is for: what was closed for one opens for no other.</param>
    public static byte[] Close(ReadOnlySpan<byte> plain, KeyRing ring, string purpose)
    {
        var stored = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(stored.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(Key(ring, purpose), TagBytes);
        aes.Encrypt(stored.AsSpan(0, NonceBytes), plain, stored.AsSpan(NonceBytes + TagBytes),
            stored.AsSpan(NonceBytes, TagBytes));
        return stored;
    }

    /// <summary>What was closed; null where it wasn't with this secret and for this purpose.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> stored, KeyRing ring, string purpose)
    {
        if (stored.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[stored.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Key(ring, purpose), TagBytes);
        try
        {
            aes.Decrypt(
                stored[..NonceBytes], stored[(NonceBytes + TagBytes)..], stored.Slice(NonceBytes, TagBytes), plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    static byte[] Key(KeyRing ring, string purpose) =>
        HMACSHA256.HashData(ring.RefreshSecret, Encoding.UTF8.GetBytes($"seal for {purpose}"));
}
