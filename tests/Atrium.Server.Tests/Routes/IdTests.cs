using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atrium.Database;

namespace Atrium.Server.Tests.Routes;

/// <summary>An id that is somebody else's and one that nobody has are answered in the same bytes.</summary>
[Collection(RoutesHost.Shared)]
public sealed partial class IdTests(RoutesHost host)
{
    const string Missing = "00000000-0000-4000-8000-000000000000";

    [Theory]
    [InlineData(RoutesHost.Stranger)]
    [InlineData(RoutesHost.Customer)]
    public async Task No_table_tells_a_foreign_row_from_a_missing_one(string person)
    {
        List<string> told = [];
        var hidden = await HiddenAsync(person);
        foreach (var (name, key, written) in await RestTargets.RelationsAsync(host.Database))
        {
            if (key is null || hidden.GetValueOrDefault(name) is not { } row)
            {
                continue;
            }

            var id = row[key]?.ToString() ?? Missing;
            var missing = row[key]?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? "0" : Missing;
            var body = new JsonObject { [written] = row[written]?.DeepClone() }.ToJsonString();
            foreach (var (method, prefer) in new[] { ("GET", "count=exact"), ("PATCH", All), ("DELETE", All) })
            {
                var theirs = await AskAsync(person, method, $"{name}?{key}=eq.{id}", prefer, id, body);
                var nobodys = await AskAsync(person, method, $"{name}?{key}=eq.{missing}", prefer, missing, body);
                if (theirs != nobodys)
                {
                    told.Add($"{method} {name}: {theirs}\nand {nobodys}");
                }
            }
        }

        Assert.True(told.Count == 0, string.Join("\n\n", told));
    }

    [Theory]
    [InlineData(RoutesHost.Stranger)]
    [InlineData(RoutesHost.Customer)]
    public async Task No_function_tells_a_foreign_id_from_a_missing_one(string person)
    {
        List<string> told = [];
        var hidden = await HiddenAsync(person);
        foreach (var function in (await RestTargets.FunctionsAsync(host.Database)).Where(each => each.TakesIds))
        {
            var theirs = await CallAsync(person, function, table => hidden.GetValueOrDefault(
                table.Replace("public.", "", StringComparison.Ordinal))?["id"]?.ToString() ?? Missing);
            var nobodys = await CallAsync(person, function, _ => Missing);
            if (theirs != nobodys)
            {
                told.Add($"{function.Name}: {theirs}\nand {nobodys}");
            }
        }

        Assert.True(told.Count == 0, string.Join("\n\n", told));
    }

    const string All = "return=representation,count=exact,tx=rollback";

    async Task<Reply> AskAsync(string person, string method, string path, string prefer, string id, string body) =>
        (await host.SendAsync(
            method, $"/rest/v1/{path}", host.TokenOf(person), method == "PATCH" ? body : null, ("Prefer", prefer)))
        .Without(id);

    // What a call makes anew, an id or a moment, is another each time; and nothing of it stays.
    async Task<Reply> CallAsync(string person, RestFunction function, Func<string, string> idOf)
    {
        var body = function.Body(idOf);
        var reply = await host.SendAsync(
            "POST", $"/rest/v1/rpc/{function.Name}", host.TokenOf(person), body, ("Prefer", "tx=rollback"));
        return reply with { Body = Made().Replace(reply.Body, "…") };
    }

    /// <summary>One row of each table and view that is there and that this person does not see.</summary>
    async Task<IReadOnlyDictionary<string, JsonNode>> HiddenAsync(string person)
    {
        var rows = new Dictionary<string, JsonNode>();
        await using var session = await SqlSession.OpenAsync(host.Database.ConnectionString, default);
        var ids = await session.RowsAsync(
            """
            select u.id, m.agency_id from public.users u join public.memberships m on m.user_id = u.id
            where u.email::text = $1
            """,
            row => (User: row.GetGuid(0), Agency: row.GetGuid(1)), default, person);
        var caller = host.Database.As(ids[0].User, ids[0].Agency);
        foreach (var (name, key, _) in await RestTargets.RelationsAsync(host.Database))
        {
            if (key is null)
            {
                continue;
            }

            var mayRead = await caller.ScalarAsync<bool>(
                $"select has_column_privilege('public.{name}', '{key}', 'select')");
            var seen = mayRead ? await caller.ColumnAsync<string>($"select {key}::text from public.{name}") : [];
            if (await session.ScalarAsync<string>(
                $"select to_jsonb(t)::text from public.{name} t where {key}::text <> all ($1) limit 1", default,
                [seen.ToArray()]) is { } row)
            {
                rows[name] = JsonNode.Parse(row)!;
            }
        }

        return rows;
    }

    [GeneratedRegex(@"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.+]+")]
    private static partial Regex Made();
}
