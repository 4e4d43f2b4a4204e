using System.Text.Json;
using Atrium.Database.Plans;

namespace Atrium.Law.Tests.Kernel;

/// <summary>What is said of somebody's access is what the database does when that person tries.</summary>
public sealed class ExplainedAccess(LawDatabase law) : IClassFixture<LawDatabase>
{
    const int Pairs = 400;

    /// <summary>bench/access asks the same about 10,000 pairs of the demo's agencies.</summary>
    [Fact]
    public async Task It_agrees_with_what_happens()
    {
        await using var session = await law.SuperuserAsync();
        var script = Path.Combine(Plan.Find(), "..", "bench", "access", "agree.sql");
        var helpers = new SqlScript("agree.sql", await File.ReadAllTextAsync(script, Cancel));
        await session.RunAsync(["begin", .. helpers.Statements.Select(statement => statement.Sql)]);

        var (asked, allowed, disagreeing) = (await session.RowsAsync(
            "select asked, allowed, disagreeing::text from pg_temp.agree($1, random())",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2)), Cancel, Pairs))[0];

        Assert.Equal("[]", disagreeing);
        Assert.Equal(Pairs, asked);
        Assert.InRange(allowed, Pairs / 20, Pairs / 2);
    }

    [Fact]
    public async Task An_admin_is_told_which_right_is_missing()
    {
        var client = await law.Database.ScalarAsync<Guid>(
            "select id from public.clients where agency_id = $1 limit 1", await law.AgencyAsync("Alder"));
        var admin = await law.AsAsync("admin");

        var told = await admin.ScalarAsync<string>(
            "select public.explain_access($1, 'clients', $2, 'update')::text",
            await law.PersonAsync("creative@alder.test"), client.ToString());

        using var answer = JsonDocument.Parse(told ?? "");
        var decided = answer.RootElement.GetProperty("decided_by");
        Assert.False(answer.RootElement.GetProperty("allowed").GetBoolean());
        Assert.Equal("clients_update", decided.GetProperty("policy").GetString());
        Assert.Contains("clients:update", decided.GetProperty("condition").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pm", "creative@alder.test", "clients", "ATNOM")]
    [InlineData("owner", "owner@birch.test", "clients", "ATNOF")]
    [InlineData("owner", "pm@alder.test", "open_tables", "ATVAL")]
    [InlineData("owner", "pm@alder.test", "audit_logs_default", "ATVAL")]
    public async Task Others_people_and_tables_are_refused(string asker, string about, string table, string code)
    {
        var caller = await law.AsAsync(asker);

        var refusal = await caller.RefusalAsync(
            "select public.explain_access($1, $2, '1')", await law.PersonAsync(about), table);

        Assert.Equal(code, refusal);
    }

    [Fact]
    public async Task Nothing_of_the_other_person_s_context_stays()
    {
        var admin = await law.AsAsync("admin");

        var who = await admin.ColumnAsync<string>(
            """
            with told as materialized (select public.explain_access($1, 'agencies', $2))
            select email::text from public.users, told where id = atrium.current_user_id()
            """,
            await law.PersonAsync("owner@alder.test"), (await law.AgencyAsync("Alder")).ToString());

        Assert.Equal(["admin@alder.test"], who);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
