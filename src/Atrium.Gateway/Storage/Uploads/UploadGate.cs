using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Uploads;

/// <summary>Takes in so many files at one moment and no more.</summary>
sealed class UploadGate(StorageOptions options) : IDisposable
{
    readonly SemaphoreSlim _places = new(options.MaxUploads);

    /// <summary>Runs an upload, or says that there is no place for it now.</summary>
    public async Task<IResult> PassAsync(Func<Task<IResult>> upload)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero))
        {
            return new StorageError(503, "SlowDown", "Too many uploads at this moment; try again soon");
        }

        try
        {
            return await upload();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
