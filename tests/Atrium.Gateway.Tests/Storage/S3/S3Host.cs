using Atrium.Gateway.Storage;

namespace Atrium.Gateway.Tests.Storage.S3;

/// <summary>The storage surface with its bytes in a bucket.</summary>
public sealed class S3Host : StorageHost, IAsyncLifetime
{
    public S3Host() => Store = new TinyS3(Clock);

    public TinyS3 Store { get; }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await Store.StartAsync();
        await StartAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await StopAsync();
        await Store.DisposeAsync();
    }

    public override byte[]? StoredAs(Guid blob, string digest) =>
        Store.Objects.TryGetValue($"blobs/{digest[..2]}/{digest}.{blob:N}", out var found) ? found.Bytes : null;

    protected override void Configure(StorageOptions options) => options.S3 = Store.Options();
}

/// <summary>Tests that share one server with its bucket, one after the other.</summary>
[CollectionDefinition("S3")]
public sealed class S3Tests : ICollectionFixture<S3Host>;

/// <summary>What holds with bytes in a folder holds with bytes in a bucket.</summary>
[Collection("S3")]
public sealed class ObjectsInS3(S3Host host) : ObjectCases(host);

/// <summary>So with files in pieces.</summary>
[Collection("S3")]
public sealed class PiecesInS3(S3Host host) : ResumableCases(host);
