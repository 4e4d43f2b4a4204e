using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Storage.Uploads;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Resumable;

/// <summary>Makes a file of an upload whose last piece has come.</summary>
sealed class Finishing(ResumableUploads uploads, Putting putting, StorageOptions options, TimeProvider time)
{
    /// <summary>Uploads in pieces.</summary>
    public ResumableUploads Uploads => uploads;

    /// <summary>Puts files.</summary>
    public Putting Putting => putting;

    /// <summary>When an upload that begins now is given up.</summary>
    public DateTimeOffset Until => time.GetUtcNow() + options.UploadLifetime;

    /// <summary>Puts it. It is gone then, put or refused.</summary>
    /// <exception cref="StorageException">The place takes no such file.</exception>
    /// <exception cref="Npgsql.PostgresException">The caller may not any more, or the name is taken by now.</exception>
    public async Task FinishAsync(Caller caller, string id, ResumableUpload upload)
    {
        try
        {
            // Not given up halfway: the sender has done his part.
            var room = await putting.TryAsync(caller, upload.Path, upload.Replaces, CancellationToken.None);
            var bytes = await Intake.ReadAsync(uploads.BytesOf(id), CancellationToken.None);
            var label = new Label(upload.ContentType, upload.CacheControl, upload.Metadata);
            await putting.PutAsync(caller, room, upload.Path, upload.Replaces, label, bytes, CancellationToken.None);
        }
        finally
        {
            uploads.Forget(id);
        }
    }
}

/// <summary>A refusal with the status that the TUS protocol gives it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Error">What was wrong.</param>
sealed record TusError(int Status, StorageError Error) : IResult
{
    /// <summary>Not there, over, or somebody else's.</summary>
    public static readonly TusError Gone = new(404, new StorageError(404, "not_found", "Upload not found"));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : Error.WriteAsync(httpContext);
    }
}
