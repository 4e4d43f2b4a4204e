using Atrium.Database.Cluster;

namespace Atrium.Database.Tests.Cluster;

public sealed class PostgresVersionTests
{
    [Theory]
    [InlineData("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)", 15, 20)]
    [InlineData("postgres (PostgreSQL) 17.6", 17, 6)]
    [InlineData("postgres (PostgreSQL) 18beta1", 18, 0)]
    public void A_version_is_read(string text, int major, int minor) =>
        Assert.Equal(new PostgresVersion(major, minor), PostgresVersion.Parse(text));

    [Fact]
    public void A_server_below_15_is_refused()
    {
        var refused = Assert.Throws<DatabaseProblemException>(new PostgresVersion(14, 20).RequireSupported);

        Assert.Contains("15 or newer", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, 13, true)]
    [InlineData(15, 14, false)]
    [InlineData(16, 9, true)]
    [InlineData(16, 10, false)]
    [InlineData(17, 5, true)]
    [InlineData(17, 6, false)]
    [InlineData(18, 0, false)]
    public void A_point_release_that_shows_hidden_values_is_called_weak(int major, int minor, bool weak) =>
        Assert.Equal(weak, new PostgresVersion(major, minor).Weakness() is not null);
}
