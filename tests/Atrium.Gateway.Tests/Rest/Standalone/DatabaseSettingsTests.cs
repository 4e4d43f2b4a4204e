using Atrium.Gateway.Rest.Standalone;
using Atrium.Testing;
using Npgsql;

namespace Atrium.Gateway.Tests.Rest.Standalone;

/// <summary>What the database configures itself, for the role that signs in.</summary>
public sealed class DatabaseSettingsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await database.ExecuteAsync($"alter database {database.Name} set pgrst.jwt_aud = 'nobody'");
        await SetAsync("db_schemas", "api, reports");
        await SetAsync("db_max_rows", "7");
        await SetAsync("server_port", "1");
        await database.ExecuteAsync(
            """
            create or replace function public.pre_config() returns void language sql as $$
              select set_config('pgrst.db_max_rows', '9', true), set_config('pgrst.db_anon_role', 'guest', true);
            $$
            """);
        await database.ExecuteAsync("grant execute on function public.pre_config() to atrium_gateway");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_goes_before_file_and_environment_but_for_where_the_server_listens()
    {
        var settings = await ReadAsync("db-schemas = \"market\"\nserver-port = 4000", ("PGRST_DB_MAX_ROWS", "5"));

        Assert.Equal(["api", "reports"], settings.Schemas);
        Assert.Equal((7, 4000), (settings.MaxRows, settings.Port));
        Assert.Equal((null, null), (settings.Audience, settings.AnonymousRole));
    }

    [Theory]
    [InlineData("pre_config")]
    [InlineData("public.pre_config")]
    public async Task A_function_sets_what_the_role_does_not(string function)
    {
        var settings = await ReadAsync($"db-pre-config = \"{function}\"");

        Assert.Equal((7, "guest"), (settings.MaxRows, settings.AnonymousRole));
    }

    [Fact]
    public async Task It_is_not_asked_for_where_the_file_says_so()
    {
        var settings = await ReadAsync("db-config = false\ndb-schemas = \"market\"");

        Assert.Equal(["market"], settings.Schemas);
        Assert.Null(settings.MaxRows);
    }

    [Fact]
    public async Task A_value_that_can_not_be_is_refused()
    {
        await SetAsync("db_max_rows", "many");

        var refused = await Assert.ThrowsAsync<FormatException>(() => ReadAsync(""));

        Assert.Contains("db-max-rows", refused.Message, StringComparison.Ordinal);
    }

    Task SetAsync(string name, string value) => database.ExecuteAsync(
        $"alter role atrium_gateway in database {database.Name} set pgrst.{name} = '{value}'");

    Task<StandaloneSettings> ReadAsync(string file, params (string Name, string Value)[] environment)
    {
        var at = new NpgsqlConnectionStringBuilder(database.GatewayConnectionString);
        var uri = $"host={at.Host} port={at.Port} user={at.Username} dbname={at.Database}";
        return StandaloneSettings.Read(
            $"db-uri = \"{uri}\"\n{file}", environment.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
            .WithDatabaseAsync(TestContext.Current.CancellationToken);
    }
}
