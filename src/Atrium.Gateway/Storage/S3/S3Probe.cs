using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Storage.S3;

/// <summary>Tries out whether a bucket does what it must: list, take, give and delete.</summary>
public static class S3Probe
{
    /// <summary>Tries it with an object of a few bytes, which it takes away again.</summary>
    /// <param name="options">The bucket.</param>
    /// <param name="time">The clock that its questions are dated by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wrong, without any secret in it; null: nothing.</returns>
    public static async Task<string?> RunAsync(
        S3Options options, TimeProvider time, CancellationToken cancellationToken)
    {
        var heard = new Heard();
        using var client = new S3Client(options, time, heard);
        var bytes = "atrium"u8.ToArray();
        var key = $"atrium-probe-{Guid.CreateVersion7():N}";
        try
        {
            await client.ListAsync("blobs/", null, cancellationToken);
            await client.PutAsync(
                key, () => new MemoryStream(bytes), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)),
                cancellationToken);
            await using var stream = new S3Stream(client, key, bytes.Length, bytes.Length);
            var found = new byte[bytes.Length];
            await stream.ReadExactlyAsync(found, cancellationToken);
            await client.DeleteAsync(key, cancellationToken);
            return found.AsSpan().SequenceEqual(bytes) ? null : "It gives other bytes than it was given.";
        }
        catch (StorageException away)
        {
            return heard.Last ?? away.Message;
        }
        catch (FileNotFoundException)
        {
            return "What it was given isn't there afterwards.";
        }
    }

    sealed class Heard : ILogger<S3Client>
    {
        public string? Last { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Last = formatter(state, exception);
    }
}
