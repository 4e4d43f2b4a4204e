using System.Globalization;

namespace Atrium.Gateway.Rest;

/// <summary>Every error the surface itself raises, in the words PostgREST's clients know.</summary>
static class RestErrors
{
    public static RestException BadQuery(string what, string text, int column, string details) => Of(
        400,
        "PGRST100",
        string.Create(
            CultureInfo.InvariantCulture, $"\"failed to parse {what} ({Short(text)})\" (line 1, column {column})"),
        details);

    public static RestException BadMethod(string method) =>
        Of(405, "PGRST117", $"Unsupported HTTP method: {method}");

    public static RestException BadCallMethod(string method) =>
        Of(405, "PGRST101", $"Cannot use the {method} method on RPC");

    public static RestException BadBody(string message) => Of(400, "PGRST102", message);

    public static RestException BadRange(long offset, long total) => new(new RestError(
        416,
        "PGRST103",
        "Requested range not satisfiable",
        string.Create(
            CultureInfo.InvariantCulture, $"An offset of {offset} was requested, but there are only {total} rows."))
    {
        ContentRange = string.Create(CultureInfo.InvariantCulture, $"*/{total}"),
    });

    public static RestException BadRange(string details) =>
        Of(416, "PGRST103", "Requested range not satisfiable", details);

    public static RestException NoRoot() => Of(404, "PGRST126", "Root endpoint metadata is disabled");

    public static RestException BadPath() => Of(404, "PGRST125", "Invalid path specified in request URL");

    public static RestException BadSchema(string schema, IEnumerable<string> schemas) => Of(
        406,
        "PGRST106",
        $"Invalid schema: {Short(schema)}",
        null,
        $"Only the following schemas are exposed: {string.Join(", ", schemas)}");

    public static RestException NotAcceptable(string accepted) =>
        Of(406, "PGRST107", $"None of these media types are available: {Short(accepted)}");

    public static RestException UnknownEmbed(string path) => Of(
        400,
        "PGRST108",
        $"'{Short(path)}' is not an embedded resource in this request",
        null,
        $"Verify that '{Short(path)}' is included in the 'select' query parameter.");

    public static RestException NoAggregates() =>
        Of(400, "PGRST123", "Use of aggregate functions is not allowed");

    public static RestException NoAggregatesOfArrays() => Of(
        400,
        "PGRST127",
        "Feature not implemented",
        "Aggregates are not implemented for one-to-many or many-to-many spreads.");

    public static RestException LimitOnPut() =>
        Of(400, "PGRST114", "limit/offset querystring parameters are not allowed for PUT");

    public static RestException LimitWithoutOrder() => Of(
        400,
        "PGRST109",
        "A 'limit' was applied without an explicit 'order'",
        null,
        "Apply an 'order' using unique column(s)");

    public static RestException PutMismatch() =>
        Of(400, "PGRST115", "Payload values do not match URL in primary key column(s)");

    public static RestException PutFilters() => Of(
        405,
        "PGRST105",
        "Filters must include all and only primary key columns with 'eq' operators");

    public static RestException NotSingular(long rows) => Of(
        406,
        "PGRST116",
        "Cannot coerce the result to a single JSON object",
        string.Create(CultureInfo.InvariantCulture, $"The result contains {rows} rows"));

    public static RestException OrderOnToMany(string parent, string embed) => Of(
        400,
        "PGRST118",
        $"A related order on '{Short(embed)}' is not possible",
        $"'{Short(parent)}' and '{Short(embed)}' do not form a many-to-one or one-to-one relationship");

    public static RestException BadEmbedFilter(string embed) => Of(
        400,
        "PGRST120",
        "Bad operator on the '" + Short(embed) + "' embedded resource",
        "Only is null or not is null filters are allowed on embedded resources");

    public static RestException BadPreferences(IReadOnlyList<string> unknown) => Of(
        400,
        "PGRST122",
        "Invalid preferences given with handling=strict",
        "Invalid preferences: " + string.Join(", ", unknown.Select(Short)));

    public static RestException TooManyAffected(long rows) => Of(
        400,
        "PGRST124",
        "Query result exceeds max-affected preference constraint",
        string.Create(CultureInfo.InvariantCulture, $"The query affects {rows} rows"));

    public static RestException NothingToCount() => Of(
        400,
        "PGRST128",
        "Function must return SETOF or TABLE when max-affected preference is used with handling=strict");

    public static RestException NoColumn(string column, string relation) => Of(
        400,
        "PGRST204",
        $"Could not find the '{Short(column)}' column of '{relation}' in the schema cache");

    public static RestException NoRelation(string schema, string name, string? near) => Of(
        404,
        "PGRST205",
        $"Could not find the table '{schema}.{Short(name)}' in the schema cache",
        null,
        near is null ? null : $"Perhaps you meant the table '{schema}.{near}'");

    public static RestException NoFilter() => Of(
        400,
        "21000",
        "A write to every row needs a filter",
        null,
        "Add a filter to the query string; one that is always true will do.");

    public static RestException TooLarge(long limit) => Of(
        413,
        "PGRST102",
        string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes"),
        null,
        "Send the rows in several requests.");

    public static RestException Unauthenticated() =>
        Of(401, "PGRST302", "Anonymous access is disabled", null, "Send a token in the Authorization header.");

    public static RestException Of(
        int status, string code, string message, RestDetails? details = null, string? hint = null) =>
        new(new RestError(status, code, message, details, hint));

    /// <summary>What a caller wrote, cut where it would fill the answer.</summary>
    public static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
