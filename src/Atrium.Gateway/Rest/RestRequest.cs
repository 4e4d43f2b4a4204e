using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest;

/// <summary>A request, parsed.</summary>
sealed record RestRequest
{
    /// <summary>Upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Table, view or function; empty for the root.</summary>
    public required string Target { get; init; }

    /// <summary>The target is a function.</summary>
    public required bool IsCall { get; init; }

    public required RestQuery Query { get; init; }

    public required Preferences Preferences { get; init; }

    public required MediaType Accept { get; init; }

    /// <summary>The body; of a read that of no members.</summary>
    public required Payload Payload { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>Rows at most on the page, the server's own limit included.</summary>
    public required long Limit { get; init; }

    /// <summary>Rows left out first.</summary>
    public required long Offset { get; init; }

    public bool IsRead => Method is "GET" or "HEAD";

    /// <summary>Requests with one key have one plan.</summary>
    public string Shape
    {
        get
        {
            var keys = IsRead && !IsCall ? "" : string.Join('\u0001', Payload.Keys);
            var arguments = IsCall ? string.Join('\u0001', Query.Arguments.Select(argument => argument.Name)) : "";
            var writes = IsRead
                ? ""
                : $"{Preferences.Return}{Preferences.Resolution}{Preferences.MissingDefault}"
                    + $"{Payload.IsArray}{Math.Min(Payload.Rows, 2)}{Payload.IsUniform}";
            return string.Join(
                '\u0002',
                Method, Target, IsCall ? "f" : "t", Accept, Preferences.Count, Caller.Role, writes, keys, arguments,
                Query.Shape, Offset > 0 ? "offset" : "");
        }
    }
}
