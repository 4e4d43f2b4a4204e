using System.Text.Json.Serialization;
using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Atrium.Server.Proof;

/// <summary>
/// <c>GET /functions/v1/last-proof</c>: the last proof of isolation in numbers, for owners and admins of any agency;
/// 204 before the first. <c>GET /proof</c>: its page with the matrix, by the link among them.
/// </summary>
static partial class ProofRoutes
{
    // The page draws itself by a script within it, and loads nothing.
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
        + "frame-ancestors 'none'; sandbox allow-scripts";

    /// <param name="Made">When, ISO 8601 in UTC.</param>
    /// <param name="Ok">Whether nothing leaked, nothing needed was refused, nothing was unclassified.</param>
    /// <param name="Fingerprint">SHA-256 of the catalogue that was attacked, 64 hexadecimal digits.</param>
    /// <param name="Objects">How many objects were classified.</param>
    /// <param name="Attempts">How many statements and requests were tried.</param>
    /// <param name="Signed">Whether the page is as this installation signed it.</param>
    /// <param name="Page">Address of the page, for ten minutes.</param>
    public sealed record Summary(
        string Made, bool Ok, string Fingerprint, int Objects, int Attempts, bool Signed, string Page);

    public static void MapProof(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/functions/v1/last-proof", SummaryAsync);
        routes.MapGet("/proof", PageAsync);
    }

    static async Task SummaryAsync(HttpContext context, TenantDoor door, KeptProof kept)
    {
        context.Response.Headers.CacheControl = "no-store";
        var role = context.Features.Get<Caller>() is { } caller
            ? await RoleAsync(door, caller, context.RequestAborted) : null;
        if (role is not ("owner" or "admin"))
        {
            await Problem.Of(context, "forbidden", 403, "The proof is for owners and admins of an agency.")
                .WriteAsync(context.Response, context.RequestAborted);
        }
        else if (await kept.ReadAsync(context.RequestAborted) is var (proof, isSigned))
        {
            await context.Response.WriteAsJsonAsync(
                new Summary(
                    proof.Made, proof.Ok, proof.Fingerprint, proof.Objects, proof.Attempts, isSigned, kept.Link()),
                ProofJson.Default.Summary, cancellationToken: context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    static async Task PageAsync(HttpContext context, KeptProof kept, string? until, string? key, string? signature)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!kept.IsOpen(until ?? "", key ?? "", signature ?? "")
            || await kept.PageAsync(context.RequestAborted) is not { } page)
        {
            await Problem.Of(
                    context, "forbidden", 403, "This link has ended.", "Open the page from the settings again.")
                .WriteAsync(context.Response, context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(page, context.RequestAborted);
    }

    static Task<string?> RoleAsync(TenantDoor door, Caller caller, CancellationToken cancellationToken) =>
        door.RunAsync(
            caller, [new NpgsqlBatchCommand("select atrium.current_agency_role()")],
            async (reader, token) => await reader.ReadAsync(token) && !reader.IsDBNull(0) ? reader.GetString(0) : null,
            cancellationToken);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Summary))]
    internal sealed partial class ProofJson : JsonSerializerContext;
}
