using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Atrium.Gateway.Storage.Typing;

/// <summary>What type a file is kept as: what was declared, unless its bytes say that this is a lie.</summary>
static partial class ContentTypes
{
    /// <summary>Bytes of which nothing is known.</summary>
    public const string Unknown = "application/octet-stream";

    static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["odt"] = "application/vnd.oasis.opendocument.text",
        ["ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        ["odp"] = "application/vnd.oasis.opendocument.presentation",
        ["epub"] = "application/epub+zip",
        ["doc"] = "application/msword",
        ["xls"] = "application/vnd.ms-excel",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["csv"] = "text/csv",
        ["md"] = "text/markdown",
        ["json"] = "application/json",
        ["ics"] = "text/calendar",
        ["eml"] = "message/rfc822",
        ["txt"] = "text/plain",
    }.ToFrozenDictionary();

    // Types that share a container, so that one passes for the other.
    static readonly FrozenSet<string>[] Families =
    [
        ["image/jpeg", "image/jpg", "image/pjpeg"],
        ["video/mp4", "audio/mp4", "audio/x-m4a", "video/quicktime", "video/x-m4v"],
        ["video/webm", "audio/webm", "video/x-matroska"],
        ["audio/ogg", "video/ogg", "application/ogg", "audio/opus"],
        ["audio/wav", "audio/x-wav", "audio/wave"],
        ["audio/mpeg", "audio/mp3"],
        ["image/x-icon", "image/vnd.microsoft.icon"],
        ["application/gzip", "application/x-gzip"],
        ["application/rtf", "text/rtf"],
        ["image/vnd.adobe.photoshop", "application/vnd.adobe.photoshop"],
        ["application/pdf", "application/x-pdf"],
        ["application/xml", "text/xml"],
    ];

    // Raster images, sound and film, and PDF: a browser shows them and runs nothing of ours in them.
    static readonly FrozenSet<string> Shown =
    [
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf",
        "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/flac", "audio/webm",
        "video/mp4", "video/webm", "video/ogg",
    ];

    /// <summary>The type a file is kept as.</summary>
    /// <param name="declared">As the uploader said it; parameters are dropped.</param>
    /// <param name="head">The first bytes, up to <see cref="Magic.Length"/>.</param>
    /// <param name="fileName">Whose extension tells containers and texts apart.</param>
    public static string Settle(string? declared, ReadOnlySpan<byte> head, string fileName)
    {
        var said = Plain(declared);
        var proven = Magic.Of(head);
        if (head.IsEmpty)
        {
            return said;
        }

        if (proven is not null)
        {
            return proven switch
            {
                _ when AreOneFamily(said, proven) => said == "image/jpg" ? "image/jpeg" : said,
                Magic.Zip => IsZipped(said) ? said : Extended(fileName, "openxml", "opendocument", "epub") ?? proven,
                Magic.Compound => said is "application/msword" || said.StartsWith("application/vnd.ms-") ? said
                    : Extended(fileName, "msword", "vnd.ms-") ?? proven,
                _ => proven,
            };
        }

        var isText = Magic.IsText(head);
        return said switch
        {
            Unknown => isText ? Extended(fileName, "text/", "json", "rfc822") ?? said : said,
            _ when IsTextual(said) => isText ? said : Unknown,
            _ when Magic.Provable.Contains(said) || IsZipped(said) => isText ? "text/plain" : Unknown,
            _ => said,
        };
    }

    /// <summary>Whether a bucket takes files of a type.</summary>
    /// <param name="allowed">Types, also as <c>image/*</c>; null: any.</param>
    /// <param name="type">Of a file.</param>
    public static bool IsAllowed(IReadOnlyList<string>? allowed, string type) =>
        allowed is null || allowed.Contains(type) || allowed.Contains($"{type[..type.IndexOf('/')]}/*");

    /// <summary>Whether a browser may show it where it is, rather than save it.</summary>
    public static bool IsShown(string type) => Shown.Contains(type);

    /// <summary>Whether it can stand in a bucket's list.</summary>
    public static bool IsPattern(string type) => Pattern().IsMatch(type);

    static string Plain(string? declared)
    {
        var type = (declared ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return Whole().IsMatch(type) ? type : Unknown;
    }

    static bool AreOneFamily(string said, string proven) =>
        said == proven || Families.Any(family => family.Contains(said) && family.Contains(proven))
        || (proven == "application/xml" && said.EndsWith("+xml", StringComparison.Ordinal));

    static bool IsZipped(string type) =>
        type is Magic.Zip or "application/x-zip-compressed" or "application/epub+zip" or "application/java-archive"
        || type.StartsWith("application/vnd.openxmlformats-", StringComparison.Ordinal)
        || type.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal);

    static bool IsTextual(string type) => type.StartsWith("text/", StringComparison.Ordinal)
        || type is "application/json" or "application/xml" or "application/javascript" or "message/rfc822"
            or "image/svg+xml" or "application/yaml" or "application/sql"
        || type.EndsWith("+xml", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal);

    static string? Extended(string fileName, params ReadOnlySpan<string> kinds)
    {
        var type = ByExtension.GetValueOrDefault(fileName[(fileName.LastIndexOf('.') + 1)..].ToLowerInvariant());
        foreach (var kind in kinds)
        {
            if (type?.Contains(kind, StringComparison.Ordinal) == true)
            {
                return type;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/(\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,126})\z")]
    private static partial Regex Pattern();
}
