using System.Text.RegularExpressions;
using Atrium.Database;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Law.Tests.Analytics;

/// <summary>
/// A database with the work, hours and books of <c>tests.figures()</c>: campaigns c1 (of a1) and c2 (of a2), eight
/// approved hours of creative in c1, books of both, and an agency b that has the same.
/// </summary>
public sealed class FiguresDatabase : IAsyncLifetime
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

    /// <summary>The id of somebody or something by the name it has in <c>tests.figures()</c>.</summary>
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
        await session.ExecuteAsync("select tests.figures()", default);
        string[] names =
        [
            .. People, "a", "b", "a1", "a2", "c1", "c2", "cb", "mine", "asked", "other", "inside", "done", "pms", "far",
            "draft", "shared",
        ];
        _ids = names.Zip(await session.RowsAsync(
            $"select tests.id(n) from unnest(array['{string.Join("','", names)}']) with ordinality u (n, i) order by i",
            row => row.GetGuid(0), default)).ToDictionary();
        await session.ExecuteAsync("commit", default);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>One of the people, as the gateway would let them in.</summary>
    public AsCaller As(string person) =>
        Database.As(this[person], this[person == "stranger" ? "b" : "a"]);

    /// <summary>SQL in which names in braces stand for ids.</summary>
    public string Filled(string sql) =>
        Regex.Replace(sql, @"\{(\w+)\}", name => this[name.Groups[1].Value].ToString());

    /// <summary>Whether a statement with names in braces yields a row; nothing of it stays.</summary>
    public async Task<bool> GoesThroughAsync(string person, string sql)
    {
        var returning = sql.StartsWith("select", StringComparison.Ordinal) ? "" : " returning 1";

        // divides by zero if a row came out, which rolls back what was done and tells it from a refusal
        return await As(person).RefusalAsync(
            $"""
            with done as materialized ({Filled(sql)}{returning})
            select 1 / case when count(*) filter (where done is null or done is not null) > 0
              then 0 else 1 end from done
            """) == "22012";
    }
}
