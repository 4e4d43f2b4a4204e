using Atrium.Gateway.Rest.Parsing;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

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

        if (isCall && !isRead && request.Method != "POST")
        {
            throw RestErrors.BadCallMethod(request.Method);
        }

        var query = QueryParser.Parse(queryString, isCall && isRead);
        var type = TypeOf(request);
        var body = isRead || request.Method == "DELETE" ? null : await BodyAsync(request, options, cancellationToken);
        var isForm = isCall && body is not null && type == "application/x-www-form-urlencoded";
        var header = request.Method == "GET" ? RowRange.Parse(request.Headers.Range) : RowRange.All;
        var range = RowRange.Meet(header, query.Root.Offset, query.Root.Limit);
        return new RestRequest
        {
            Method = request.Method,
            CanonicalPath = options.IsLiteral ? Canonical(request.Path, queryString) : null,
            Schema = schema,
            Target = target,
            IsCall = isCall,
            Query = isForm && body is { } pairs ? query with { Arguments = Payload.FormOf(pairs) } : query,
            HasArguments = isForm || (isCall && isRead),
            Preferences = Preferences.Parse(request.Headers["Prefer"], options.AllowsTransactionPreference),
            Accepted = MediaTypes.Accepted(request.Headers.Accept),
            BodyType = type,
            RepeatKey = body is not null || request.Method == "DELETE"
                ? RepeatKey.Of(request, caller, body ?? default)
                : null,
            Payload = body is not { } sent || isForm || (isCall && sent.Length == 0 && type is "" or "application/json")
                ? Payload.None
                : Payload.Parse(sent, type, isCall),
            Caller = caller,
            Limit = RowRange.Least(range.Limit, options.MaxRows),
            Offset = range.Offset,
        };
    }

    static string Canonical(string path, string queryString) => queryString.Length < 2 ? path
        : path + "?" + string.Join('&', queryString[1..].Split('&').Order(StringComparer.Ordinal));

    static string TypeOf(HttpRequest request) =>
        (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    static async Task<ReadOnlyMemory<byte>?> BodyAsync(
        HttpRequest request, RestOptions options, CancellationToken cancellationToken)
    {
        var limit = options.MaxBodyBytes;
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
