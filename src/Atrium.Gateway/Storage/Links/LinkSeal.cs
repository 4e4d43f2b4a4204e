using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;

namespace Atrium.Gateway.Storage.Links;

/// <summary>What a signed address is for.</summary>
enum LinkUse : byte
{
    /// <summary>To fetch a file.</summary>
    Read = 1,

    /// <summary>To upload one.</summary>
    Write = 2,

    /// <summary>To upload one, in the place of another if there is one.</summary>
    Replace = 3,
}

/// <summary>What a signed address says.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Claims">Whoever signed it, as <c>atrium.enter</c> takes them: without a session, so that it outlives
/// one.</param>
sealed record Link(LinkUse Use, string Claims)
{
    /// <summary>Whoever signed it, asking now.</summary>
    public Caller AsCaller(string requestId) => new(
        CallerRole.Authenticated, $"{Claims.AsSpan(0, Claims.Length - 1)},\"request_id\":\"{requestId}\"}}", requestId);
}

/// <summary>
/// Seals signed addresses: what they say can't be read nor changed by whoever has one, and holds for one path only.
/// </summary>
/// <param name="ring">The installation's keys, of which the seal's own is derived.</param>
/// <param name="time">The clock.</param>
sealed class LinkSeal(KeyRing ring, TimeProvider time)
{
    const int NonceSize = 12;
    const int TagSize = 16;
    const int HeadSize = 1 + sizeof(long);
    const int MaxLength = 4_096;

    readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, ring.RefreshSecret, 32, info: "atrium storage links 1"u8.ToArray());

    /// <summary>A token for one path.</summary>
    public string Seal(Link link, ObjectPath path, TimeSpan lifetime)
    {
        var claims = Encoding.UTF8.GetBytes(link.Claims);
        var plain = new byte[HeadSize + claims.Length];
        plain[0] = (byte)link.Use;
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(1), (time.GetUtcNow() + lifetime).ToUnixTimeSeconds());
        claims.CopyTo(plain, HeadSize);

        var token = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(token.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(token.AsSpan(0, NonceSize), plain, token.AsSpan(NonceSize, plain.Length), token.AsSpan(^TagSize..),
            Bound(path));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What a token says; null where it is not ours, of another path or use, or over.</summary>
    public Link? Open(string token, LinkUse use, ObjectPath path)
    {
        if (token.Length is 0 or > MaxLength || !Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        var plain = new byte[Math.Max(0, bytes.Length - NonceSize - TagSize)];
        if (plain.Length < HeadSize)
        {
            return null;
        }

        try
        {
            using var aes = new AesGcm(_key, TagSize);
            aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(^TagSize..),
                plain, Bound(path));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var link = new Link((LinkUse)plain[0], Encoding.UTF8.GetString(plain.AsSpan(HeadSize)));
        var isFor = use == LinkUse.Read ? link.Use == LinkUse.Read : link.Use is LinkUse.Write or LinkUse.Replace;
        var until = BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(1));
        return isFor && until > time.GetUtcNow().ToUnixTimeSeconds() ? link : null;
    }

    static byte[] Bound(ObjectPath path) => Encoding.UTF8.GetBytes(path.Whole);
}
