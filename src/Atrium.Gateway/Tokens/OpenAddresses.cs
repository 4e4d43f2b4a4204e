using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Tokens;

/// <summary>Addresses that are asked without a token: what they open, they open to whoever has them.</summary>
static class OpenAddresses
{
    static readonly PathString[] Read = ["/storage/v1/object/public", "/storage/v1/object/sign", "/storage/v1/health"];
    static readonly PathString Write = "/storage/v1/object/upload/sign";

    /// <summary>Whether a request may come without a token.</summary>
    public static bool Has(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? Read.Any(address => request.Path.StartsWithSegments(address))
            : HttpMethods.IsPut(request.Method) && request.Path.StartsWithSegments(Write);
}
