using System.Diagnostics;
using System.Text.RegularExpressions;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Database.Tests.Shipped;

/// <summary>
/// What people change by hand in a deployed database is found, each kind of it. Never beside other tests that ask for
/// drift, because two of the kinds are about roles, which belong to the whole cluster.
/// </summary>
[Collection("drift")]
public sealed partial class HandMadeChanges(ITestOutputHelper output)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_kind_is_reported_once_and_a_clean_database_has_none()
    {
        await using var database = await TestDatabase.CreateAsync();
        var engine = new DatabaseEngine(
            new() { ConnectionString = database.ConnectionString, Plan = Plan.Read(Plan.Find()) });
        var clean = await engine.DriftAsync(Cancel);
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel);
        try
        {
            foreach (var sql in HandMadeChange.All.SelectMany(change => change.Sql))
            {
                await session.ExecuteAsync(sql, Cancel);
            }

            var began = Stopwatch.GetTimestamp();
            var found = await engine.DriftAsync(Cancel);

            output.WriteLine($"{found.Count} differences in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            Assert.Empty(clean);
            Assert.Equal(
                HandMadeChange.All.Select(change => change.Found).Order(),
                found.Select(each => $"{Month().Replace(each.Subject, "")}: {each.State}").Order());
            Assert.All(found, each => Assert.NotEmpty(each.Undo));
        }
        finally
        {
            await session.ExecuteAsync("alter role anon inherit", Cancel);
            await session.ExecuteAsync("revoke anon from atrium_explainer", Cancel);
        }
    }

    /// <summary>Which month is missing goes by the day of the test.</summary>
    [GeneratedRegex(@" \d{4}-\d\d$")]
    private static partial Regex Month();
}
