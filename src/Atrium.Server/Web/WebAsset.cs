using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Atrium.Server.Web;

/// <summary>One file of the web app, in memory, in the forms it is sent in.</summary>
/// <param name="content">The bytes.</param>
/// <param name="type">Content type.</param>
/// <param name="stamp">Last change of the file it came from.</param>
sealed class WebAsset(byte[] content, string type, DateTimeOffset stamp)
{
    // Below it the headers weigh more than what compression saves.
    const int SmallestCompressed = 1_024;

    readonly Lazy<byte[]> _brotli = new(() => Compress(content, into =>
        new BrotliStream(into, CompressionLevel.Optimal)));

    readonly Lazy<byte[]> _gzip = new(() => Compress(content, into =>
        new GZipStream(into, CompressionLevel.Optimal)));

    public string Type => type;

    public DateTimeOffset Stamp => stamp;

    public byte[] Content => content;

    /// <summary>Strong tag of the content, quotes included.</summary>
    public string ETag { get; } = $"\"{Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 12))}\"";

    /// <summary>The bytes for a client that accepts <paramref name="encodings"/>, and their encoding or null.</summary>
    public (byte[] Bytes, string? Encoding) For(string encodings) =>
        content.Length < SmallestCompressed || !IsText(type) ? (content, null)
        : Accepts(encodings, "br") ? (_brotli.Value, "br")
        : Accepts(encodings, "gzip") ? (_gzip.Value, "gzip")
        : (content, null);

    static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("javascript") || type.Contains("json")
        || type.Contains("svg") || type.Contains("wasm") || type.Contains("xml");

    static bool Accepts(string encodings, string wanted)
    {
        foreach (var part in encodings.AsSpan().Split(','))
        {
            var entry = encodings.AsSpan()[part].Trim();
            var end = entry.IndexOf(';');
            var refused = end >= 0 && entry[end..].Trim("; ").SequenceEqual("q=0");
            if ((end < 0 ? entry : entry[..end]).Trim().SequenceEqual(wanted))
            {
                return !refused;
            }
        }

        return false;
    }

    static byte[] Compress(byte[] content, Func<Stream, Stream> wrap)
    {
        using var packed = new MemoryStream();
        using (var stream = wrap(packed))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
