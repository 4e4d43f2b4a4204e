using Atrium.Gateway.Rest.Parsing;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Atrium.Gateway.Rest;

/// <summary>The parse stage: from HTTP to a <see cref="RestRequest"/>.</summary>
static class RequestReader
{
    const string CallPrefix = "rpc/";

    public static async Task<RestRequest> ReadAsync(
        HttpContext context, string path, Caller caller, RestOptions options, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var isRead = request.Method is "GET" or "HEAD";
        var schema = Profile.Of(request, options.Schemas);
        var queryString = request.QueryString.Value ?? "";
        if (queryString.Length > options.MaxQueryLength)
        {
            throw RestErrors.Of(414, "PGRST100", "The query string is too long");
        }

        var isCall = path.StartsWith(CallPrefix, StringComparison.Ordinal);
        var target = isCall ? path[CallPrefix.Length..] : path;
        if (target.Length == 0 || target.AsSpan().ContainsAny('/', '\0'))
        {
            throw RestErrors.BadPath();
        }

        var query = QueryParser.Parse(queryString, isCall && isRead);
        var header = request.Method == "GET" ? RowRange.Parse(request.Headers.Range) : RowRange.All;
        var range = RowRange.Meet(header, query.Root.Offset, query.Root.Limit);
        return new RestRequest
        {
            Method = request.Method,
            Schema = schema,
            Target = target,
            IsCall = isCall,
            Query = query,
            Preferences = Preferences.Parse(request.Headers["Prefer"]),
            Accept = MediaTypes.Choose(request.Headers.Accept),
            Payload = isRead || request.Method == "DELETE"
                ? Payload.None
                : await PayloadAsync(request, isCall, options, cancellationToken),
            Caller = caller,
            Limit = RowRange.Least(range.Limit, options.MaxRows),
            Offset = range.Offset,
        };
    }

    static async Task<Payload> PayloadAsync(
        HttpRequest request, bool isCall, RestOptions options, CancellationToken cancellationToken)
    {
        var body = await BodyAsync(request, options.MaxBodyBytes, cancellationToken);
        return isCall && body.Length == 0
            ? Payload.None
            : Payload.Parse(body, request.Headers[HeaderNames.ContentType]);
    }

    static async Task<ReadOnlyMemory<byte>> BodyAsync(
        HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            throw RestErrors.TooLarge(limit);
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            foreach (var part in read.Buffer)
            {
                body.Write(part.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (body.Length > limit)
            {
                throw RestErrors.TooLarge(limit);
            }

            if (read.IsCompleted)
            {
                return body.GetBuffer().AsMemory(0, (int)body.Length);
            }
        }
    }
}
