using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Schema;

/// <summary>
/// What makes a form of answers that the database defines itself: an aggregate over a table's rows or any rows, or a
/// domain named like the form, which a function returns.
/// </summary>
/// <param name="Schema">Schema of the aggregate or domain.</param>
/// <param name="Name">Its name.</param>
/// <param name="TargetSchema">Schema of the table or function it is for; empty for any rows.</param>
/// <param name="Target">That table or function; empty for any rows.</param>
/// <param name="MediaType">The form, in lower case; <c>*/*</c> for any.</param>
/// <param name="IsDomain">It is a function's domain, and no aggregate.</param>
sealed record Handler(
    string Schema, string Name, string TargetSchema, string Target, string MediaType, bool IsDomain)
{
    /// <summary>As the header says it, where the function does not choose for itself.</summary>
    public string ContentType => MediaType switch
    {
        "*/*" => "application/octet-stream",
        "application/json" or "application/geo+json" or "text/csv" or "text/plain" or "text/xml"
            or "application/openapi+json" or "application/x-www-form-urlencoded" => MediaType + "; charset=utf-8",
        _ => MediaType,
    };

    /// <summary>SQL of the body over the rows <paramref name="rows"/>.</summary>
    public string Body(string rows) => Target.Length == 0
        ? $"{SqlNames.Quote(Schema, Name)}({rows})"
        : $"{SqlNames.Quote(Schema, Name)}({rows}::{SqlNames.Quote(TargetSchema, Target)})";
}
