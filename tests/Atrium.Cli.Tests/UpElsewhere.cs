using System.Net;
using Atrium.Testing;

namespace Atrium.Cli.Tests;

/// <summary>A start on a PostgreSQL that somebody else runs.</summary>
public sealed class UpElsewhere
{
    [Fact]
    public async Task It_deploys_and_serves_there_and_makes_no_cluster_of_its_own()
    {
        await using var database = await TestDatabase.CreateAsync("template0");
        await using var folder = new ScratchFolder();

        var (server, ready) = await AtriumProcess.ServeOnAsync(
            database.ConnectionString, "up", "--data", folder, "--port", "0", "--no-demo");
        using var stops = server;
        using var http = new HttpClient { BaseAddress = new(ready.GetProperty("url").GetString()!) };
        var readiness = await http.GetAsync(
            new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        await server.InterruptAsync();

        Assert.Equal(HttpStatusCode.OK, readiness.StatusCode);
        Assert.False(Directory.Exists(Path.Combine(folder, "postgres")));
        Assert.True(await database.ScalarAsync<bool>("select count(*) > 60 from atrium.changes"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(folder, "secrets", "gateway-password")));
    }

    [Theory]
    [InlineData("mysql://somewhere/atrium", "is not the address of a database")]
    [InlineData("postgres://nobody:pass-word@127.0.0.1:1/none", "cannot be reached")]
    public async Task An_address_that_leads_nowhere_is_told_without_its_password(string address, string expected)
    {
        await using var folder = new ScratchFolder();

        var failed = await AtriumProcess.RunOnAsync(address, "up", "--data", folder, "--port", "0", "--no-demo");

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains(expected, failed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("pass-word", failed.Errors + failed.Output, StringComparison.Ordinal);
    }
}
