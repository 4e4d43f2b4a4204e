using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Auth.Links;

/// <summary>Leads a browser on to where its way was asked to end, with what came of it.</summary>
static class LeadBack
{
    /// <summary>Leads on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="to">Where to; it must be allowed.</param>
    /// <param name="query">What its query says besides; null: nothing.</param>
    /// <param name="fragment">What its fragment says; null: as it is.</param>
    public static IResult To(HttpContext context, Uri to, string? query, string? fragment)
    {
        var parts = new UriBuilder(to);
        if (query is not null)
        {
            parts.Query = parts.Query.Length > 1 ? $"{parts.Query}&{query}" : query;
        }

        if (fragment is not null)
        {
            parts.Fragment = fragment;
        }

        context.Response.Headers.Location = parts.Uri.AbsoluteUri;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Leads on with a refusal.</summary>
    /// <param name="context">The request.</param>
    /// <param name="to">Where to; it must be allowed.</param>
    /// <param name="ofFlow">Whether the client reads the query.</param>
    /// <param name="refusal">Why.</param>
    public static IResult Refused(HttpContext context, Uri to, bool ofFlow, AuthError refusal)
    {
        var said = Pairs(("error", "access_denied"), ("error_code", refusal.ErrorCode),
            ("error_description", refusal.Message));
        return To(context, to, ofFlow ? said : null, said);
    }

    /// <summary>Names and values as an address has them.</summary>
    public static string Pairs(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var texts = new List<string>();
        foreach (var (name, value) in pairs)
        {
            texts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return string.Join('&', texts);
    }
}
