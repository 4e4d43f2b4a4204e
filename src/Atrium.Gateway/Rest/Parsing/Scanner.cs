using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Atrium.Gateway.Rest.Query;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>Walks over one parameter's text; what does not fit ends in a PGRST100 that says where.</summary>
/// <param name="text">The text.</param>
/// <param name="what">What it is, for the error: <c>select parameter</c>, <c>filter</c>.</param>
sealed class Scanner(string text, string what)
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
            var start = Position;
            var negative = Take('-');
            if (char.IsAsciiDigit(Current))
            {
                while (char.IsAsciiDigit(Current))
                {
                    Position++;
                }

                if (!IsNameChar(Current) && int.TryParse(
                    text.AsSpan(start, Position - start), CultureInfo.InvariantCulture, out var index))
                {
                    (steps ??= []).Add(new JsonStep(index.ToString(CultureInfo.InvariantCulture), true, asText));
                    continue;
                }
            }

            Position = negative ? start + 1 : start;
            (steps ??= []).Add(new JsonStep(Name(), false, asText));
        }

        return steps ?? (IReadOnlyList<JsonStep>)[];
    }

    [DoesNotReturn]
    public void Fail(string expecting)
    {
        var unexpected = AtEnd ? "unexpected end of input" : $"unexpected \"{Current}\"";
        throw RestErrors.BadQuery(what, text, Position + 1, $"{unexpected} expecting {expecting}");
    }

    static bool IsNameChar(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or ' ';
}
