namespace Atrium.Gateway.Storage.Bytes;

/// <summary>
/// What bytes are called wherever they lie: by their digest, and by an id, so that those that are swept and their
/// successors never meet.
/// </summary>
/// <param name="Id">Of the blob.</param>
/// <param name="Digest">SHA-256, 64 hexadecimal digits in lower case.</param>
sealed record BlobName(Guid Id, string Digest)
{
    /// <summary>From a digest's bytes.</summary>
    public BlobName(Guid id, ReadOnlySpan<byte> digest)
        : this(id, Convert.ToHexStringLower(digest))
    {
    }

    /// <summary><c>ab/abcd….id</c>.</summary>
    public string Path => $"{Digest[..2]}/{Digest}.{Id:N}";

    /// <summary>From the last part of a path; null for what is no such name.</summary>
    public static BlobName? Parse(string file) =>
        file.Split('.') is [{ Length: 64 } digest, var id] && digest.All(char.IsAsciiHexDigitLower)
            && Guid.TryParseExact(id, "N", out var parsed) ? new BlobName(parsed, digest) : null;
}
