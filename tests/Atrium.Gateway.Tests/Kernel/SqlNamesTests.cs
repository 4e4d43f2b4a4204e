using Atrium.Kernel;
using Atrium.Testing;

namespace Atrium.Gateway.Tests.Kernel;

public sealed class SqlNamesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a\"b")]
    [InlineData("\"; drop table x; --")]
    [InlineData("quo'te \\ back \\' slash")]
    [InlineData("§ ü 漢")]
    public async Task A_text_stays_itself_as_name_and_as_literal(string text)
    {
        var literal = await database.ScalarAsync<string>($"select {SqlNames.Literal(text)}");
        var name = await database.ScalarAsync<string>(
            $"select json_object_keys(row_to_json(r)) from (select 1 as {SqlNames.Quote(text)}) r");

        Assert.Equal((text, text), (literal, name));
    }

    [Fact]
    public void A_zero_character_ends_no_name() => Assert.Equal("\"a\uFFFDb\"", SqlNames.Quote("a\0b"));
}
