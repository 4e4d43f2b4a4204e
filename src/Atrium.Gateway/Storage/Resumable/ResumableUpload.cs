using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atrium.Gateway.Storage.Resumable;

/// <summary>An upload that comes in pieces, as it is noted beside its bytes.</summary>
/// <param name="Owner">Who began it; nobody else may go on with it.</param>
/// <param name="Bucket">Where the file will lie.</param>
/// <param name="Name">What it will be called.</param>
/// <param name="Length">Bytes in all.</param>
/// <param name="Replaces">Whether another of that name gives way.</param>
/// <param name="ContentType">As the uploader says it; null for nothing.</param>
/// <param name="CacheControl">How long it may be kept.</param>
/// <param name="Metadata">A JSON object.</param>
/// <param name="Until">It is given up then; UTC.</param>
sealed partial record ResumableUpload(
    string Owner,
    string Bucket,
    string Name,
    long Length,
    bool Replaces,
    string? ContentType,
    string CacheControl,
    string Metadata,
    DateTimeOffset Until)
{
    /// <summary>Where the file will lie.</summary>
    public ObjectPath Path => new(Bucket, Name);

    /// <summary>As it is noted.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, NoteJson.Default.ResumableUpload);

    /// <summary>From its note; null for one that was not written to its end.</summary>
    public static ResumableUpload? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, NoteJson.Default.ResumableUpload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSerializable(typeof(ResumableUpload))]
    internal sealed partial class NoteJson : JsonSerializerContext;
}
