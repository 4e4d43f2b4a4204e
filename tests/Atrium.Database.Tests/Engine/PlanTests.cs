namespace Atrium.Database.Tests.Engine;

public sealed class PlanTests
{
    [Fact]
    public void A_change_that_needs_a_later_one_is_refused_with_its_line()
    {
        var plan = TestPlan.OfTwo().Write("plan.txt", "# order\nshop/020_kinds shop/010_goods\nshop/010_goods\n");

        var refused = Assert.Throws<DatabaseProblemException>(plan.Read);

        Assert.Contains("line 2: shop/020_kinds needs shop/010_goods", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_named_twice_is_refused()
    {
        var plan = TestPlan.OfTwo().Write("plan.txt", "shop/010_goods\nshop/010_goods\n");

        var refused = Assert.Throws<DatabaseProblemException>(plan.Read);

        Assert.Contains("line 2: shop/010_goods stands here a second time", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_without_its_scripts_is_refused()
    {
        var plan = TestPlan.OfTwo().Write("plan.txt", "shop/099_nothing\n");

        var refused = Assert.Throws<DatabaseProblemException>(plan.Read);

        Assert.Contains("shop/099_nothing/deploy.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum()
    {
        var plan = new TestPlan().Add("shop/010_goods", "select 1;\nselect 2;\n", "select 1");
        var before = plan.Read().Checksum;

        plan.Write("shop/010_goods/deploy.sql", "-- run as: deployer\r\nselect 1;\r\nselect 2;\r\n");

        Assert.Equal(before, plan.Read().Checksum);
    }

    [Theory]
    [InlineData("postgres://me:p%40ss@db.test:6543/atrium?sslmode=require", "db.test", 6543, "atrium", "me", "p@ss")]
    [InlineData("postgresql://me@db.example/atrium", "db.example", 5432, "atrium", "me", null)]
    [InlineData("postgres:///atrium?host=/run/pg&user=me", "/run/pg", 5432, "atrium", "me", null)]
    [InlineData("host=/run/pg port=6543 dbname=atrium user=me password='a b'", "/run/pg", 6543, "atrium", "me", "a b")]
    [InlineData("Host=db.example;Database=atrium;Username=me", "db.example", 5432, "atrium", "me", null)]
    public void An_address_is_read_in_each_of_its_forms(
        string text, string host, int port, string database, string user, string? password)
    {
        var address = new Npgsql.NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(text));

        Assert.Equal(
            (host, port, database, user, password),
            (address.Host, address.Port, address.Database, address.Username, address.Password));
    }

    [Theory]
    [InlineData("db.example")]
    [InlineData("postgres://:nonsense")]
    public void What_is_no_address_is_refused(string text) =>
        Assert.Throws<DatabaseProblemException>(() => DatabaseAddress.Parse(text));
}
