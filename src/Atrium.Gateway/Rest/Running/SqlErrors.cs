using System.Text.RegularExpressions;
using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Rest.Running;

/// <summary>
/// Words PostgreSQL's errors for callers. Where rows are hidden, what a constraint or a cast quotes of them stays
/// behind: the row may be one the caller can't see. Raised errors are written for callers and pass as they are.
/// </summary>
static partial class SqlErrors
{
    /// <summary>The errors a catalogue older than the database may cause.</summary>
    public static bool MayBeStale(string code) => code is
        "42P01" or "42703" or "42883" or "42P10" or "42804" or "42601"
        or "PGRST200" or "PGRST202" or "PGRST204" or "PGRST205";

    /// <param name="error">What PostgreSQL said.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="options">Whether what is quoted of rows stays behind, and whether statuses are the original's.
    /// </param>
    public static RestError Of(PostgresException error, RestRequest request, RestOptions options)
    {
        if (error.SqlState == RaisedError.State)
        {
            return RaisedError.Of(error);
        }

        var status = StatusOf(error, request, options.IsLiteral);
        return !options.HidesRowsInErrors || IsRaised(error.SqlState)
            ? new RestError(status, error.SqlState, error.MessageText, error.Detail, error.Hint)
            : new RestError(status, error.SqlState, Message(error, request), null, Hint(error));
    }

    /// <summary>No connection in time, or none at all.</summary>
    /// <param name="error">What happened.</param>
    /// <param name="isLiteral">Statuses are the original's.</param>
    public static RestError Unavailable(NpgsqlException error, bool isLiteral) =>
        error.InnerException is TimeoutException
        ? new RestError(isLiteral ? 504 : 503, "PGRST003", "Timed out acquiring connection from connection pool.")
        : new RestError(503, "PGRST000", "Could not connect with the database.");

    static int StatusOf(PostgresException error, RestRequest request, bool isLiteral) => error.SqlState switch
    {
        // A view that can't be written, and a request that is more than one statement can be: the caller's mistakes.
        "55000" when !isLiteral => 405,
        ['5', '4', ..] when !isLiteral => 400,
        "23P01" when isLiteral => 400,
        "42501" when request.Caller.Role == CallerRole.Anon => 401,
        // The request names a row twice.
        "21000" when !isLiteral && error.MessageText.StartsWith("ON CONFLICT DO", StringComparison.Ordinal) => 400,
        // As the safe-update extension refuses; any other is the database's own fault.
        "21000" => error.MessageText.EndsWith("requires a WHERE clause", StringComparison.Ordinal) ? 400 : 500,
        // The token's role.
        "22023" when error.MessageText.StartsWith("role ", StringComparison.Ordinal)
            && error.MessageText.EndsWith("does not exist", StringComparison.Ordinal) => 401,
        "42883" when error.MessageText.StartsWith("function xmlagg(", StringComparison.Ordinal) => 406,
        var state => SqlStates.StatusOf(state),
    };

    static bool IsRaised(string state) =>
        state is ['P', '0', '0', '0', '1'] or ['A', 'T', ..] or ['P', 'T', ..];

    static string Message(PostgresException error, RestRequest request) => error.SqlState[..2] switch
    {
        "XX" or "58" or "F0" => "The database could not answer this request",
        "22" => Quoted().Replace(
            error.MessageText, match => IsOwn(match.Groups[1].Value, request) ? match.Value : "\"…\""),
        _ => error.MessageText,
    };

    // What the caller sent may be shown to them; what stood in a row may not.
    static bool IsOwn(string value, RestRequest request) =>
        request.Query.Operands.Any(operand => operand.Contains(value, StringComparison.Ordinal))
        || request.Query.Arguments.Any(argument => argument.Value.Contains(value, StringComparison.Ordinal))
        || request.Payload.Contains(value);

    // Hints on names help; others may quote rows.
    static string? Hint(PostgresException error) =>
        error.SqlState.StartsWith("42", StringComparison.Ordinal) ? error.Hint : null;

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
