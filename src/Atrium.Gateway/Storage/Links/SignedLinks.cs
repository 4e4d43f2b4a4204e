using System.Text.Json;
using System.Text.Json.Nodes;
using Atrium.Gateway.Storage.Objects;
using Atrium.Gateway.Storage.Uploads;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage.Links;

/// <summary>
/// <c>POST /object/sign/…</c> and <c>/object/upload/sign/…</c>: addresses that work without signing in.
/// </summary>
static class SignedLinks
{
    const string Readable = "select name from storage.objects where bucket_id = $1 and name = any ($2)";

    static readonly string[] Named = ["role", "sub", "agency_id", "api_key_id", "aal"];

    const string NotThere = "Either the object does not exist or you do not have access to it";

    public static async Task<IResult> SignAsync(
        HttpContext context, StorageDoor door, LinkSeal seal, StorageOptions options)
    {
        var path = ObjectPath.Of(context);
        var lifetime = Lifetime(await StorageBody.ReadAsync(context), options);
        var found = await StoredObject.FindAsync(door, StorageDoor.CallerOf(context), path, context.RequestAborted);
        return found is null ? StorageError.NoObject : StorageDoor.Json(
            new JsonObject { ["signedURL"] = ReadAddress(context, seal, path, lifetime) }.ToJsonString());
    }

    public static async Task<IResult> SignManyAsync(
        HttpContext context, StorageDoor door, LinkSeal seal, StorageOptions options, string bucket)
    {
        var body = await StorageBody.ReadAsync(context);
        var lifetime = Lifetime(body, options);
        var names = body.Texts("paths") ?? throw new StorageException(StorageError.BadRequest("paths is missing"));
        var readable = (await door.RowsAsync(
            StorageDoor.CallerOf(context), new Question(Readable, bucket, names), row => row.GetString(0),
            context.RequestAborted)).ToHashSet();
        var links = names.Select(name => (JsonNode)(readable.Contains(name)
            ? new JsonObject
            {
                ["error"] = null,
                ["path"] = name,
                ["signedURL"] = ReadAddress(context, seal, new ObjectPath(bucket, name), lifetime),
            }
            : new JsonObject { ["error"] = NotThere, ["path"] = name, ["signedURL"] = null }));
        return StorageDoor.Json(new JsonArray([.. links]).ToJsonString());
    }

    public static async Task<IResult> SignUploadAsync(
        HttpContext context, Putting putting, LinkSeal seal, StorageOptions options)
    {
        var path = ObjectPath.Of(context);
        var replaces = Putting.Replaces(context.Request);
        await putting.TryAsync(StorageDoor.CallerOf(context), path, replaces, context.RequestAborted);
        var link = new Link(replaces ? LinkUse.Replace : LinkUse.Write, Signer(context));
        var token = seal.Seal(link, path, options.UploadLinkLifetime);
        return StorageDoor.Json(new JsonObject
        {
            ["url"] = $"/object/upload/sign/{path.Whole}?token={token}",
            ["token"] = token,
        }.ToJsonString());
    }

    static string ReadAddress(HttpContext context, LinkSeal seal, ObjectPath path, TimeSpan lifetime)
    {
        var token = seal.Seal(new Link(LinkUse.Read, Signer(context)), path, lifetime);
        return $"/object/sign/{path.Whole}?token={token}";
    }

    static TimeSpan Lifetime(JsonElement body, StorageOptions options)
    {
        var seconds = body.Number("expiresIn", 0, 0, int.MaxValue);
        return seconds > 0 && seconds <= options.MaxLinkLifetime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new StorageException(StorageError.BadRequest(
                $"expiresIn must be between 1 and {options.MaxLinkLifetime.TotalSeconds:0} seconds"));
    }

    // Who signs, without the session: signing out does not end what was given away, leaving the agency does.
    static string Signer(HttpContext context)
    {
        var token = context.Features.Get<VerifiedToken>();
        if (token is not { Role: Kernel.CallerRole.Authenticated }
            || JsonNode.Parse(token.Claims) is not JsonObject claims)
        {
            throw new StorageException(StorageError.Refused);
        }

        return new JsonObject(claims.Where(claim => Named.Contains(claim.Key))
            .Select(claim => KeyValuePair.Create(claim.Key, claim.Value?.DeepClone()))).ToJsonString();
    }
}
