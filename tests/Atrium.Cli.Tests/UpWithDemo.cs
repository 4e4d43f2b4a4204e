using System.Net;
using System.Net.Sockets;

namespace Atrium.Cli.Tests;

public sealed class UpWithDemo(DemoServer server)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void The_line_for_programs_has_address_keys_and_demo_accounts()
    {
        var names = server.Ready.EnumerateObject().Select(property => property.Name);
        var account = server.Ready.GetProperty("demo")[0].EnumerateObject().Select(property => property.Name);

        Assert.Equal(["url", "anon_key", "service_key", "demo"], names);
        Assert.Equal(["email", "password", "agency", "role"], account);
    }

    [Fact]
    public async Task Every_demo_account_signs_in()
    {
        foreach (var account in server.Ready.GetProperty("demo").EnumerateArray())
        {
            var email = account.GetProperty("email").GetString()!;
            var password = account.GetProperty("password").GetString()!;

            Assert.NotNull(await DemoServer.SignInAsync(server.Url, server.AnonKey, email, password));
            Assert.Null(await DemoServer.SignInAsync(server.Url, server.AnonKey, email, password + "!"));
        }
    }

    [Fact]
    public async Task A_second_server_on_the_folder_is_told_who_holds_it()
    {
        var second = await AtriumProcess.RunAsync("up", "--data", server.Folder, "--port", "0");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"Process {server.ProcessId} holds the data folder {server.Folder}", second.Errors);
        Assert.Contains(server.Url, second.Errors);
        Assert.Empty(second.Output);
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_its_owner_and_the_remedy()
    {
        await using var folder = new ScratchFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var outcome = await AtriumProcess.RunAsync("up", "--data", folder, "--port", $"{port}");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"Port {port} of 127.0.0.1 is in use by process {Environment.ProcessId}", outcome.Errors);
        Assert.Contains("--port", outcome.Errors);
    }

    [Fact]
    public void Secrets_are_readable_by_their_owner_only()
    {
        var secrets = Path.Combine(server.Folder, "secrets");

        Assert.All(Directory.EnumerateFiles(secrets), file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
        Assert.NotEmpty(Directory.EnumerateFiles(secrets));
    }

    [Fact]
    public async Task Doctor_finds_the_running_database_durable()
    {
        var doctor = await AtriumProcess.RunAsync("doctor", "--data", server.Folder);

        Assert.Contains("✓ data_checksums", doctor.Output);
        Assert.Contains("✓ wal_level      logical", doctor.Output);
        Assert.Contains("✓ Secrets", doctor.Output);
    }
}
