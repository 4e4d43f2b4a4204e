using System.Globalization;
using System.Text.RegularExpressions;
using Atrium.Kernel;

namespace Atrium.Gateway.Tests.Kernel;

public sealed partial class SqlStatesTests
{
    [Fact]
    public void The_table_is_that_of_the_databases_errors()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(Root(), "database/ERRORS.md")))
            .ToDictionary(
                row => row.Groups[1].Value, row => int.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture));

        Assert.Equal(documented.OrderBy(code => code.Key), SqlStates.Own.OrderBy(code => code.Key));
    }

    [Theory]
    [InlineData("23505", 409)]
    [InlineData("42501", 403)]
    [InlineData("57014", 500)]
    [InlineData("08006", 503)]
    [InlineData("22P02", 400)]
    [InlineData("PT402", 402)]
    [InlineData("PT999", 500)]
    [InlineData("ATRNK", 403)]
    [InlineData("", 400)]
    public void A_code_has_its_status(string code, int status) => Assert.Equal(status, SqlStates.StatusOf(code));

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Atrium.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| ([A-Z0-9]{5}) \| (\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
