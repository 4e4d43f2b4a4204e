using System.Text.RegularExpressions;
using Atrium.Database;
using Atrium.Database.Plans;
using Atrium.Testing;

namespace Atrium.Law.Tests.Frontdesk;

/// <summary>
/// A database with the people and things of <c>tests.desk()</c>: agency a with somebody of every role, contacts ada and
/// ben, services checkup (30 minutes, public) and long (60 and 15 free), resource room; agency b with stranger, its
/// owner, contact far, farservice and farroom. Open around the clock, so that any hour can be booked. Besides: visit
/// (ada, in ten days), past (ben, yesterday), call, alert, task and hold of agency a.
/// </summary>
public sealed class DeskDatabase : IAsyncLifetime
{
    /// <summary>Everybody of agency a, then the owner of agency b.</summary>
    public static readonly IReadOnlyList<string> People =
    [
        "owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member", "writer", "customer",
        "stranger",
    ];

    static readonly string[] Things =
    [
        "a", "b", "ada", "ben", "far", "checkup", "long", "farservice", "room", "farroom", "visit", "past", "call",
        "alert", "task", "hold",
    ];

    TestDatabase? _database;
    Dictionary<string, Guid> _ids = [];

    /// <summary>The clone itself.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("Not made yet.");

    /// <summary>The id of somebody or something by name.</summary>
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
        await session.ExecuteAsync("select tests.desk()", default);
        foreach (var statement in Setting)
        {
            await session.ExecuteAsync(statement, default);
        }

        string[] names = [.. People, .. Things];
        _ids = names.Zip(await session.RowsAsync(
            $"select tests.id(n) from unnest(array['{string.Join("','", names)}']) with ordinality u (n, i) order by i",
            row => row.GetGuid(0), default)).ToDictionary();
        await session.ExecuteAsync("commit", default);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>One of the people, as the gateway would let them in.</summary>
    public AsCaller As(string person) => Database.As(this[person], this[person == "stranger" ? "b" : "a"]);

    /// <summary>A connection as the superuser.</summary>
    public Task<SqlSession> SuperuserAsync() =>
        SqlSession.OpenAsync(Database.ConnectionString, Xunit.TestContext.Current.CancellationToken);

    /// <summary>Somebody who is not signed in.</summary>
    public AsCaller Anybody => Database.As("anon");

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

    /// <summary>Runs the same as many callers at once; how each was refused, null where not.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="person">Who calls.</param>
    /// <param name="sql">The statement of one of them, from its number.</param>
    public async Task<IReadOnlyList<string?>> AtOnceAsync(int workers, string person, Func<int, string> sql) =>
        await Task.WhenAll(Enumerable.Range(0, workers)
            .Select(number => As(person).RefusalAsync(Filled(sql(number)))));

    /// <summary>How many pairs of live appointments and holds cross each other.</summary>
    public Task<long> CrossingsAsync() => Database.ScalarAsync<long>(
        """
        with live as (
          select id, coalesce(resource_id, agency_id) as resource,
            tstzrange(scheduled_at, ends_at + make_interval(mins => buffer_minutes)) as during
          from public.appointments
          where status in ('pending', 'confirmed', 'in_progress') and deleted_at is null
          union all
          select id, coalesce(resource_id, agency_id),
            tstzrange(slot_time, slot_time + make_interval(mins => duration_minutes + buffer_minutes))
          from public.appointment_holds where status = 'held' and expires_at > now())
        select count(*) from live one join live other
          on one.id < other.id and one.resource = other.resource and one.during && other.during
        """);

    static readonly string[] Setting =
    [
        """
        insert into public.booking_hours (agency_id, weekday, opens, closes)
        select id, weekday, '00:00', '24:00' from public.agencies, generate_series(1, 7) weekday
        """,
        """
        insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at) values
          (tests.named('visit', gen_random_uuid()), tests.id('a'), tests.id('ada'), tests.id('checkup'),
            tests.id('room'), date_trunc('day', now()) + interval '10 days'),
          (tests.named('past', gen_random_uuid()), tests.id('a'), tests.id('ben'), tests.id('checkup'),
            tests.id('room'), date_trunc('day', now()) - interval '1 day')
        """,
        """
        insert into public.calls (id, agency_id, contact_id, transcript)
        values (tests.named('call', gen_random_uuid()), tests.id('a'), tests.id('ada'), 'Good morning')
        """,
        """
        insert into public.hot_lead_alerts (id, agency_id, call_id, contact_id, lead_score)
        values (tests.named('alert', gen_random_uuid()), tests.id('a'), tests.id('call'), tests.id('ada'), 90)
        """,
        """
        insert into public.follow_up_tasks (id, agency_id, contact_id)
        values (tests.named('task', gen_random_uuid()), tests.id('a'), tests.id('ada'))
        """,
        """
        insert into public.appointment_holds (id, agency_id, service_id, resource_id, slot_time, duration_minutes,
          buffer_minutes, expires_at)
        values (tests.named('hold', gen_random_uuid()), tests.id('a'), tests.id('checkup'), tests.id('room'),
          date_trunc('day', now()) + interval '11 days', 30, 0, now() + interval '1 hour')
        """,
    ];
}
