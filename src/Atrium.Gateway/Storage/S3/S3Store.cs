using System.Runtime.CompilerServices;
using Atrium.Gateway.Storage.Bytes;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.S3;

/// <summary>
/// Bytes in a bucket, under the names that they have in the folder: <c>blobs/ab/abcd….id</c>.
/// </summary>
/// <param name="client">Asks the service.</param>
/// <param name="mark">Whose bucket it is.</param>
sealed class S3Store(S3Client client, S3Mark mark) : IBlobStore
{
    const string Folder = "blobs/";
    const int Chunk = 64 * 1024;

    // A bucket is listed by the thousand, and lists are charged for.
    public TimeSpan LookEvery => TimeSpan.FromDays(1);

    public async Task KeepAsync(BlobName name, Arrived bytes, CancellationToken cancellationToken)
    {
        await mark.RequireAsync(cancellationToken);
        await client.PutAsync(KeyOf(name), Open, bytes.Length, name.Digest, cancellationToken);

        Stream Open() =>
            new FileStream(bytes.Path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.Asynchronous);
    }

    public IResult Answer(BlobName name, Said said) => new S3Answer(client, KeyOf(name), said);

    public Task DeleteAsync(BlobName name, CancellationToken cancellationToken) =>
        client.DeleteAsync(KeyOf(name), cancellationToken);

    public async IAsyncEnumerable<BlobName> OlderThanAsync(
        DateTimeOffset time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await mark.RequireAsync(cancellationToken);
        string? next = null;
        do
        {
            var page = await client.ListAsync(Folder, next, cancellationToken);
            foreach (var (key, writtenAt) in page.Objects.Where(each => each.WrittenAt < time))
            {
                if (BlobName.Parse(key[(key.LastIndexOf('/') + 1)..]) is { } name && KeyOf(name) == key)
                {
                    yield return name;
                }
            }

            // A service that gives the same page again would be asked forever.
            next = page.Next == next ? null : page.Next;
        }
        while (next is not null);
    }

    static string KeyOf(BlobName name) => Folder + name.Path;
}

/// <summary>An object as an answer, whole, in part or not at all, as the request's headers ask.</summary>
/// <param name="Client">Asks for it.</param>
/// <param name="Key">Its name.</param>
/// <param name="Said">What is known of it.</param>
sealed record S3Answer(S3Client Client, string Key, Said Said) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var before = response.Headers.ToList();
        await using var stream = new S3Stream(Client, Key, Said.Length, WantedOf(httpContext.Request));
        try
        {
            await Results.Stream(stream, Said.Type, null, Said.UpdatedAt, Said.Tag, enableRangeProcessing: true)
                .ExecuteAsync(httpContext);
        }
        catch (StorageException away) when (!response.HasStarted)
        {
            response.Headers.Clear();
            before.ForEach(header => response.Headers[header.Key] = header.Value);
            await away.Error.ExecuteAsync(httpContext);
        }
        catch (StorageException)
        {
            // Who gets less than was announced must not take it for all.
            httpContext.Abort();
        }
    }

    // Where the one range that is asked for ends, so that no more is fetched than is sent on.
    long WantedOf(HttpRequest request) =>
        request.GetTypedHeaders().Range is { Unit.Value: "bytes" } ranges
        && ranges.Ranges is { Count: 1 } and var one && one.Single() is { From: not null, To: { } to }
            ? to : Said.Length - 1;
}
