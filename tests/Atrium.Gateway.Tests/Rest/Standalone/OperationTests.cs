namespace Atrium.Gateway.Tests.Rest.Standalone;

/// <summary>What roles and functions bring along, what is taken anew, and what the server tells of itself.</summary>
public sealed class OperationTests(MarketHost market) : IClassFixture<MarketHost>
{
    [Theory]
    [InlineData("/rpc/setting?name=statement_timeout", "\"7654ms\"")]
    [InlineData("/rpc/setting?name=transaction_isolation", "\"repeatable read\"")]
    [InlineData("/rpc/isolated", "\"serializable\"")]
    public async Task Settings_of_role_and_function_hold_for_the_transaction(string path, string expected) =>
        Assert.Equal(expected, (await market.GetAsync(path)).Body);

    [Fact]
    public async Task An_announcement_has_the_configuration_read_again() =>
        Assert.True(await ComesAsync(
            "notify pgrst, 'reload config'", "/rpc/setting?name=app.settings.mood", "merry"));

    // A comment alone is no change that the catalogue would look for by itself.
    [Fact]
    public async Task An_announcement_has_the_schema_read_again() =>
        Assert.True(await ComesAsync(
            "comment on function market.isolated() is 'Alone.'; notify pgrst, 'reload schema'", "/", "Alone."));

    [Theory]
    [InlineData("/live", 200, "")]
    [InlineData("/config", 200, "db-schemas = \"market\"")]
    [InlineData("/config", 200, "db-uri = \"***\"")]
    [InlineData("/schema_cache", 200, "\"name\":\"stalls\"")]
    [InlineData("/nothing", 404, "")]
    public async Task The_server_tells_how_it_is(string path, int status, string expected)
    {
        await market.GetAsync("/stalls");

        var reply = await market.AdminAsync(path);

        Assert.Equal(status, reply.Code);
        Assert.Contains(expected, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_ready_once_the_schema_is_known()
    {
        await market.GetAsync("/stalls");

        Assert.Equal(200, (await market.AdminAsync("/ready")).Code);
    }

    // Who is not listening yet hears nothing, so it is announced until it shows.
    async Task<bool> ComesAsync(string announcement, string path, string expected)
    {
        for (var i = 0; i < 500; i++)
        {
            await market.ExecuteAsync(announcement);
            if ((await market.GetAsync(path)).Body.Contains(expected, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
