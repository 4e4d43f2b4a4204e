using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Storage.Links;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Storage.Uploads;

/// <summary>
/// <c>POST</c> and <c>PUT</c> <c>/object/{bucket}/{name}</c>: a file in one request, as it is or in a form.
/// <c>PUT /object/upload/sign/…</c> does the same as whoever signed the address.
/// </summary>
static class Upload
{
    // A form's fields and borders beside the file.
    const int FormSpare = 128 * 1024;
    const int MostTimesTaken = 4;
    const int MaxField = 64 * 1024;

    public static Task<IResult> PutAsync(HttpContext context, Putting putting, Intake intake, UploadGate gate)
    {
        var caller = StorageDoor.CallerOf(context);
        var path = ObjectPath.Of(context);
        return gate.PassAsync(() =>
            PutAsync(context, putting, intake, caller, path, Putting.Replaces(context.Request)));
    }

    public static Task<IResult> PutSignedAsync(
        HttpContext context, Putting putting, Intake intake, UploadGate gate, LinkSeal seal)
    {
        var path = ObjectPath.Of(context);
        return gate.PassAsync(async () =>
            seal.Open(context.Request.Query["token"].ToString(), LinkUse.Write, path) is { } link
                ? await PutAsync(
                    context, putting, intake, StorageDoor.Instead(context, link.AsCaller(RequestIds.Of(context))),
                    path, link.Use == LinkUse.Replace)
                : StorageError.BadLink);
    }

    static async Task<IResult> PutAsync(
        HttpContext context, Putting putting, Intake intake, Caller caller, ObjectPath path, bool replaces)
    {
        var cancellationToken = context.RequestAborted;
        var room = await putting.TryAsync(caller, path, replaces, cancellationToken);
        await AllowAsync(context, room.MostBytes);
        Arrived? bytes = null;
        try
        {
            (bytes, var label) = BorderOf(context.Request) is { } border
                ? await FormAsync(context, intake, border, room, cancellationToken)
                : await PlainAsync(context, intake, room, cancellationToken);
            var id = await putting.PutAsync(caller, room, path, replaces, label, bytes, cancellationToken);
            return StorageDoor.Json(new JsonObject { ["Id"] = id, ["Key"] = path.Whole }.ToJsonString());
        }
        finally
        {
            intake.Forget(bytes);
        }
    }

    static async Task AllowAsync(HttpContext context, long most)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = most + FormSpare;
        }

        if (context.Request.ContentLength is { } length && length > most + FormSpare)
        {
            // Most clients send everything before they look at the answer.
            if (limit is { IsReadOnly: false } && length <= most * MostTimesTaken
                && context.Request.Headers.Expect.Count == 0)
            {
                limit.MaxRequestBodySize = length;
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            }

            throw new StorageException(StorageError.TooLarge);
        }
    }

    static async Task<(Arrived, Label)> PlainAsync(
        HttpContext context, Intake intake, Room room, CancellationToken cancellationToken)
    {
        var headers = context.Request.Headers;
        var label = new Label(
            context.Request.ContentType, Labels.CacheControl(headers.CacheControl),
            Labels.Encoded(headers["x-metadata"].ToString()));
        return (await intake.TakeAsync(context.Request.Body, room.MostBytes, cancellationToken), label);
    }

    static async Task<(Arrived, Label)> FormAsync(
        HttpContext context, Intake intake, string border, Room room, CancellationToken cancellationToken)
    {
        var form = new MultipartReader(border, context.Request.Body) { HeadersLengthLimit = 8 * 1024 };
        Arrived? bytes = null;
        var label = new Label(null, "no-cache", "{}");
        try
        {
            while (await OfFormAsync(form.ReadNextSectionAsync(cancellationToken)) is { } part)
            {
                var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said) ? said : null;
                if (name is null)
                {
                    throw new StorageException(StorageError.BadRequest("A part of the form has no name"));
                }

                var field = HeaderUtilities.RemoveQuotes(name.Name).ToString();
                var isFile = name.FileName.HasValue || name.FileNameStar.HasValue || field.Length == 0;
                if (isFile && bytes is null)
                {
                    bytes = await intake.TakeAsync(part.Body, room.MostBytes, cancellationToken);
                    label = label with { Declared = part.ContentType };
                }
                else if (!isFile)
                {
                    label = await FieldAsync(label, field, part.Body, cancellationToken);
                }
            }

            return bytes is null
                ? throw new StorageException(StorageError.BadRequest("The form holds no file"))
                : (bytes, label);
        }
        catch
        {
            intake.Forget(bytes);
            throw;
        }
    }

    /// <summary>What is read of a form; one that is none, or that breaks off, is the caller's mistake.</summary>
    static async Task<T> OfFormAsync<T>(Task<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new StorageException(StorageError.BadRequest("The form could not be read"));
        }
    }

    static async Task<Label> FieldAsync(Label label, string name, Stream body, CancellationToken cancellationToken)
    {
        var text = new byte[MaxField];
        var length = await OfFormAsync(
            body.ReadAtLeastAsync(text, MaxField, throwOnEndOfStream: false, cancellationToken).AsTask());
        if (length == MaxField)
        {
            throw new StorageException(StorageError.BadRequest(
                string.Create(CultureInfo.InvariantCulture, $"A field of the form is larger than {MaxField} bytes")));
        }

        var value = Encoding.UTF8.GetString(text.AsSpan(0, length));
        return name switch
        {
            "cacheControl" => label with { CacheControl = Labels.CacheControl(value) },
            "metadata" => label with { Metadata = Labels.Plain(value) },
            "contentType" => label with { Declared = value },
            _ => label,
        };
    }

    static string? BorderOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= 70 } border
                ? border
                : throw new StorageException(StorageError.BadRequest("The form names no boundary"))
            : null;
}
