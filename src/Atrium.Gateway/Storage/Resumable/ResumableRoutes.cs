using System.Globalization;
using System.Text.Json.Nodes;
using Atrium.Gateway.Storage.Uploads;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Atrium.Gateway.Storage.Resumable;

/// <summary>
/// <c>/upload/resumable</c>: files in pieces, by the TUS protocol 1.0 (creation, creation-with-upload, termination,
/// expiration). Its answers have the statuses of that protocol.
/// </summary>
static class ResumableRoutes
{
    const string Version = "1.0.0";
    const string Address = "/upload/resumable";

    /// <summary>Maps the routes.</summary>
    public static void MapResumable(this IEndpointRouteBuilder storage)
    {
        storage.MapMethods(Address, [HttpMethods.Options], Describe);
        storage.MapPost(Address, BeginAsync);
        storage.MapMethods(Address + "/{id}", [HttpMethods.Head], AskAsync);
        storage.MapMethods(Address + "/{id}", [HttpMethods.Patch], AddAsync);
        storage.MapDelete(Address + "/{id}", EndAsync);
    }

    static IResult Describe(HttpContext context, StorageOptions options)
    {
        var headers = context.Response.Headers;
        headers["Tus-Resumable"] = headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,creation-with-upload,termination,expiration";
        headers["Tus-Max-Size"] = Whole(options.MaxFileBytes);
        return Results.NoContent();
    }

    static Task<IResult> BeginAsync(HttpContext context, Finishing finishing) => RunAsync(context, async caller =>
    {
        var request = context.Request;
        var said = UploadMetadata.Parse(request.Headers["Upload-Metadata"].ToString());
        var path = ObjectPath.Of(said.GetValueOrDefault("bucketName"), said.GetValueOrDefault("objectName"));
        if (Number(request.Headers["Upload-Length"].ToString()) is not { } length)
        {
            return new TusError(400, StorageError.BadRequest("Upload-Length is missing"));
        }

        var replaces = Putting.Replaces(request);
        var room = await finishing.Putting.TryAsync(caller, path, replaces, context.RequestAborted);
        if (length > room.MostBytes)
        {
            return new TusError(413, StorageError.TooLarge);
        }

        var upload = new ResumableUpload(
            OwnerOf(context), path.Bucket, path.Name, length, replaces, said.GetValueOrDefault("contentType"),
            Labels.CacheControl(said.GetValueOrDefault("cacheControl")),
            Labels.Plain(said.GetValueOrDefault("metadata")), finishing.Until);
        var id = await finishing.Uploads.BeginAsync(upload, context.RequestAborted);
        context.Response.Headers.Location = $"{request.PathBase}{request.Path}/{id}";
        context.Response.Headers["Upload-Expires"] = upload.Until.ToString("R", CultureInfo.InvariantCulture);
        var isBegun = request.ContentType == "application/offset+octet-stream" || length == 0;
        return isBegun
            ? await ContinueAsync(context, finishing, caller, id, upload, 0, StatusCodes.Status201Created)
            : Results.StatusCode(StatusCodes.Status201Created);
    });

    static Task<IResult> AskAsync(HttpContext context, Finishing finishing, string id) =>
        RunAsync(context, async caller =>
        {
            if (await finishing.Uploads.FindAsync(id, OwnerOf(context), context.RequestAborted) is not { } upload)
            {
                return TusError.Gone;
            }

            var offset = finishing.Uploads.OffsetOf(id);
            if (offset == upload.Length)
            {
                // Whoever hears that all has come sends no more: it must be a file by then.
                if (finishing.Uploads.IsBusy(id))
                {
                    return TusError.Busy;
                }

                await finishing.FinishAsync(caller, id, upload);
            }

            var headers = context.Response.Headers;
            headers["Upload-Offset"] = Whole(offset);
            headers["Upload-Length"] = Whole(upload.Length);
            headers["Upload-Expires"] = upload.Until.ToString("R", CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status200OK);
        });

    static Task<IResult> AddAsync(HttpContext context, Finishing finishing, string id) =>
        RunAsync(context, async caller =>
        {
            var request = context.Request;
            if (request.ContentType != "application/offset+octet-stream"
                || Number(request.Headers["Upload-Offset"].ToString()) is not { } offset)
            {
                return new TusError(415, StorageError.BadRequest(
                    "Send application/offset+octet-stream with the header Upload-Offset"));
            }

            return await finishing.Uploads.FindAsync(id, OwnerOf(context), context.RequestAborted) is { } upload
                ? await ContinueAsync(context, finishing, caller, id, upload, offset, StatusCodes.Status204NoContent)
                : TusError.Gone;
        });

    static Task<IResult> EndAsync(HttpContext context, Finishing finishing, string id) => RunAsync(context, async _ =>
    {
        if (await finishing.Uploads.FindAsync(id, OwnerOf(context), context.RequestAborted) is null)
        {
            return TusError.Gone;
        }

        finishing.Uploads.Forget(id);
        return Results.NoContent();
    });

    static async Task<IResult> ContinueAsync(
        HttpContext context, Finishing finishing, Caller caller, string id, ResumableUpload upload, long offset,
        int status)
    {
        // Never less than usual: a body beyond it ends the connection, and the client's next request may be on its way.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>()
            is { IsReadOnly: false, MaxRequestBodySize: { } usual } limit)
        {
            limit.MaxRequestBodySize = Math.Max(usual, upload.Length - offset);
        }

        if (await finishing.Uploads.AddAsync(id, upload, offset, context.Request.Body, context.RequestAborted)
            is not { } reached)
        {
            return new TusError(409, StorageError.BadRequest("The upload is at another offset, or somebody is at it"));
        }

        if (reached == upload.Length)
        {
            await finishing.FinishAsync(caller, id, upload);
        }

        context.Response.Headers["Upload-Offset"] = Whole(reached);
        return Results.StatusCode(status);
    }

    static async Task<IResult> RunAsync(HttpContext context, Func<Caller, Task<IResult>> run)
    {
        var headers = context.Response.Headers;
        headers["Tus-Resumable"] = Version;
        if (context.Request.Headers["Tus-Resumable"].ToString() != Version)
        {
            headers["Tus-Version"] = Version;
            return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
        }

        try
        {
            return await run(StorageDoor.CallerOf(context));
        }
        catch (StorageException refused)
        {
            return new TusError(refused.Error.Status, refused.Error);
        }
        catch (Npgsql.PostgresException error) when (StorageRefusals.Of(error) is not null)
        {
            var refusal = StorageRefusals.Of(error) ?? StorageError.Refused;
            return new TusError(refusal.Status, refusal);
        }
    }

    // A person or a key in an agency, whichever session it is now.
    static string OwnerOf(HttpContext context) =>
        context.Features.Get<VerifiedToken>() is { } token && JsonNode.Parse(token.Claims) is JsonObject claims
            ? $"{claims["sub"]} {claims["api_key_id"]} {claims["agency_id"]}" : "";

    static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
