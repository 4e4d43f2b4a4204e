using Atrium.Database.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace Atrium.Database.Tests.Engine;

public sealed class SqlSplitterTests
{
    [Theory]
    [InlineData("select 1; select 2", "select 1|select 2")]
    [InlineData("select ';' ; select \"a;b\"", "select ';'|select \"a;b\"")]
    [InlineData("select 'it''s;'; select 2", "select 'it''s;'|select 2")]
    [InlineData(@"select E'a\';b'; select 2", @"select E'a\';b'|select 2")]
    [InlineData(@"select date'a\'; select 2", @"select date'a\'|select 2")]
    [InlineData("do $$ begin; end $$; select 2", "do $$ begin; end $$|select 2")]
    [InlineData("do $a$ $$ ; $b$ ; $a$; select $1", "do $a$ $$ ; $b$ ; $a$|select $1")]
    [InlineData("-- a; b\nselect 1; /* c; /* d; */ e; */ select 2;", "select 1|select 2")]
    [InlineData("begin; select 1; end;", "begin|select 1|end")]
    [InlineData(";; -- nothing\n", "")]
    public void Statements_end_at_semicolons_that_end_statements(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SqlSplitter.Split(text).Select(statement => statement.Sql)));

    [Fact]
    public void A_body_of_begin_atomic_stays_whole()
    {
        const string Function = """
            create function f(a int) returns int language sql
            begin atomic select case when a > 1 then 1 else 2 end; select 3; end
            """;

        Assert.Equal([Function, "select 1"], SqlSplitter.Split(Function + "; select 1;").Select(each => each.Sql));
    }

    [Fact]
    public void A_statement_knows_its_line() =>
        Assert.Equal([3, 5], SqlSplitter.Split("-- why\n\nselect\n1;\nselect 2").Select(each => each.Line));

    [Fact]
    public void Any_text_is_cut_without_failing_and_nothing_but_ends_and_comments_is_lost() =>
        Prop.ForAll<string>(text =>
        {
            var statements = SqlSplitter.Split(text ?? "");
            return statements.All(each => (text ?? "").Contains(each.Sql, StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
}
