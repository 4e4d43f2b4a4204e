using System.Text.RegularExpressions;
using Atrium.Database;
using Atrium.Database.Plans;
using Atrium.Testing;
using Npgsql;

namespace Atrium.Law.Tests.Studio;

/// <summary>
/// A database with the people and the work of <c>tests.studio()</c>: agency a with somebody of every role, clients a1
/// and a2, campaigns c1 (led by pm and account, creative on the team), c2 and lead, artifacts draft, secret, public,
/// shared and house; agency b with stranger, its owner, client b1, campaign cb and artifact foreign.
/// </summary>
public sealed class StudioDatabase : IAsyncLifetime
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

    /// <summary>The id of somebody or something by the name it has in <c>tests.studio()</c>.</summary>
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
        await session.ExecuteAsync("select tests.studio()", default);
        string[] names =
        [
            .. People, "a", "b", "a1", "a2", "b1", "brand1", "brand2", "brandb", "c1", "c2", "lead", "cb", "p1", "p2",
            "pb", "draft", "secret", "public", "shared", "house", "foreign",
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

    /// <summary>How many rows a statement with names in braces touches, to its end; 0 where it is refused.</summary>
    public async Task<int> TouchedAsync(string person, string sql)
    {
        try
        {
            return await As(person).ExecuteAsync(Filled(sql));
        }
        catch (PostgresException)
        {
            return 0;
        }
    }

    /// <summary>An artifact of somebody in campaign c1, with the text "first".</summary>
    public Task<Guid> MakeArtifactAsync(string owner, string status = "draft") => Database.ScalarAsync<Guid>(
        """
        insert into public.artifacts
          (agency_id, campaign_id, title, artifact_type, content, owner_id, content_by, status)
        values ($1, $2, 'Made', 'brief', 'first', $3, $3, $4) returning id
        """,
        this["a"], this["c1"], this[owner], status);
}
