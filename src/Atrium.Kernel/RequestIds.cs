using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Atrium.Kernel;

/// <summary>The id that ties an answer, its log line and its audit rows together.</summary>
public static class RequestIds
{
    /// <summary>Header that carries the id in requests and answers.</summary>
    public const string Header = "X-Request-Id";

    const int MaxLength = 64;
    static readonly SearchValues<char> Allowed =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    /// <summary>
    /// The request's id: the caller's own when it is 1 to 64 letters, digits, <c>-</c>, <c>_</c> or <c>.</c>, else a
    /// new one. The same for the whole request.
    /// </summary>
    /// <param name="context">The request.</param>
    public static string Of(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(RequestIds), out var known) && known is string id)
        {
            return id;
        }

        var sent = context.Request.Headers[Header].ToString();
        var given = sent.Length is > 0 and <= MaxLength && !sent.AsSpan().ContainsAnyExcept(Allowed);
        id = given ? sent : Guid.CreateVersion7().ToString("n");
        context.Items[typeof(RequestIds)] = id;
        return id;
    }
}
