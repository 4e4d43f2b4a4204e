namespace Atrium.Architecture.Tests;

public sealed class FileLimits
{
    const int LongestLine = 120;

    [Theory]
    [InlineData(".cs", 300)]
    [InlineData(".ts", 200)]
    [InlineData(".tsx", 200)]
    [InlineData(".sql", 300)]
    [InlineData(".sh", 300)]
    public void Files_stop_at_their_limit(string ending, int limit)
    {
        var tooLong = Repository.Files.WithEnding(ending)
            .Select(file => (File: file, Lines: Repository.Lines(file).Length))
            .Where(entry => entry.Lines > limit)
            .Select(entry => $"{entry.File}: {entry.Lines} lines, {limit} at most");

        Offenders.None(tooLong);
    }

    [Fact]
    public void Lines_stop_at_120_characters()
    {
        var tooLong = Repository.Files.WithEnding(".cs", ".ts", ".tsx", ".sql", ".csproj", ".props")
            .SelectMany(file => Repository.Lines(file).Select((line, index) => (File: file, line.Length, index)))
            .Where(line => line.Length > LongestLine)
            .Select(line => $"{line.File}:{line.index + 1}: {line.Length} characters");

        Offenders.None(tooLong);
    }

    [Fact]
    public void A_program_is_a_table_of_contents()
    {
        var lines = Repository.Lines("src/Atrium.Cli/Program.cs").Length;

        Assert.InRange(lines, 1, 60);
    }
}
