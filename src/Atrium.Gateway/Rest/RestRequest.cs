using System.Globalization;
using System.Text;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest;

/// <summary>A request, parsed.</summary>
sealed record RestRequest
{
    /// <summary>Upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The schema that is meant, one of those exposed.</summary>
    public required string Schema { get; init; }

    /// <summary>Table, view or function; empty for the root.</summary>
    public required string Target { get; init; }

    /// <summary>The target is a function.</summary>
    public required bool IsCall { get; init; }

    public required RestQuery Query { get; init; }

    /// <summary>A function's arguments come from the query string or a form, and not from a JSON body.</summary>
    public bool HasArguments { get; init; }

    public required Preferences Preferences { get; init; }

    /// <summary>The forms it accepts, best first.</summary>
    public required IReadOnlyList<AcceptedType> Accepted { get; init; }

    /// <summary>Type of the body as its header says, in lower case and without parameters; empty for none.</summary>
    public required string BodyType { get; init; }

    /// <summary>The body; of a read that of no members.</summary>
    public required Payload Payload { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>Rows at most on the page, the server's own limit included; null for any.</summary>
    public required long? Limit { get; init; }

    /// <summary>
    /// The limit of a read where it is one of the few that nearly all requests have: those have a plan for each.
    /// </summary>
    public long? UsualLimit => IsRead && !IsCall && Limit is 1 or 2 or 5 or 10 or 20 or 25 or 50 or 100 or 200 or 500
        or 1_000 ? Limit : null;

    /// <summary>Rows left out first.</summary>
    public required long Offset { get; init; }

    public bool IsRead => Method is "GET" or "HEAD";

    /// <summary>The name the sender gave a write, so that it is done once; or null.</summary>
    public RepeatKey? RepeatKey { get; init; }

    /// <summary>The path with its parameters in order, for the answer to name itself by; or null.</summary>
    public string? CanonicalPath { get; init; }

    /// <summary>Requests of one shape have one plan.</summary>
    public string Shape
    {
        get
        {
            var shape = new StringBuilder(128)
                .Append(Method).Append(IsCall ? " f " : " t ").Text(Schema).Text(Target)
                .Append(CultureInfo.InvariantCulture, $" {Preferences.Count} {Caller.Role} {Offset > 0} ")
                .Append(CultureInfo.InvariantCulture, $"{Limit is null} {UsualLimit} ");
            foreach (var accepted in Accepted)
            {
                shape.Text(accepted.Name)
                    .Append(CultureInfo.InvariantCulture, $"{accepted.Form} {accepted.Explain?.Format} ")
                    .Texts(accepted.Explain?.Options ?? []);
            }

            if (!IsRead)
            {
                shape.Append(CultureInfo.InvariantCulture, $"{Preferences.Return} {Preferences.Resolution} ")
                    .Append(Preferences.MissingDefault ? 'd' : 'n')
                    .Append(Payload.IsArray ? 'a' : 'o')
                    .Append(Payload.IsUniform ? 'u' : 'm')
                    .Append((char)('0' + Math.Min(Payload.Rows, 2)))
                    .Texts(Payload.Keys);
            }

            if (IsCall)
            {
                shape.Text(BodyType).Append(HasArguments ? 'q' : 'b').Append(Payload.IsRaw ? 'r' : 'j');
                shape.Texts([.. Query.Arguments.Select(argument => argument.Name)]);
            }

            return shape.Append(Query.Shape).ToString();
        }
    }
}
