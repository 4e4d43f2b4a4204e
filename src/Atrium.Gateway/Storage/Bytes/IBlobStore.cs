using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>Where bytes lie once they have arrived whole: in a folder, or with a service that speaks S3.</summary>
interface IBlobStore
{
    /// <summary>
    /// The least time between two looks at all that lies there, for what was never written down: looking costs.
    /// </summary>
    TimeSpan LookEvery { get; }

    /// <summary>Keeps bytes under a name. A row may be written after it: they are safe then.</summary>
    /// <param name="name">Theirs alone.</param>
    /// <param name="bytes">What arrived. Its file may be gone afterwards.</param>
    /// <param name="cancellationToken">Gives up; what lies there then is swept.</param>
    /// <exception cref="StorageException">The store is away.</exception>
    Task KeepAsync(BlobName name, Arrived bytes, CancellationToken cancellationToken);

    /// <summary>Bytes as an answer: whole, in part or not at all, as the request's headers ask.</summary>
    /// <param name="name">They lie there.</param>
    /// <param name="said">What is known of them.</param>
    IResult Answer(BlobName name, Said said);

    /// <summary>Deletes bytes; where there are none is no matter.</summary>
    /// <exception cref="StorageException">The store is away.</exception>
    Task DeleteAsync(BlobName name, CancellationToken cancellationToken);

    /// <summary>Names of bytes that were last written before a time.</summary>
    /// <exception cref="StorageException">The store is away.</exception>
    IAsyncEnumerable<BlobName> OlderThanAsync(DateTimeOffset time, CancellationToken cancellationToken);
}

/// <summary>What an answer says of its bytes.</summary>
/// <param name="Length">How many.</param>
/// <param name="Type">Media type with its parameters.</param>
/// <param name="UpdatedAt">When they were last written; UTC.</param>
/// <param name="Tag">Their digest.</param>
sealed record Said(long Length, string Type, DateTimeOffset UpdatedAt, EntityTagHeaderValue Tag);
