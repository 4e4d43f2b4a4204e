using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Atrium.Database;
using Atrium.Database.Plans;
using Xunit;

namespace Atrium.Testing;

/// <summary>
/// A database with the people and things that one of the checks' casts makes (<c>tests.studio()</c> and the like in
/// <c>database/&lt;module&gt;/testing.sql</c>), each known by its name there. A module derives its fixture from it;
/// each such cast is made once a run, and every class of tests has a clone of its own.
/// </summary>
/// <param name="cast">The function of schema <c>tests</c> that makes it.</param>
/// <param name="names">What it names, beside <see cref="People"/> and the agencies a and b.</param>
/// <param name="more">Statements to run after it, in which <c>tests.id</c> and <c>tests.named</c> work.</param>
public abstract partial class CastDatabase(
    string cast, IReadOnlyList<string> names, IReadOnlyList<string>? more = null) : IAsyncLifetime
{
    /// <summary>Everybody of agency a, then the owner of agency b.</summary>
    public static IReadOnlyList<string> People { get; } =
    [
        "owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member", "writer", "customer",
        "stranger",
    ];

    static readonly ConcurrentDictionary<string, Lazy<Task<(string Template, Dictionary<string, Guid> Ids)>>> Made = [];

    TestDatabase? _database;
    Dictionary<string, Guid> _ids = [];

    /// <summary>The clone itself.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("Not made yet.");

    /// <summary>The id of somebody or something by the name it has in the cast.</summary>
    public Guid this[string name] => _ids[name];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var what = string.Join('\n', [cast, .. names, .. more ?? []]);
        (var template, _ids) = await Made.GetOrAdd(what, _ => new(MakeAsync)).Value;
        _database = await TestDatabase.CreateAsync(template);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    /// <summary>One of the people, or anon, as the gateway would let them in.</summary>
    public AsCaller As(string person) =>
        person == "anon" ? Database.As("anon") : Database.As(this[person], this[person == "stranger" ? "b" : "a"]);

    /// <summary>SQL in which names of the cast in braces stand for ids.</summary>
    public string Filled(string sql) => Braces().Replace(
        sql, name => _ids.TryGetValue(name.Groups[1].Value, out var id) ? id.ToString() : name.Value);

    /// <summary>Whether a statement with names in braces touches or yields a row; nothing of it stays.</summary>
    /// <remarks>Npgsql gives up a connection on which the server said something of class XX, 53 or 58.</remarks>
    public async Task<bool> GoesThroughAsync(string person, string sql) =>
        await As(person).RefusalAsync(
            $"""
            do $do$
            declare
              touched bigint;
            begin
              execute $sql${Filled(sql)}$sql$;
              get diagnostics touched = row_count;
              raise exception using errcode = case when touched > 0 then 'ZZ001' else 'ZZ000' end;
            end
            $do$
            """) == "ZZ001";

    // The template stays until the cluster goes.
    async Task<(string Template, Dictionary<string, Guid> Ids)> MakeAsync()
    {
        var made = await TestDatabase.CreateAsync();
        await using var session = await SqlSession.OpenAsync(made.ConnectionString, default);
        string[] statements =
        [
            .. Plan.Read(Plan.Find()).Testing.SelectMany(script => script.Statements).Select(each => each.Sql),
            "begin", $"select tests.{cast}()", .. more ?? [],
        ];
        foreach (var statement in statements)
        {
            await session.ExecuteAsync(statement, default);
        }

        string[] all = [.. People, "a", "b", .. names];
        var ids = all.Zip(await session.RowsAsync(
            $"select tests.id(n) from unnest(array['{string.Join("','", all)}']) with ordinality u (n, i) order by i",
            row => row.GetGuid(0), default)).ToDictionary();
        await session.ExecuteAsync("commit", default);
        return (made.Name, ids);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();
}
