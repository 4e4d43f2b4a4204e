using Atrium.Gateway.Storage.Bytes;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Resumable;

/// <summary>
/// Uploads in pieces on disk: a note and the bytes so far. How far one has come is how many bytes there are, so that a
/// server that ends at any moment loses nothing that it has said it had.
/// </summary>
/// <param name="incoming">Where they lie.</param>
/// <param name="time">The clock.</param>
sealed class ResumableUploads(Incoming incoming, TimeProvider time)
{
    const int Chunk = 64 * 1024;

    /// <summary>Notes a new one.</summary>
    /// <returns>Its id, which can't be guessed.</returns>
    public async Task<string> BeginAsync(ResumableUpload upload, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        await using (OwnerFiles.Open(BytesOf(id), FileMode.CreateNew))
        {
            // It has no bytes yet.
        }

        await using var note = OwnerFiles.Open(NoteOf(id), FileMode.CreateNew);
        await note.WriteAsync(upload.ToJson(), cancellationToken);
        return id;
    }

    /// <summary>One of the caller's own that is not over; null for any other.</summary>
    public async Task<ResumableUpload?> FindAsync(string id, string owner, CancellationToken cancellationToken)
    {
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower) || !File.Exists(NoteOf(id))
            || !File.Exists(BytesOf(id)))
        {
            return null;
        }

        var upload = ResumableUpload.Parse(await File.ReadAllBytesAsync(NoteOf(id), cancellationToken));
        return upload is not null && upload.Owner == owner && upload.Until > time.GetUtcNow() ? upload : null;
    }

    /// <summary>How many bytes have come.</summary>
    public long OffsetOf(string id) => new FileInfo(BytesOf(id)).Length;

    /// <summary>Whether bytes are being added.</summary>
    public bool IsBusy(string id)
    {
        try
        {
            using var file = File.OpenRead(BytesOf(id));
            return false;
        }
        catch (IOException e)
        {
            return e is not FileNotFoundException;
        }
    }

    /// <summary>Where the bytes lie.</summary>
    public string BytesOf(string id) => incoming.PathOf($"{id}.bytes");

    /// <summary>Adds bytes, as many as come before the sender ends or breaks off.</summary>
    /// <returns>
    /// How many there are now; null where there were not <paramref name="offset"/>, or somebody is at it.
    /// </returns>
    /// <exception cref="StorageException">More came than were announced.</exception>
    public async Task<long?> AddAsync(
        string id, ResumableUpload upload, long offset, Stream body, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            file = OwnerFiles.Open(BytesOf(id), FileMode.Open);
        }
        catch (IOException)
        {
            return null;
        }

        await using (file)
        {
            if (file.Length != offset)
            {
                return null;
            }

            file.Seek(offset, SeekOrigin.Begin);
            var buffer = new byte[Chunk];
            int count;
            while ((count = await ReadAsync(body, buffer, cancellationToken)) > 0)
            {
                if (offset + count > upload.Length)
                {
                    throw new StorageException(StorageError.TooLarge);
                }

                await file.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
                offset += count;
            }

            await file.FlushAsync(CancellationToken.None);
            return offset;
        }
    }

    /// <summary>Forgets it with its bytes.</summary>
    public void Forget(string id)
    {
        incoming.Delete(NoteOf(id));
        incoming.Delete(BytesOf(id));
    }

    string NoteOf(string id) => incoming.PathOf($"{id}.note");

    // A sender who breaks off comes back; what came stays.
    static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or (IOException and not BadHttpRequestException))
        {
            return 0;
        }
    }
}
