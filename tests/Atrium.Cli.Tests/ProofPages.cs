namespace Atrium.Cli.Tests;

/// <summary>The page that proving writes, signed with the key of the installation.</summary>
public sealed class ProofPages(DemoServer server)
{
    [Fact]
    public async Task A_page_is_known_again_until_somebody_changes_it()
    {
        await using var folder = new ScratchFolder();
        var page = Path.Combine(Directory.CreateDirectory(folder).FullName, "proof.html");

        var proved = await AtriumProcess.RunAsync(
            "db", "prove", "--table", "client_stages", "--attack", "select", "--data", server.Folder, "--report", page);
        var genuine = await AtriumProcess.RunAsync("db", "prove", "--check", page, "--data", server.Folder);
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            page, text.Replace("accepted, ", "refused, ", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var changed = await AtriumProcess.RunAsync("db", "prove", "--check", page, "--data", server.Folder, "--json");

        Assert.True(proved.ExitCode == 0, proved.Errors);
        Assert.Contains("as this installation signed it", genuine.Output, StringComparison.Ordinal);
        Assert.Equal((0, 1), (genuine.ExitCode, changed.ExitCode));
        Assert.Equal("""{"ok":false,"signed":false}""", changed.Output.Trim());
    }
}
