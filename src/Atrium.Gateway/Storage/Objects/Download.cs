using Atrium.Gateway.Storage.Bytes;
using Atrium.Gateway.Storage.Links;
using Atrium.Gateway.Storage.Typing;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Storage.Objects;

/// <summary>
/// <c>GET</c> and <c>HEAD</c> <c>/object/…</c>: the bytes of a file, whole or in part, for its readers, for whoever
/// has a signed address, and for everybody where the bucket is public.
/// </summary>
static class Download
{
    // Nothing of a file runs as a page of ours, whatever it holds.
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox";

    // Browsers show no PDF in a sandbox; their viewer runs nothing of ours.
    const string PdfPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'";

    public static async Task<IResult> ReadAsync(HttpContext context, StorageDoor door, IBlobStore store)
    {
        var path = ObjectPath.Of(context);
        var found = await StoredObject.FindAsync(door, StorageDoor.CallerOf(context), path, context.RequestAborted);
        return Answer(context, store, path, found, "private, no-cache");
    }

    public static async Task<IResult> ReadPublicAsync(HttpContext context, StorageDoor door, IBlobStore store)
    {
        var path = ObjectPath.Of(context);
        var nobody = StorageDoor.Instead(context, new Caller(CallerRole.Anon, "{}", RequestIds.Of(context)));
        var found = await StoredObject.FindPublicAsync(door, nobody, path, context.RequestAborted);
        return Answer(context, store, path, found, $"public, {found?.CacheControl ?? "max-age=3600"}");
    }

    public static async Task<IResult> ReadSignedAsync(
        HttpContext context, StorageDoor door, IBlobStore store, LinkSeal seal)
    {
        var path = ObjectPath.Of(context);
        if (seal.Open(context.Request.Query["token"].ToString(), LinkUse.Read, path) is not { } link)
        {
            return StorageError.BadLink;
        }

        // As whoever signed it: who lost sight of the file since then has given nobody else any.
        var found = await StoredObject.FindAsync(
            door, StorageDoor.Instead(context, link.AsCaller(RequestIds.Of(context))), path, context.RequestAborted);
        return Answer(context, store, path, found, "private, no-cache");
    }

    static IResult Answer(
        HttpContext context, IBlobStore store, ObjectPath path, StoredObject? found, string cacheControl)
    {
        if (found is null)
        {
            return StorageError.NoObject;
        }

        var headers = context.Response.Headers;
        headers.CacheControl = cacheControl;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = found.ContentType == "application/pdf" ? PdfPolicy : Policy;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.ContentDisposition = Disposition(context.Request.Query, path, found.ContentType);
        var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(found.Digest)}\"");
        var type = found.ContentType.StartsWith("text/", StringComparison.Ordinal)
            ? $"{found.ContentType}; charset=utf-8" : found.ContentType;
        var name = new BlobName(found.Blob, found.Digest);
        // No bytes have no file.
        return found.Length == 0
            ? Results.Bytes([], type, null, false, found.UpdatedAt, etag)
            : store.Answer(name, new Said(found.Length, type, found.UpdatedAt, etag));
    }

    static string Disposition(IQueryCollection query, ObjectPath path, string type)
    {
        var isSaved = query.ContainsKey("download") || !ContentTypes.IsShown(type);
        var disposition = new ContentDispositionHeaderValue(isSaved ? "attachment" : "inline");
        disposition.SetHttpFileName(
            query["download"].ToString() is { Length: > 0 and <= 255 } name ? name : path.FileName);
        return disposition.ToString();
    }
}
