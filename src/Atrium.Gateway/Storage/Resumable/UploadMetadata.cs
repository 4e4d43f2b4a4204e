using Atrium.Gateway.Storage.Uploads;

namespace Atrium.Gateway.Storage.Resumable;

/// <summary>The header <c>Upload-Metadata</c>: names with values in base64, commas between.</summary>
static class UploadMetadata
{
    const int MaxLength = 32 * 1024;

    /// <summary>What it says; a name without a value is an empty text.</summary>
    /// <exception cref="StorageException">It can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string header)
    {
        if (header.Length > MaxLength)
        {
            throw new StorageException(StorageError.BadRequest("Upload-Metadata is larger than 32 KiB"));
        }

        Dictionary<string, string> said = [];
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = pair.IndexOf(' ', StringComparison.Ordinal);
            said[space < 0 ? pair : pair[..space]] = space < 0 ? "" : Labels.Decoded(pair[(space + 1)..].Trim()) ?? "";
        }

        return said;
    }
}
