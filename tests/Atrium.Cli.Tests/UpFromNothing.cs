using System.Net;
using System.Text.Json;

namespace Atrium.Cli.Tests;

public sealed class UpFromNothing(BareInstallation bare)
{
    [Fact]
    public async Task Without_demo_data_there_is_no_account_but_a_link_that_ends_with_the_next()
    {
        await using var folder = new ScratchFolder();
        await BareInstallation.CopyAsync(folder);

        var (second, after) = await AtriumProcess.ServeAsync("up", "--data", folder, "--port", "0");
        using var stops = second;

        Assert.Empty(bare.Ready.GetProperty("demo").EnumerateArray());
        Assert.Empty(after.GetProperty("demo").EnumerateArray());
        Assert.NotEqual(Token(bare.Ready), Token(after));
    }

    [Fact]
    public async Task After_a_kill_the_next_start_recovers_by_itself()
    {
        await using var folder = new ScratchFolder();
        await BareInstallation.CopyAsync(folder);
        var (killed, before) = await AtriumProcess.ServeAsync("up", "--data", folder, "--port", "0", "--no-demo");
        await killed.KillAsync();

        var (server, after) = await AtriumProcess.ServeAsync("up", "--data", folder, "--port", "0", "--no-demo");
        using var stops = server;

        Assert.Equal(
            before.GetProperty("anon_key").GetString(), after.GetProperty("anon_key").GetString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(after, "/readyz"));
    }

    [Fact]
    public async Task In_the_background_it_serves_until_down()
    {
        await using var folder = new ScratchFolder();
        await BareInstallation.CopyAsync(folder);

        var up = await AtriumProcess.RunAsync(
            "up", "--data", folder, "--port", "0", "--no-demo", "--detach", "--json");
        Assert.True(up.ExitCode == 0, up.Errors);
        var ready = JsonElement.Parse(up.Output);
        var served = await StatusAsync(ready, "/healthz");
        var down = await AtriumProcess.RunAsync("down", "--data", folder, "--json");

        Assert.Equal(HttpStatusCode.OK, served);
        Assert.Equal("""{"ok":true,"stopped":true}""", down.Output.Trim());
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(ready, "/healthz"));
    }

    [Fact]
    public async Task A_folder_that_is_not_ours_is_left_alone()
    {
        await using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "thesis.txt"), "mine", TestContext.Current.CancellationToken);

        var outcome = await AtriumProcess.RunAsync("up", "--data", folder, "--port", "0", "--json");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("not Atrium's", outcome.Errors);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Serve_refuses_a_folder_without_an_installation()
    {
        await using var folder = new ScratchFolder();

        var outcome = await AtriumProcess.RunAsync("serve", "--data", folder);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("atrium up", outcome.Errors);
        Assert.False(Directory.Exists(folder));
    }

    static string Token(JsonElement ready) => ready.GetProperty("setup_url").GetString()!.Split("/setup/")[1];

    static async Task<HttpStatusCode> StatusAsync(JsonElement ready, string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(
            new Uri(ready.GetProperty("url").GetString() + path), TestContext.Current.CancellationToken);

        return answer.StatusCode;
    }
}
