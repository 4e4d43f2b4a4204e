using Atrium.Database.Tests.Engine;
using Atrium.Testing;

namespace Atrium.Database.Tests.Shipped;

public sealed class AuditVerbTests
{
    [Fact]
    public async Task Verifying_the_log_is_honest_about_what_was_tampered_with()
    {
        await using var database = new EmptyDatabase(await TestDatabase.CreateAsync());
        await database.ExecuteAsync(
            "insert into public.audit_logs (action, event_type) select 'event', 'kept' from generate_series(1, 3)");
        await database.ExecuteAsync("select * from atrium.seal_audit_logs(clock_timestamp())");

        var sound = await AtriumProcess.RunAsync(database.ConnectionString, "audit", "verify", "--json");
        var head = sound.Json()["chains"]![0]!["head"]!.GetValue<string>();
        var noted = await AtriumProcess.RunAsync(database.ConnectionString, "audit", "verify", "--head", head);
        var unknown = await AtriumProcess.RunAsync(
            database.ConnectionString, "audit", "verify", "--head", new string('0', 64));
        await database.ExecuteAsync("update public.audit_logs set reason = 'tidied' where event_type = 'kept'");
        var tampered = await AtriumProcess.RunAsync(database.ConnectionString, "audit", "verify", "--json");

        Assert.Equal((0, 0, 1, 1), (sound.ExitCode, noted.ExitCode, unknown.ExitCode, tampered.ExitCode));
        Assert.Equal(["ok", "chains", "faults"], sound.Json().Select(member => member.Key));
        Assert.Empty(sound.Json()["faults"]!.AsArray());
        Assert.Equal(3, tampered.Json()["faults"]!.AsArray().Count);
        Assert.All(tampered.Json()["faults"]!.AsArray(), fault =>
            Assert.Equal("entry changed", fault!["fault"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_database_that_seals_nothing_yet_is_named_and_ends_with_1()
    {
        await using var database = await EmptyDatabase.CreateAsync();

        var refused = await AtriumProcess.RunAsync(database.ConnectionString, "audit", "verify", "--json");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("does not seal", refused.Json()["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
