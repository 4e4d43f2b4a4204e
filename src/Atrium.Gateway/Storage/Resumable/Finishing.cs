using System.Collections.Concurrent;
using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Storage.Uploads;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Atrium.Gateway.Storage.Resumable;

/// <summary>Makes a file of an upload whose last piece has come.</summary>
sealed class Finishing(ResumableUploads uploads, Putting putting, StorageOptions options, TimeProvider time)
{
    readonly ConcurrentDictionary<string, Lazy<Task>> _running = [];

    /// <summary>Uploads in pieces.</summary>
    public ResumableUploads Uploads => uploads;

    /// <summary>Puts files.</summary>
    public Putting Putting => putting;

    /// <summary>When an upload that begins now is given up.</summary>
    public DateTimeOffset Until => time.GetUtcNow() + options.UploadLifetime;

    /// <summary>
    /// Puts it. Put or refused, it is gone then; where database or store are away it stays, to be tried again. Whoever
    /// asks while it is being put waits for the same.
    /// </summary>
    /// <exception cref="StorageException">The place takes no such file, or the store of bytes is away.</exception>
    /// <exception cref="PostgresException">The caller may not any more, or the name is taken by now.</exception>
    public async Task FinishAsync(Caller caller, string id, ResumableUpload upload)
    {
        var mine = new Lazy<Task>(() => PutAsync(caller, id, upload));
        var first = _running.GetOrAdd(id, mine);
        try
        {
            await first.Value;
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create(id, first));
        }
    }

    async Task PutAsync(Caller caller, string id, ResumableUpload upload)
    {
        try
        {
            // Not given up halfway: the sender has done his part.
            var room = await putting.TryAsync(caller, upload.Path, upload.Replaces, CancellationToken.None);
            var bytes = await Intake.ReadAsync(uploads.BytesOf(id), CancellationToken.None);
            var label = new Label(upload.ContentType, upload.CacheControl, upload.Metadata);
            await putting.PutAsync(caller, room, upload.Path, upload.Replaces, label, bytes, CancellationToken.None);
        }
        catch (Exception e) when (IsRefused(e))
        {
            uploads.Forget(id);
            throw;
        }
        catch (FileNotFoundException)
        {
            // Somebody else has put it a moment ago.
            throw new StorageException(TusError.Gone.Error);
        }

        uploads.Forget(id);
    }

    static bool IsRefused(Exception exception) => exception switch
    {
        StorageException refused => refused.Error.Status < StatusCodes.Status500InternalServerError,
        PostgresException error => StorageRefusals.Of(error) is not null,
        _ => false,
    };
}

/// <summary>A refusal with the status that the TUS protocol gives it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Error">What was wrong.</param>
sealed record TusError(int Status, StorageError Error) : IResult
{
    /// <summary>Not there, over, or somebody else's.</summary>
    public static readonly TusError Gone = new(404, new StorageError(404, "not_found", "Upload not found"));

    /// <summary>Bytes of it are being taken in.</summary>
    public static readonly TusError Busy = new(423, new StorageError(423, "Locked", "Somebody is at the upload"));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : Error.WriteAsync(httpContext);
    }
}
