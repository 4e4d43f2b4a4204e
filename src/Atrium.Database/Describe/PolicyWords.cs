using System.Text.RegularExpressions;

namespace Atrium.Database.Describe;

/// <summary>
/// Says a policy's condition in words where it has one of the usual forms, and as SQL where it hasn't. Pure.
/// </summary>
public static partial class PolicyWords
{
    static readonly (Regex Form, string Words)[] Forms =
    [
        (AgencyRow(), "in the caller's agency"),
        (OwnAgency(), "the caller's agency itself"),
        (OwnRow(), "the caller's own"),
        (OwnUser(), "the caller"),
        (SeenClients(), "of a client the caller sees"),
        (WrittenClients(), "of a client the caller may write to"),
        (SeenCampaigns(), "of a campaign the caller sees"),
        (HomeClient(), "of the caller's own company"),
        (AllClients(), "the caller sees all clients"),
        (Contact(), "the caller is a contact user"),
        (Right(), "the caller's role may `$1`"),
    ];

    /// <summary>The condition in words.</summary>
    /// <param name="condition">As <c>pg_get_expr</c> writes it; empty gives "every row".</param>
    public static string Of(string condition)
    {
        var text = Spaces().Replace(condition, " ").Trim();
        return text.Length == 0 || text == "true" ? "every row" : Say(Called().Replace(text, "$1"));
    }

    static string Say(string text)
    {
        text = WithoutParentheses(text);
        if (Split(text, " OR ") is { Count: > 1 } choices)
        {
            return string.Join(" or ", choices.Select(Say));
        }

        if (Split(text, " AND ") is { Count: > 1 } parts)
        {
            return string.Join(" and ", parts.Select(part =>
                Split(WithoutParentheses(part), " OR ").Count > 1 ? $"({Say(part)})" : Say(part)));
        }

        if (text.StartsWith("NOT ", StringComparison.Ordinal))
        {
            return $"not ({Say(text[4..])})";
        }

        var plain = text.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);
        var (form, words) = Array.Find(Forms, each => each.Form.IsMatch(plain));
        return form is null ? $"`{text}`" : form.Replace(plain, words);
    }

    static List<string> Split(string text, string word)
    {
        List<string> parts = [];
        int depth = 0, start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0 && string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
            {
                parts.Add(text[start..at]);
                start = at + word.Length;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    static string WithoutParentheses(string text)
    {
        text = text.Trim();
        while (text.StartsWith('(') && Closes(text) == text.Length - 1)
        {
            text = text[1..^1].Trim();
        }

        return text;
    }

    static int Closes(string text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\( ?SELECT (atrium\.\w+\([^()]*\)) AS \w+\)")]
    private static partial Regex Called();

    [GeneratedRegex(@"^agency_id = atrium\.current_agency_id$")]
    private static partial Regex AgencyRow();

    [GeneratedRegex(@"^id = atrium\.current_agency_id$")]
    private static partial Regex OwnAgency();

    [GeneratedRegex(@"^user_id = atrium\.current_user_id$")]
    private static partial Regex OwnRow();

    [GeneratedRegex(@"^id = atrium\.current_user_id$")]
    private static partial Regex OwnUser();

    [GeneratedRegex(@"^client_id = ANY ARRAY ?SELECT clients\.id FROM clients$")]
    private static partial Regex SeenClients();

    [GeneratedRegex(@"^client_id = ANY ARRAY ?SELECT w\.w FROM atrium\.writable_clients ww$")]
    private static partial Regex WrittenClients();

    [GeneratedRegex(@"^campaign_id = ANY ARRAY ?SELECT campaigns\.id FROM campaigns$")]
    private static partial Regex SeenCampaigns();

    [GeneratedRegex(@"^(?:client_)?id = atrium\.home_client_id$")]
    private static partial Regex HomeClient();

    [GeneratedRegex(@"^atrium\.sees_all_clients$")]
    private static partial Regex AllClients();

    [GeneratedRegex(@"^atrium\.is_contact$")]
    private static partial Regex Contact();

    [GeneratedRegex(@"^atrium\.may'([a-z_]+:[a-z_]+)'(?:::text)?$")]
    private static partial Regex Right();
}
