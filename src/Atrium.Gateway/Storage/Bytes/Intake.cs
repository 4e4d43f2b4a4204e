using System.Buffers;
using System.Security.Cryptography;
using Atrium.Gateway.Storage.Typing;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>Bytes that have arrived whole, and what they are.</summary>
/// <param name="Path">Where they lie until they are kept.</param>
/// <param name="Digest">SHA-256.</param>
/// <param name="Length">How many.</param>
/// <param name="Head">The first, up to <see cref="Magic.Length"/>.</param>
sealed record Arrived(string Path, byte[] Digest, long Length, byte[] Head);

/// <summary>Takes bytes in: into a file of their own, counted and digested on the way.</summary>
/// <param name="incoming">Where they go.</param>
sealed class Intake(Incoming incoming)
{
    const int Chunk = 64 * 1024;

    /// <summary>Takes a body in. Whoever asked deletes the file in the end, kept or not.</summary>
    /// <param name="body">What arrives.</param>
    /// <param name="most">Bytes at most.</param>
    /// <param name="cancellationToken">The sender is gone.</param>
    /// <exception cref="StorageException">There are more.</exception>
    public async Task<Arrived> TakeAsync(Stream body, long most, CancellationToken cancellationToken)
    {
        var path = incoming.PathOf($"{Guid.CreateVersion7():N}.part");
        try
        {
            await using var file = OwnerFiles.Open(path, FileMode.CreateNew);
            return await CopyAsync(new Sent(body).ReadAsync, file, path, most, cancellationToken);
        }
        catch
        {
            incoming.Delete(path);
            throw;
        }
    }

    /// <summary>Deletes bytes that were not kept; those that were lie elsewhere by now.</summary>
    public void Forget(Arrived? bytes)
    {
        if (bytes is not null)
        {
            incoming.Delete(bytes.Path);
        }
    }

    /// <summary>Bytes that lie there already.</summary>
    public static async Task<Arrived> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.Asynchronous);
        return await CopyAsync(file.ReadAsync, Stream.Null, path, long.MaxValue, cancellationToken);
    }

    static async Task<Arrived> CopyAsync(
        Func<Memory<byte>, CancellationToken, ValueTask<int>> read, Stream to, string path, long most,
        CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new MemoryStream(Magic.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var length = 0L;
        try
        {
            int count;
            while ((count = await read(buffer.AsMemory(0, Chunk), cancellationToken)) > 0)
            {
                length += count;
                if (length > most)
                {
                    throw new StorageException(StorageError.TooLarge);
                }

                digest.AppendData(buffer, 0, count);
                head.Write(buffer, 0, (int)Math.Min(count, Magic.Length - head.Length));
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new Arrived(path, digest.GetHashAndReset(), length, head.ToArray());
    }

    // A form's part that ends without its border is the sender's mistake, and no failure of a disk.
    sealed class Sent(Stream body)
    {
        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            try
            {
                return await body.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
            {
                throw new StorageException(StorageError.BadRequest("The body could not be read to its end"));
            }
        }
    }
}
