using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Tokens;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Storage.S3;

/// <summary>
/// Says in the bucket whose it is: what one installation doesn't know it sweeps, so two of them would take each other's
/// files away.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="options">The bucket.</param>
/// <param name="ring">The installation's keys, of which the mark is derived.</param>
/// <param name="logger">Gets what is wrong.</param>
sealed partial class S3Mark(S3Client client, S3Options options, KeyRing ring, ILogger<S3Mark> logger)
{
    const string Key = "atrium-installation";

    readonly byte[] _own = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HKDF.DeriveKey(
        HashAlgorithmName.SHA256, ring.RefreshSecret, 16, info: "atrium storage bucket 1"u8.ToArray())));

    volatile bool _isOurs;

    /// <summary>Goes on where the bucket is this installation's; one without a mark becomes it.</summary>
    /// <exception cref="StorageException">It is another's, or away.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (_isOurs)
        {
            return;
        }

        if (await ReadAsync(cancellationToken) is not { } found)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(_own));
            await client.PutAsync(Key, () => new MemoryStream(_own), _own.Length, digest, cancellationToken);
            // Read again: another may have come at the same moment.
            found = await ReadAsync(cancellationToken) ?? [];
        }

        if (!found.AsSpan().SequenceEqual(_own))
        {
            LogOthers(logger, options.Bucket, Key);
            throw new StorageException(StorageError.StoreAway);
        }

        _isOurs = true;
    }

    async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = new S3Stream(client, Key, _own.Length, _own.Length);
        var found = new byte[_own.Length];
        try
        {
            await stream.ReadExactlyAsync(found, cancellationToken);
            return found;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    [LoggerMessage(2313, LogLevel.Error,
        "Bucket {Bucket} is another installation's: use one of this installation's own. If the installation has new "
        + "secrets and the bucket is its own, delete the object {Key}")]
    static partial void LogOthers(ILogger logger, string bucket, string key);
}
