namespace Atrium.Database.Plans;

/// <summary>
/// Cuts SQL at its semicolons, knowing strings, quoted names, dollar quotes, nested comments and <c>begin atomic</c>
/// bodies. Never fails: what it can't make sense of goes to the server whole, which then says what is wrong.
/// </summary>
static class SqlSplitter
{
    /// <summary>
    /// The statements; comments before a statement are left out, so that its line is where its SQL begins.
    /// </summary>
    public static IReadOnlyList<SqlStatement> Split(string text)
    {
        List<SqlStatement> statements = [];
        int start = -1, at = 0, atomic = 0;
        while (at < text.Length)
        {
            var next = SkipQuoted(text, at);
            var isComment = next > at && text[at] is ('-' or '/');
            if (start < 0 && !isComment && !char.IsWhiteSpace(text[at]) && text[at] != ';')
            {
                start = at;
            }

            if (next > at)
            {
                at = next;
            }
            else if (char.IsLetter(text[at]) || text[at] == '_')
            {
                var word = Word(text, at);
                atomic = Depth(atomic, word, text, at + word.Length);
                at += word.Length;
            }
            else
            {
                if (text[at] == ';' && atomic == 0 && start >= 0)
                {
                    statements.Add(Statement(text, start, at));
                    start = -1;
                }

                at++;
            }
        }

        if (start >= 0 && text[start..].Trim().Length > 0)
        {
            statements.Add(Statement(text, start, text.Length));
        }

        return statements;
    }

    static SqlStatement Statement(string text, int start, int end) =>
        new(1 + text.AsSpan(0, start).Count('\n'), text[start..end].TrimEnd());

    /// <summary>
    /// The position after a comment, string, quoted name or dollar quote that begins here, else the same.
    /// </summary>
    static int SkipQuoted(string text, int at) => text[at] switch
    {
        '-' when Follows(text, at, "--") => EndOf(text, "\n", at),
        '/' when Follows(text, at, "/*") => EndOfComment(text, at),
        '\'' => EndOfString(text, at + 1, escapes: IsEscapePrefix(text, at - 1)),
        '"' => EndOf(text, "\"", at + 1),
        '$' when DollarTag(text, at) is { } tag => EndOf(text, tag, at + tag.Length),
        _ => at,
    };

    static bool IsEscapePrefix(string text, int at) =>
        at >= 0 && text[at] is ('e' or 'E')
        && (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '_'));

    static int Depth(int depth, string word, string text, int after)
    {
        if (word.Equals("begin", StringComparison.OrdinalIgnoreCase))
        {
            var rest = text.AsSpan(after).TrimStart();
            return depth > 0 || rest.StartsWith("atomic", StringComparison.OrdinalIgnoreCase) ? depth + 1 : depth;
        }

        return depth == 0 ? 0
            : word.Equals("case", StringComparison.OrdinalIgnoreCase) ? depth + 1
            : word.Equals("end", StringComparison.OrdinalIgnoreCase) ? depth - 1
            : depth;
    }

    static string Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$'))
        {
            // E'…' is a string: its letter is read by the quote that follows.
            end++;
        }

        return text[at..end];
    }

    static int EndOfString(string text, int at, bool escapes)
    {
        while (at < text.Length)
        {
            if (escapes && text[at] == '\\')
            {
                at += 2;
            }
            else if (text[at++] == '\'')
            {
                return at;
            }
        }

        return text.Length;
    }

    static int EndOfComment(string text, int at)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (Follows(text, at, "/*"))
            {
                depth++;
                at += 2;
            }
            else if (Follows(text, at, "*/"))
            {
                at += 2;
                if (--depth == 0)
                {
                    return at;
                }
            }
            else
            {
                at++;
            }
        }

        return text.Length;
    }

    static string? DollarTag(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end < text.Length && text[end] == '$' && !char.IsDigit(text[at + 1]) ? text[at..(end + 1)] : null;
    }

    static bool Follows(string text, int at, string what) =>
        string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    static int EndOf(string text, string what, int from)
    {
        var found = from < text.Length ? text.IndexOf(what, from, StringComparison.Ordinal) : -1;
        return found < 0 ? text.Length : found + what.Length;
    }
}
