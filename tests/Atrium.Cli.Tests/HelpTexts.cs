namespace Atrium.Cli.Tests;

public sealed class HelpTexts
{
    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("serve")]
    [InlineData("rest")]
    [InlineData("doctor")]
    [InlineData("test")]
    [InlineData("db", "deploy")]
    [InlineData("db", "revert")]
    [InlineData("db", "verify")]
    [InlineData("db", "lint")]
    [InlineData("db", "status")]
    [InlineData("db", "drift")]
    [InlineData("db", "seed")]
    [InlineData("audit", "verify")]
    [InlineData("keys", "rotate")]
    [InlineData("explain-access")]
    public async Task Every_verb_shows_an_example(params string[] verb)
    {
        var help = await AtriumProcess.RunAsync([.. verb, "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Example", help.Output);
        Assert.Contains($"atrium {string.Join(' ', verb)}", help.Output);
    }

    [Fact]
    public async Task A_wrong_option_is_named()
    {
        var outcome = await AtriumProcess.RunAsync("up", "--prot", "9000");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("--prot", outcome.Errors);
    }
}
