using System.Diagnostics;
using Atrium.Database.Cluster;
using Atrium.Testing;

namespace Atrium.Database.Tests.Cluster;

public sealed class PrivateClusterTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_is_made_durable_private_and_checksummed_and_starts_again()
    {
        var folder = TestCluster.Folder("durable");
        await using (var first = await PrivateCluster.StartAsync(new() { DataFolder = folder }, Cancel))
        {
            await using var session = await SqlSession.OpenAsync(first.ConnectionString(), Cancel);

            Assert.True(first.Created);
            Assert.Equal("on", await Setting(session, "data_checksums"));
            Assert.Equal("logical", await Setting(session, "wal_level"));
            Assert.Equal("on", await Setting(session, "fsync"));
            Assert.Equal("", await Setting(session, "listen_addresses"));
            Assert.Equal("atrium", await session.ScalarAsync<string>("select current_database()", Cancel));
        }

        var mode = File.GetUnixFileMode(Path.Combine(folder, "postgres"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
        await using var second = await PrivateCluster.StartAsync(new() { DataFolder = folder }, Cancel);
        Assert.False(second.Created);
        Assert.False(second.Adopted);
    }

    [Fact]
    public async Task A_second_holder_is_told_who_holds_the_folder()
    {
        var folder = TestCluster.Folder("held");
        await using var first = await PrivateCluster.StartAsync(Fast(folder) with { Holder = "up" }, Cancel);

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => PrivateCluster.StartAsync(Fast(folder), Cancel));

        Assert.Contains($"process {Environment.ProcessId} (atrium up)", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(PrivateCluster.RunningConnectionString(folder));
    }

    [Fact]
    public async Task A_killed_server_recovers_with_the_next_start()
    {
        var folder = TestCluster.Folder("killed");
        await using (var first = await PrivateCluster.StartAsync(new() { DataFolder = folder }, Cancel))
        {
            await using var session = await SqlSession.OpenAsync(first.ConnectionString(), Cancel);
            await session.ExecuteAsync("create table kept as select 42 as answer", Cancel);
            var pid = File.ReadLines(Path.Combine(folder, "postgres/data/postmaster.pid")).First();
            using var server = Process.GetProcessById(int.Parse(pid, null));
            server.Kill();
            await server.WaitForExitAsync(Cancel);
        }

        await using var next = await PrivateCluster.StartAsync(new() { DataFolder = folder }, Cancel);
        await using var after = await SqlSession.OpenAsync(next.ConnectionString(), Cancel);
        Assert.Equal(42, await after.ScalarAsync<int>("select answer from kept", Cancel));
    }

    [Fact]
    public async Task A_pid_file_that_names_another_program_is_no_hindrance()
    {
        var folder = TestCluster.Folder("stale");
        await using (await PrivateCluster.StartAsync(Fast(folder), Cancel))
        {
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder, "postgres/data/postmaster.pid"),
            $"{Environment.ProcessId}\n/elsewhere\n1\n1\n", Cancel);

        await using var next = await PrivateCluster.StartAsync(Fast(folder), Cancel);
        Assert.False(next.Adopted);
    }

    [Fact]
    public async Task Another_s_folder_is_refused_and_left_alone()
    {
        var folder = TestCluster.Folder("foreign");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "thesis.txt"), "mine", Cancel);

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => PrivateCluster.StartAsync(Fast(folder), Cancel));

        Assert.Contains("not Atrium's", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_with_the_remedy()
    {
        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => PrivateCluster.StartAsync(Fast("/proc/atrium"), Cancel));

        Assert.Contains("/proc/atrium", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_binaries_name_the_installer()
    {
        var folder = TestCluster.Folder("nobinaries");

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => PrivateCluster.StartAsync(Fast(folder) with { BinFolder = "/usr/share" }, Cancel));

        Assert.Contains("setup/install-postgres.sh", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_path_too_long_for_the_kernel_is_refused_before_anything_is_made()
    {
        var folder = TestCluster.Folder(new string('x', 100));

        var refused = await Assert.ThrowsAsync<DatabaseProblemException>(
            () => PrivateCluster.StartAsync(Fast(folder), Cancel));

        Assert.Contains("107 bytes", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    static ClusterOptions Fast(string folder) => new() { DataFolder = folder, Fast = true, Holder = "test" };

    static Task<string?> Setting(SqlSession session, string name) =>
        session.ScalarAsync<string>("select current_setting($1)", Cancel, name);
}
