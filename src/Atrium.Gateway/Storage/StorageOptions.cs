using Atrium.Gateway.Storage.S3;

namespace Atrium.Gateway.Storage;

/// <summary>Where stored files lie, and the limits of taking them in.</summary>
public sealed class StorageOptions
{
    /// <summary>Folder of the bytes, or of those on their way; made (0700) when missing.</summary>
    public string Folder { get; set; } = "";

    /// <summary>The bucket that bytes lie in once they have arrived; null: the folder.</summary>
    public S3Options? S3 { get; set; }

    /// <summary>Largest file in bytes where the bucket says nothing: 1 to 50 GiB, in S3 5. Default 200 MiB.</summary>
    public long MaxFileBytes { get; set; } = 200L * 1024 * 1024;

    /// <summary>Uploads taken in at one moment: 1 to 10,000; others are answered 503. Default 200.</summary>
    public int MaxUploads { get; set; } = 200;

    /// <summary>How long a resumable upload may take from beginning to end. Default a day.</summary>
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Longest life of a signed address. Default seven days.</summary>
    public TimeSpan MaxLinkLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Life of an address to upload to. Default two hours.</summary>
    public TimeSpan UploadLinkLifetime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How often bytes that nothing names are looked for. Default a quarter of an hour.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long bytes that nothing names stay, so that an upload can end. Default an hour.</summary>
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromHours(1);
}
