using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Atrium.Gateway.Storage.Typing;

/// <summary>What the first bytes of a file prove it to be.</summary>
static class Magic
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 4_096;

    static readonly (byte[] Bytes, string Type)[] Beginnings =
    [
        ([0x89, .. "PNG\r\n\x1a\n"u8], "image/png"), ([0xff, 0xd8, 0xff], "image/jpeg"), ([.. "GIF8"u8], "image/gif"),
        ([.. "II*\0"u8], "image/tiff"), ([.. "MM\0*"u8], "image/tiff"), ([0, 0, 1, 0], "image/x-icon"),
        ([.. "8BPS"u8], "image/vnd.adobe.photoshop"), ([.. "%PDF-"u8], "application/pdf"),
        ([.. "%!PS"u8], "application/postscript"), ([.. "PK\x03\x04"u8], Zip), ([.. "PK\x05\x06"u8], Zip),
        ([0x1f, 0x8b], "application/gzip"), ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "application/x-7z-compressed"),
        ([.. "Rar!"u8], "application/vnd.rar"), ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Compound),
        ([0x7f, .. "ELF"u8], Program), ([.. "MZ"u8], Program), ([0xcf, 0xfa, 0xed, 0xfe], Program),
        ([0xca, 0xfe, 0xba, 0xbe], Program), ([.. "\0asm"u8], "application/wasm"),
        ([0x1a, 0x45, 0xdf, 0xa3], "video/webm"), ([.. "OggS"u8], "audio/ogg"), ([.. "fLaC"u8], "audio/flac"),
        ([.. "ID3"u8], "audio/mpeg"), ([0xff, 0xfb], "audio/mpeg"), ([0xff, 0xf3], "audio/mpeg"),
        ([.. "wOFF"u8], "font/woff"), ([.. "wOF2"u8], "font/woff2"), ([.. "OTTO"u8], "font/otf"),
        ([0, 1, 0, 0, 0], "font/ttf"), ([.. @"{\rtf"u8], "application/rtf"),
    ];

    static readonly (string Beginning, string Type)[] Markup =
    [
        ("<!doctype html", "text/html"), ("<html", "text/html"), ("<head", "text/html"), ("<body", "text/html"),
        ("<script", "text/html"), ("<iframe", "text/html"), ("<svg", "image/svg+xml"),
        ("<!doctype svg", "image/svg+xml"),
    ];

    static readonly SearchValues<byte> NoText = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17]);

    /// <summary>A container whose extension says what is in it.</summary>
    public const string Zip = "application/zip";

    /// <summary>The container of office files before 2007.</summary>
    public const string Compound = "application/x-ole-storage";

    const string Program = "application/x-executable";

    /// <summary>Types that their first bytes always show: without those, a file is none.</summary>
    public static FrozenSet<string> Provable { get; } = Beginnings.Select(each => each.Type)
        .Concat(["image/webp", "image/bmp", "image/avif", "image/heic", "image/jpg", "video/mp4", "video/quicktime",
            "audio/mp4", "audio/wav", "audio/x-wav", "video/x-msvideo"])
        .ToFrozenSet();

    /// <summary>The type; null where the bytes prove none.</summary>
    /// <param name="head">The first bytes, up to <see cref="Length"/>.</param>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (bytes, type) in Beginnings)
        {
            if (head.StartsWith(bytes))
            {
                return type;
            }
        }

        return Boxed(head) ?? (IsText(head) ? Marked(head) : null);
    }

    /// <summary>Whether it reads as UTF-8 without control characters that text has no use for.</summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.ContainsAny(NoText))
        {
            return false;
        }

        // The last character may have been cut.
        for (var cut = 0; cut <= 3 && cut <= head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
            {
                return cut == 0 || head.Length >= Length;
            }
        }

        return false;
    }

    static string? Boxed(ReadOnlySpan<byte> head) => head.Length < 12 ? null
        : head.StartsWith("RIFF"u8) ? Encoding.ASCII.GetString(head[8..12]) switch
        {
            "WEBP" => "image/webp",
            "WAVE" => "audio/wav",
            "AVI " => "video/x-msvideo",
            _ => null,
        }
        : head[4..8].SequenceEqual("ftyp"u8) ? Encoding.ASCII.GetString(head[8..12]) switch
        {
            "avif" or "avis" => "image/avif",
            "heic" or "heix" or "mif1" => "image/heic",
            "qt  " => "video/quicktime",
            "M4A " or "M4B " => "audio/mp4",
            _ => "video/mp4",
        }
        : head.StartsWith("BM"u8) && head[6..10].IndexOfAnyExcept((byte)0) < 0 ? "image/bmp"
        : null;

    // What a browser would run if it were told that this is a page; comments and a declaration may stand before it.
    static string? Marked(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head).TrimStart('\ufeff').TrimStart();
        var isDeclared = false;
        while (Rest(text, "<?", "?>") is { } rest || (rest = Rest(text, "<!--", "-->")) is not null)
        {
            (text, isDeclared) = (rest, true);
        }

        return Markup.FirstOrDefault(each => text.StartsWith(each.Beginning, StringComparison.OrdinalIgnoreCase)).Type
            ?? (isDeclared ? "application/xml" : null);
    }

    // What follows a comment or declaration; null where there is none or it doesn't end.
    static string? Rest(string text, string opens, string closes) =>
        text.StartsWith(opens, StringComparison.Ordinal)
        && text.IndexOf(closes, StringComparison.Ordinal) is >= 0 and var end
            ? text[(end + closes.Length)..].TrimStart() : null;
}
