using Atrium.Gateway.Rest;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Query;
using FsCheck;
using FsCheck.Fluent;

namespace Atrium.Gateway.Tests.Rest;

public sealed class QueryParserTests
{
    /// <summary>Pieces of the language, so that random texts get past the first letter.</summary>
    static readonly string[] Pieces =
    [
        "select", "order", "and", "or", "not", "limit", "offset", "columns", "a", "b", "=", "=", "&", ".", ",", "(",
        ")", "eq.", "in.(", "is.null", "not.", "like(any).", "fts(", "{", "}", "\"", "\\", "->", "->>", "-1", ":", "::",
        "text",
        "!inner", "!", "...", "*", "sum()", "count()", ".desc", ".nullslast", "%00", "%", "é", " ", "and(", "or(", "?",
    ];

    [Fact]
    public void Any_text_is_read_or_refused() => Prop.ForAll<string>(Answers).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_mixture_of_the_language_is_read_or_refused() =>
        Prop.ForAll(
            Gen.Elements(Pieces).ListOf().Select(pieces => "?" + string.Concat(pieces)).ToArbitrary(), Answers)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(60));

    [Fact]
    public void Other_values_have_the_same_shape()
    {
        var one = Parse("?select=a,b(c)&a=eq.1&b.c=in.(1,2)&or=(a.lt.3,b.is.null)&order=a.desc&limit=5");
        var other = Parse("?select=a,b(c)&a=eq.x&b.c=in.(9)&or=(a.lt.44,b.is.null)&order=a.desc&limit=6");

        Assert.Equal(one.Shape, other.Shape);
        Assert.Equal(["1", "{\"1\",\"2\"}", "3"], one.Operands);
    }

    [Theory]
    [InlineData("?a=eq.1", "?a=neq.1")]
    [InlineData("?a=eq.1", "?a=not.eq.1")]
    [InlineData("?a=is.null", "?a=is.true")]
    [InlineData("?a=eq.1&limit=1", "?a=eq.1")]
    [InlineData("?a=eq.1&b=eq.2", "?%22a.eq-$0|1:b%22=eq.1&c=eq.2")]
    [InlineData("?and=(a.eq.1,b.eq.2)", "?or=(a.eq.1,b.eq.2)")]
    [InlineData("?order=a&select=b", "?order=a,b")]
    public void Other_questions_have_other_shapes(string one, string other) =>
        Assert.NotEqual(Parse(one).Shape, Parse(other).Shape);

    [Fact]
    public void A_select_tree_is_read()
    {
        var items = SelectParser.Parse(
            "id,n:full_name::text,data->a->0->>b,...stage!inner(name),to:tags!fk(*),x.sum()");

        Assert.Equal(["id", "n", "b", "sum"], items.OfType<FieldItem>().Select(item => item.OutputName));
        var embeds = items.OfType<EmbedItem>().ToList();
        Assert.Equal((true, JoinKind.Inner, "stage"), (embeds[0].Spread, embeds[0].Join, embeds[0].Target));
        Assert.Equal((false, JoinKind.Left), (embeds[1].Spread, embeds[1].Join));
        Assert.Equal(("fk", "to"), (embeds[1].Hint, embeds[1].Alias));
    }

    [Theory]
    [InlineData("id::int[](")]
    [InlineData("id::\"x\"")]
    public void A_cast_is_a_type_and_nothing_else(string select) =>
        Assert.Equal("PGRST100", Assert.Throws<RestException>(() => SelectParser.Parse(select)).Error.Code);

    [Fact]
    public void What_follows_a_select_tree_is_not_read()
    {
        var only = Assert.IsType<FieldItem>(Assert.Single(SelectParser.Parse("id::int); drop table x")));

        Assert.Equal(("id", "int"), (only.OutputName, only.Cast));
    }

    [Theory]
    [InlineData("?a=eqx.1", "\"failed to parse filter (eqx.1)\" (line 1, column 1)")]
    [InlineData("?or=(a.eq.1", "\"failed to parse logic tree ((a.eq.1)\" (line 1, column 10)")]
    [InlineData("?select=a(b", "\"failed to parse select parameter (a(b)\" (line 1, column 4)")]
    [InlineData("?order=a.down", "\"failed to parse order (a.down)\" (line 1, column 3)")]
    public void An_error_says_where(string query, string message) =>
        Assert.Equal(message, Assert.Throws<RestException>(() => Parse(query)).Error.Message);

    [Fact]
    public void Depth_has_an_end()
    {
        var select = string.Concat(Enumerable.Repeat("a(", 500));
        var tree = string.Concat(Enumerable.Repeat("and(", 500));

        Assert.Throws<RestException>(() => SelectParser.Parse(select));
        Assert.Throws<RestException>(() => Parse("?and=(" + tree));
    }

    static RestQuery Parse(string query) => QueryParser.Parse(query, false);

    static bool Answers(string? text)
    {
        try
        {
            QueryParser.Parse(text ?? "", (text?.Length ?? 0) % 2 == 0);
        }
        catch (RestException refused)
        {
            return refused.Error.Status is 400 or 416;
        }

        return true;
    }
}
