using Atrium.Database.Cluster;
using Atrium.Database.Plans;
using Atrium.Database.Tests.Engine;
using Atrium.Testing;

namespace Atrium.Database.Tests.Shipped;

[Collection("drift")]
public sealed class VerbTests
{
    [Fact]
    public async Task The_verbs_answer_with_one_object_and_an_honest_exit_code()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var changes = Plan.Read(Plan.Find()).Changes.Count;

        var pending = await AtriumProcess.RunAsync(database.ConnectionString, "db", "status", "--json");
        var planned = await AtriumProcess.RunAsync(database.ConnectionString, "db", "deploy", "--plan", "--json");
        var deployed = await AtriumProcess.RunAsync(database.ConnectionString, "db", "deploy", "--json");
        var verified = await AtriumProcess.RunAsync(database.ConnectionString, "db", "verify", "--json");
        var drift = await AtriumProcess.RunAsync(database.ConnectionString, "db", "drift", "--json");

        Assert.Equal((1, 0, 0), (pending.ExitCode, planned.ExitCode, deployed.ExitCode));
        Assert.Equal(["ok", "changes", "ms"], deployed.Json().Select(member => member.Key));
        Assert.Equal(changes, deployed.Json()["changes"]!.GetValue<int>());
        Assert.Equal(["ok", "checks", "failed"], verified.Json().Select(member => member.Key));
        Assert.True(verified.ExitCode == 0, verified.Output);
        Assert.Equal(2 * changes + 1, verified.Json()["checks"]!.GetValue<int>());
        Assert.Equal("""{"ok":true,"differences":[]}""", drift.Output.Trim());
    }

    [Fact]
    public async Task Drift_and_a_failed_check_end_with_1_and_say_what()
    {
        await using var database = new EmptyDatabase(await TestDatabase.CreateAsync());
        await database.ExecuteAsync(
            "create policy second on public.agencies for select to authenticated using (true)");

        var drift = await AtriumProcess.RunAsync(database.ConnectionString, "db", "drift", "--json");
        var verified = await AtriumProcess.RunAsync(database.ConnectionString, "db", "verify", "--json");

        Assert.Equal((1, 1), (drift.ExitCode, verified.ExitCode));
        var difference = Assert.Single(drift.Json()["differences"]!.AsArray())!;
        Assert.Equal("drop policy second on public.agencies;", difference["undo"]!.GetValue<string>());
        Assert.Contains(verified.Json()["failed"]!.AsArray(), each =>
            each!["message"]!.GetValue<string>().Contains("public.agencies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_verb_says_why_in_its_object()
    {
        var refused = await AtriumProcess.RunAsync("postgres://nobody@127.0.0.1:1/none", "db", "deploy", "--json");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("cannot be reached", refused.Json()["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(refused.Json()["remedy"]!.GetValue<string>());
    }

    [Fact]
    public async Task Types_of_the_plan_need_no_database_and_are_made_once()
    {
        var file = Path.Combine(TestCluster.Folder("types"), "database.types.ts");

        var made = await AtriumProcess.RunAsync(null, "db", "types", "--plan", "--output", file);
        var again = await AtriumProcess.RunAsync(null, "db", "types", "--plan", "--output", file);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.StartsWith($"// plan {Plan.Read(Plan.Find()).Checksum}", text, StringComparison.Ordinal);
        Assert.Contains("client_status: 'active' | 'inactive'", text, StringComparison.Ordinal);
        Assert.Contains("up to date", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seeding_a_database_that_is_not_deployed_says_what_to_do_first()
    {
        await using var database = await EmptyDatabase.CreateAsync();

        var refused = await AtriumProcess.RunAsync(database.ConnectionString, "db", "seed", "--json");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("not up to date", refused.Json()["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Run: atrium db deploy", refused.Json()["remedy"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_variable_names_the_database_whatever_the_data_folder()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        var folder = TestCluster.Folder("beside");

        var status = await AtriumProcess.RunAsync(
            database.ConnectionString, "db", "deploy", "--to", "kernel/010_roles", "--data", folder, "--json");

        Assert.True(status.ExitCode == 0, status.Output);
        Assert.Contains($"not the one of {folder}", status.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "postgres")));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from atrium.changes"));
    }

    [Fact]
    public async Task A_verb_starts_a_cluster_that_is_down_and_stops_it_again()
    {
        var folder = TestCluster.Folder("verbs");

        var deployed = await AtriumProcess.RunAsync(null, "db", "deploy", "--no-prove", "--json", "--data", folder);
        var status = await AtriumProcess.RunAsync(null, "db", "status", "--data", folder);

        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
        Assert.Equal(0, status.ExitCode);
        Assert.Null(PrivateCluster.RunningConnectionString(folder));
    }
}
