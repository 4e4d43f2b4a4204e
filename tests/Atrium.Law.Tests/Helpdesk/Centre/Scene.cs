using System.Text.RegularExpressions;
using Atrium.Database;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary>
/// A database with the people of <c>tests.two_agencies()</c> and what one of the help desk's helpers puts beside them.
/// </summary>
/// <param name="helper">The function of <c>database/helpdesk/testing.sql</c> that sets the scene.</param>
/// <param name="names">What it remembers besides the people.</param>
public abstract class Scene(string helper, params IEnumerable<string> names) : IAsyncLifetime
{
    /// <summary>Everybody of agency a, then the owner of agency b.</summary>
    public static readonly IReadOnlyList<string> People =
    [
        "owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member", "writer", "customer",
        "stranger",
    ];

    TestDatabase? _database;
    Dictionary<string, Guid> _ids = [];

    /// <summary>The clone itself.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("Not made yet.");

    /// <summary>The id of somebody or something by its name in the scene.</summary>
    public Guid this[string name] => _ids[name];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using var session = await SqlSession.OpenAsync(Database.ConnectionString, default);
        foreach (var statement in Plan.Read(Plan.Find()).Testing.SelectMany(script => script.Statements))
        {
            await session.ExecuteAsync(statement.Sql, default);
        }

        await session.ExecuteAsync("begin", default);
        await session.ExecuteAsync($"select tests.{helper}()", default);
        string[] all = [.. People, "a", "b", "a1", "a2", "b1", .. names];
        _ids = all.Zip(await session.RowsAsync(
            $"select tests.id(n) from unnest(array['{string.Join("','", all)}']) with ordinality u (n, i) order by i",
            row => row.GetGuid(0), default)).ToDictionary();
        await session.ExecuteAsync("commit", default);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>One of the people, as the gateway would let them in.</summary>
    public AsCaller As(string person) =>
        person == "anon" ? Database.As("anon") : Database.As(this[person], this[person == "stranger" ? "b" : "a"]);

    /// <summary>SQL in which names in braces stand for ids.</summary>
    public string Filled(string sql) =>
        Regex.Replace(sql, @"\{(\w+)\}", name => _ids.TryGetValue(name.Groups[1].Value, out var id)
            ? id.ToString() : name.Value);

    /// <summary>Whether a statement with names in braces yields or touches a row; nothing of it stays.</summary>
    public async Task<bool> GoesThroughAsync(string person, string sql) =>
        // divides by zero once it is done, keys checked and all, which takes it back and tells it from a refusal
        await As(person).RefusalAsync(
            $"""
            do $probe$ declare touched bigint; begin
              execute $sql${Filled(sql)}$sql$;
              get diagnostics touched = row_count;
              if touched > 0 then touched := touched / 0; end if;
            end $probe$
            """) == "22012";

    /// <summary>Who of everybody, anon among them, gets a statement through.</summary>
    public async Task<IReadOnlyList<string>> WhoMayAsync(string sql)
    {
        List<string> may = [];
        foreach (var person in People.Append("anon"))
        {
            if (await GoesThroughAsync(person, sql))
            {
                may.Add(person);
            }
        }

        return may;
    }

    /// <summary>What came back by refusals: how many went through, and the codes of the others.</summary>
    public static async Task<(int Through, IReadOnlyList<string> Codes)> AtOnceAsync(
        int workers, Func<int, Task<string?>> attempt)
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, workers).Select(attempt));
        return (refusals.Count(refusal => refusal is null), [.. refusals.OfType<string>().Distinct()]);
    }
}
