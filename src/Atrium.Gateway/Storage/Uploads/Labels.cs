using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace Atrium.Gateway.Storage.Uploads;

/// <summary>Reads what comes with the bytes of a file.</summary>
static partial class Labels
{
    /// <summary>Seconds, or <c>max-age=seconds</c>; anything else is not to be kept.</summary>
    public static string CacheControl(string? said) =>
        Age().Match(said ?? "") is { Success: true } age ? $"max-age={age.Groups[1].Value}" : "no-cache";

    /// <summary>An object as JSON; empty means none.</summary>
    /// <exception cref="StorageException">It is something else.</exception>
    public static string Plain(string? json) => string.IsNullOrWhiteSpace(json)
        ? "{}" : StorageBody.Parse(Encoding.UTF8.GetBytes(json)).GetRawText();

    /// <summary>An object as JSON in base64; empty means none.</summary>
    /// <exception cref="StorageException">It is something else.</exception>
    public static string Encoded(string? base64) => Plain(Decoded(base64));

    /// <summary>Text in base64; null for what is none.</summary>
    public static string? Decoded(string? base64) => string.IsNullOrEmpty(base64) ? null
        : Base64.IsValid(base64) ? Encoding.UTF8.GetString(Convert.FromBase64String(base64))
        : throw new StorageException(StorageError.BadRequest("What should be base64 is not"));

    [GeneratedRegex(@"^\s*(?:(?:public|private)\s*,\s*)?(?:max-age\s*=\s*)?(\d{1,9})\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Age();
}
