using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Atrium.Gateway.Rest.Query;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>Walks over one parameter's text; what does not fit ends in a PGRST100 that says where.</summary>
/// <param name="text">The text.</param>
/// <param name="what">What it is, for the error: <c>select parameter</c>, <c>filter</c>.</param>
/// <param name="before">Characters of the parameter before the text, for the error's column.</param>
sealed class Scanner(string text, string what, int before = 0)
{
    public int Position { get; private set; }

    public bool AtEnd => Position >= text.Length;

    public char Current => AtEnd ? '\0' : text[Position];

    public char Ahead(int by) => Position + by < text.Length ? text[Position + by] : '\0';

    public string Rest => text[Position..];

    public void Advance(int by = 1) => Position += by;

    public bool Take(char wanted)
    {
        if (AtEnd || text[Position] != wanted)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool Take(string wanted)
    {
        if (!text.AsSpan(Position).StartsWith(wanted, StringComparison.Ordinal))
        {
            return false;
        }

        Position += wanted.Length;
        return true;
    }

    public void Expect(char wanted)
    {
        if (!Take(wanted))
        {
            Fail($"\"{wanted}\"");
        }
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            Fail("end of input");
        }
    }

    /// <summary>A name: quoted, or letters, digits, <c>_</c>, <c>$</c>, spaces and dashes that open no arrow.</summary>
    public string Name()
    {
        if (Current == '"')
        {
            return Quoted();
        }

        var start = Position;
        while (!AtEnd && (IsNameChar(Current) || (Current == '-' && Ahead(1) != '>' && Position > start)))
        {
            Position++;
        }

        var name = text[start..Position].Trim();
        if (name.Length == 0)
        {
            Fail("field name (* or [a..z0..9_$])");
        }

        return name;
    }

    /// <summary>Letters only; empty when none follow.</summary>
    public string Word()
    {
        var start = Position;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(Current) || Current == '_'))
        {
            Position++;
        }

        return text[start..Position];
    }

    /// <summary>Text in double quotes, a backslash taking the next character as it is.</summary>
    public string Quoted()
    {
        Expect('"');
        var value = new StringBuilder();
        while (Current != '"' || AtEnd)
        {
            if (AtEnd)
            {
                Fail("\"\\\"\"");
            }

            if (Current == '\\' && Position + 1 < text.Length)
            {
                Position++;
            }

            value.Append(Current);
            Position++;
        }

        Position++;
        return value.ToString();
    }

    /// <summary>One of these words.</summary>
    public string OneOf(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Take(word))
            {
                return word;
            }
        }

        // As far as the first of them fits, it was meant.
        var at = 0;
        while (at < words[0].Length && Ahead(at) == words[0][at])
        {
            at++;
        }

        var quoted = words.ToArray().Select(word => $"\"{word}\"").ToList();
        var list = quoted.Count == 1 ? quoted[0] : string.Join(", ", quoted[..^1]) + " or " + quoted[^1];
        Fail(list, at);
        return "";
    }

    public void SkipSpaces()
    {
        while (Take(' '))
        {
        }
    }

    /// <summary>Everything up to one of these characters.</summary>
    public string Until(params ReadOnlySpan<char> stops)
    {
        var start = Position;
        while (!AtEnd && !stops.Contains(Current))
        {
            Position++;
        }

        return text[start..Position];
    }

    /// <summary>A name and the arrows into its JSON.</summary>
    public Field Field()
    {
        var name = Name();
        return new Field(name, JsonPath());
    }

    public IReadOnlyList<JsonStep> JsonPath()
    {
        List<JsonStep>? steps = null;
        while (Take("->"))
        {
            var asText = Take('>');
            (steps ??= []).Add(Index() is { } index
                ? new JsonStep(index.ToString(CultureInfo.InvariantCulture), true, asText)
                : new JsonStep(JsonKey(), false, asText));
        }

        return steps ?? (IReadOnlyList<JsonStep>)[];
    }

    // Digits alone are an index; digits with more behind them are a key.
    int? Index()
    {
        var start = Position;
        var negative = Take('-');
        if (negative && !char.IsAsciiDigit(Current))
        {
            Fail("digit");
        }

        while (char.IsAsciiDigit(Current))
        {
            Position++;
        }

        var ends = AtEnd || Current is '.' or ',' or ')' or ':' || (Current == '-' && Ahead(1) == '>');
        if (ends && int.TryParse(text.AsSpan(start, Position - start), CultureInfo.InvariantCulture, out var index))
        {
            return index;
        }

        Position = start;
        return null;
    }

    // Any characters but those the language is made of.
    string JsonKey()
    {
        if (Current == '"')
        {
            return Quoted();
        }

        var start = Position;
        while (!AtEnd && (!Reserved.Contains(Current)
            || (Current == '-' && Ahead(1) is not ('>' or '\0') && !Reserved.Contains(Ahead(1)) && Position > start)))
        {
            Position++;
        }

        var key = text[start..Position].Trim();
        if (key.Length == 0)
        {
            Fail("\"-\", digit or any non reserved character different from: .,>()");
        }

        return key;
    }

    const string Reserved = "(-:.,>)";

    [DoesNotReturn]
    public void Fail(string expecting, int ahead = 0)
    {
        var unexpected = Position + ahead >= text.Length ? "unexpected end of input" : $"unexpected \"{Ahead(ahead)}\"";
        throw RestErrors.BadQuery(what, text, before + Position + 1, $"{unexpected} expecting {expecting}");
    }

    /// <summary>Fails at a character that no longer fits; it is quoted otherwise than one that never did.</summary>
    [DoesNotReturn]
    public void FailAfter(string expecting) => throw RestErrors.BadQuery(
        what, text, before + Position + 1, $"unexpected '{Current}' expecting {expecting}");

    static bool IsNameChar(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or ' ';
}
