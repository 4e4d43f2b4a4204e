using System.Text;
using Atrium.Gateway.Rest.Query;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>
/// Reads conditions: <c>eq.5</c>, <c>not.in.(1,2)</c>, <c>like(any).{a*,b*}</c>, <c>fts(english).word</c>, and trees
/// <c>(age.gt.18,or(a.is.null,b.not.eq.1))</c>. Values go to <paramref name="operands"/>.
/// </summary>
/// <param name="operands">The request's values so far.</param>
sealed class ConditionParser(List<string> operands)
{
    const string What = "filter";
    const string TreeWhat = "logic tree";
    const int MaxDepth = 32;

    /// <summary>The condition that <paramref name="value"/> puts on <paramref name="field"/>.</summary>
    public Condition Filter(Field field, string value)
    {
        var scanner = new Scanner(value, What);
        return Comparison(scanner, field, false);
    }

    /// <summary>Whether the text opens like a condition and not like a plain argument.</summary>
    public static bool IsFilter(string value)
    {
        var text = value.StartsWith("not.", StringComparison.Ordinal) ? value.AsSpan(4) : value;
        var end = text.IndexOfAny('.', '(');
        return end > 0 && (Operator.Find(text[..end]) is not null || (text[..end] is "is" && text[end] == '.'));
    }

    /// <summary>The tree in parentheses after <c>and=</c> or <c>or=</c>.</summary>
    public Condition Tree(bool negated, bool all, string value)
    {
        // What follows the tree is passed over, as the original does.
        var scanner = new Scanner(value, TreeWhat, all ? 3 : 2);
        return Parts(scanner, negated, all, 0);
    }

    Junctor Parts(Scanner scanner, bool negated, bool all, int depth)
    {
        if (depth > MaxDepth)
        {
            scanner.Fail($"at most {MaxDepth} levels");
        }

        scanner.SkipSpaces();
        scanner.Expect('(');
        var parts = new List<Condition>();
        do
        {
            parts.Add(Part(scanner, depth));
            scanner.SkipSpaces();
        }
        while (scanner.Take(','));

        scanner.Expect(')');
        scanner.SkipSpaces();
        return new Junctor(negated, all, parts);
    }

    Condition Part(Scanner scanner, int depth)
    {
        scanner.SkipSpaces();
        var negated = scanner.Take("not.");
        if (Opens(scanner, "and"))
        {
            return Parts(scanner, negated, true, depth + 1);
        }

        if (Opens(scanner, "or"))
        {
            return Parts(scanner, negated, false, depth + 1);
        }

        if (negated)
        {
            scanner.Fail("logic operator (and, or)");
        }

        if (scanner.Current is ')' or ',' or '(' or '.' or '\0')
        {
            scanner.Fail(
                "field name (* or [a..z0..9_$]), negation operator (not) or logic operator (and, or)");
        }

        var field = scanner.Field();
        scanner.Expect('.');
        return Comparison(scanner, field, true);
    }

    static bool Opens(Scanner scanner, string word)
    {
        var rest = scanner.Rest;
        if (!rest.StartsWith(word, StringComparison.Ordinal)
            || !rest.AsSpan(word.Length).TrimStart(' ').StartsWith('('))
        {
            return false;
        }

        scanner.Advance(word.Length);
        return true;
    }

    Condition Comparison(Scanner scanner, Field field, bool inTree)
    {
        var negated = scanner.Take("not.");
        var start = scanner.Position;
        var name = scanner.Word();
        if (name == "is")
        {
            scanner.Expect('.');
            return Is(scanner, field, negated);
        }

        if (Operator.Find(name) is not { } known)
        {
            scanner.Advance(start - scanner.Position);
            scanner.Fail(negated ? "operator (eq, gt, ...)" : "\"not\" or operator (eq, gt, ...)", Common(scanner));
            return new IsTest(false, field, "null");
        }

        Quantifier? quantifier = null;
        string? language = null;
        if (known.Quantifiable && scanner.Current == '(')
        {
            quantifier = scanner.Take("(any)") ? Quantifier.Any
                : scanner.Take("(all)") ? Quantifier.All
                : null;
        }
        else if (known.Form == OperandForm.Search && scanner.Take('('))
        {
            language = scanner.Name();
            scanner.Expect(')');
        }

        scanner.Expect('.');
        operands.Add(Operand(scanner, known, quantifier, inTree));
        return new Comparison(negated, field, known, quantifier, language, operands.Count - 1);
    }

    // How far the word is "not", which it might have been.
    static int Common(Scanner scanner)
    {
        var rest = scanner.Rest;
        var at = 0;
        while (at < Math.Min(3, rest.Length) && rest[at] == "not"[at])
        {
            at++;
        }

        return at;
    }

    static IsTest Is(Scanner scanner, Field field, bool negated)
    {
        var start = scanner.Position;
        var word = scanner.Word().ToLowerInvariant();
        switch (word)
        {
            case "null" or "true" or "false" or "unknown":
                return new IsTest(negated, field, word);
            case "not_null":
                return new IsTest(!negated, field, "null");
            default:
                scanner.Advance(start - scanner.Position);
                scanner.Fail("null or trilean value (unknown, true, false)");
                return new IsTest(negated, field, word);
        }
    }

    static string Operand(Scanner scanner, Operator known, Quantifier? quantifier, bool inTree)
    {
        if (known.Form == OperandForm.List)
        {
            return List(scanner, inTree);
        }

        var value = inTree ? TreeValue(scanner) : scanner.Until([]);
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            scanner.Fail("text without a zero character");
        }

        return known.Form == OperandForm.Pattern ? value.Replace('*', '%') : value;
    }

    static string TreeValue(Scanner scanner)
    {
        if (QuotedWhole(scanner) is { } quoted)
        {
            return quoted;
        }

        return scanner.Current is '{' or '[' or '(' ? Bracketed(scanner) : scanner.Until(',', ')');
    }

    // An array or range: commas and parentheses within its brackets belong to it.
    static string Bracketed(Scanner scanner)
    {
        var value = new StringBuilder();
        var open = 0;
        do
        {
            if (scanner.AtEnd)
            {
                scanner.Fail("closing bracket");
            }

            if (scanner.Current == '"')
            {
                value.Append(ArrayText.Member(scanner.Quoted()));
                continue;
            }

            open += scanner.Current switch { '{' or '[' or '(' => 1, '}' or ']' or ')' => -1, _ => 0 };
            value.Append(scanner.Current);
            scanner.Advance();
        }
        while (open > 0);

        return value.ToString();
    }

    // A value in quotes, if nothing but the value's end follows them; else the quote is part of a plain value.
    static string? QuotedWhole(Scanner scanner)
    {
        var start = scanner.Position;
        if (scanner.Current != '"' || !Closes(scanner.Rest))
        {
            return null;
        }

        var value = scanner.Quoted();
        if (scanner.Current is ',' or ')' || scanner.AtEnd)
        {
            return value;
        }

        scanner.Advance(start - scanner.Position);
        return null;
    }

    static bool Closes(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return true;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return false;
    }

    // (1,"two, three",4) becomes the array text {"1","two, three","4"}.
    static string List(Scanner scanner, bool inTree)
    {
        scanner.Expect('(');
        scanner.SkipSpaces();
        var members = new List<string>();
        if (!scanner.Take(')'))
        {
            do
            {
                members.Add(QuotedWhole(scanner) ?? scanner.Until(',', ')'));
            }
            while (scanner.Take(','));

            scanner.Expect(')');
        }

        scanner.SkipSpaces();
        if (!inTree)
        {
            scanner.ExpectEnd();
        }

        return ArrayText.Of(members);
    }
}
