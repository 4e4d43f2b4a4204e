namespace Atrium.Gateway.Rest.Query;

/// <summary>Writes arrays as PostgreSQL reads them from text: <c>{"a","say \"hi\""}</c>.</summary>
static class ArrayText
{
    public static string Of(IEnumerable<string> members) => "{" + string.Join(',', members.Select(Member)) + "}";

    /// <summary>One member, quoted so that any text is exactly that text.</summary>
    public static string Member(string text) =>
        '"'
        + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        + '"';
}
