using System.Collections.Frozen;
using System.Globalization;

namespace Atrium.Kernel;

/// <summary>The one table from SQLSTATE to HTTP status, the project's own codes (database/ERRORS.md) first.</summary>
public static class SqlStates
{
    /// <summary>The project's own codes and their statuses.</summary>
    public static readonly FrozenDictionary<string, int> Own = new Dictionary<string, int>
    {
        ["ATIMM"] = 403,
        ["ATNOM"] = 403,
        ["ATRNK"] = 403,
        ["ATLST"] = 409,
        ["ATINV"] = 404,
        ["ATEXP"] = 410,
        ["ATDUP"] = 409,
        ["ATVAL"] = 400,
        ["ATSTA"] = 409,
        ["ATSTL"] = 409,
        ["ATNOF"] = 404,
        ["ATOPN"] = 403,
        ["ATKEY"] = 422,
        ["ATBUS"] = 409,
        ["ATWEE"] = 429,
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, int> Codes = new Dictionary<string, int>
    {
        ["23503"] = 409,
        ["23505"] = 409,
        ["23P01"] = 409,
        ["25006"] = 405,
        ["42501"] = 403,
        ["42883"] = 404,
        ["42P01"] = 404,
        ["42P17"] = 500,
        ["53400"] = 500,
        ["57014"] = 500,
        ["57P01"] = 503,
        ["P0001"] = 400,
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, int> Classes = new Dictionary<string, int>
    {
        ["08"] = 503,
        ["09"] = 500,
        ["0L"] = 403,
        ["0P"] = 403,
        ["25"] = 500,
        ["28"] = 403,
        ["2D"] = 500,
        ["38"] = 500,
        ["39"] = 500,
        ["3B"] = 500,
        ["40"] = 500,
        ["53"] = 503,
        ["54"] = 500,
        ["55"] = 500,
        ["57"] = 500,
        ["58"] = 500,
        ["F0"] = 500,
        ["HV"] = 500,
        ["P0"] = 500,
        ["XX"] = 500,
    }.ToFrozenDictionary();

    /// <summary>
    /// HTTP status of an error: the project's own codes, then <c>PTnnn</c> (status nnn), then PostgreSQL's codes and
    /// classes; anything else is 400, the caller's mistake.
    /// </summary>
    /// <param name="sqlState">Five characters.</param>
    public static int StatusOf(string sqlState)
    {
        if (Own.TryGetValue(sqlState, out var status) || Codes.TryGetValue(sqlState, out status))
        {
            return status;
        }

        if (sqlState.StartsWith("PT", StringComparison.Ordinal)
            && int.TryParse(sqlState.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out status)
            && status is >= 200 and <= 599)
        {
            return status;
        }

        if (sqlState.StartsWith("PT", StringComparison.Ordinal))
        {
            return 500;
        }

        return sqlState.Length >= 2 && Classes.TryGetValue(sqlState[..2], out status) ? status : 400;
    }
}
