using System.Text.RegularExpressions;
using Atrium.Database;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Law.Tests.Helpdesk;

/// <summary>
/// A database with the people and tickets of <c>tests.help_desk()</c>: agency a with somebody of every role, contact
/// users customer, colleague and boss (who sees all tickets) of client a1, team1 of account (its lead) and agent, team2
/// of creative; tickets mine, ours, free and theirs; agency b with stranger, its owner, teamb and ticket far.
/// </summary>
public sealed class DeskDatabase : IAsyncLifetime
{
    /// <summary>Everybody of agency a, then the owner of agency b.</summary>
    public static readonly IReadOnlyList<string> People =
    [
        "owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member", "writer", "customer",
        "colleague", "boss", "stranger",
    ];

    TestDatabase? _database;
    Dictionary<string, Guid> _ids = [];

    /// <summary>The clone itself.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("Not made yet.");

    /// <summary>The id of somebody or something by the name it has in <c>tests.help_desk()</c>.</summary>
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
        await session.ExecuteAsync("select tests.help_desk()", default);
        string[] names =
        [
            .. People, "a", "b", "a1", "a2", "b1", "team1", "team2", "teamb", "mine", "ours", "free", "theirs", "far",
        ];
        _ids = names.Zip(await session.RowsAsync(
            $"select tests.id(n) from unnest(array['{string.Join("','", names)}']) with ordinality u (n, i) order by i",
            row => row.GetGuid(0), default)).ToDictionary();
        await session.ExecuteAsync("commit", default);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>One of the people, as the gateway would let them in.</summary>
    public AsCaller As(string person) => Database.As(this[person], this[person == "stranger" ? "b" : "a"]);

    /// <summary>The operator's programs.</summary>
    public AsCaller AsOperator() => Database.As("service_role");

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

    /// <summary>A new ticket of client a1, asked by customer.</summary>
    public Task<Guid> MakeTicketAsync(string title, string? team = null) => Database.ScalarAsync<Guid>(
        """
        insert into public.tickets (client_id, title, requester_id, assigned_team_id) values ($1, $2, $3, $4)
        returning id
        """,
        this["a1"], title, this["customer"], team is null ? null : this[team]);
}
