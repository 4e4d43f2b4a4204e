using Atrium.Database.Tests.Shipped;
using Atrium.Testing;

namespace Atrium.Database.Tests.Prove;

public sealed class ProveVerbTests
{
    static readonly string[] Members =
        ["ok", "objects", "attempts", "leaks", "refused_needed", "unclassified", "seconds"];

    [Fact]
    public async Task A_table_is_proved_alone_with_one_object_for_an_answer()
    {
        await using var database = await TestDatabase.CreateAsync();

        var proved = await AtriumProcess.RunAsync(
            database.ConnectionString, "db", "prove", "--table", "client_stages", "--json");

        Assert.True(proved.ExitCode == 0, proved.Output + proved.Errors);
        Assert.Equal(Members, proved.Json().Select(member => member.Key));
        Assert.InRange(proved.Json()["attempts"]!.GetValue<int>(), 50, 5_000);
    }

    [Fact]
    public async Task What_leaks_ends_with_1_and_is_said_in_plain_words()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("alter policy client_stages_select on public.client_stages using (true)");

        var proved = await AtriumProcess.RunAsync(
            database.ConnectionString, "db", "prove", "--table", "client_stages", "--attack", "select");

        Assert.Equal(1, proved.ExitCode);
        Assert.Contains("reaches a row of another agency", proved.Errors, StringComparison.Ordinal);
    }
}
