using System.Collections.Concurrent;
using System.Globalization;
using Atrium.Kernel;
using Npgsql;

namespace Atrium.Bench.Isolation;

/// <summary>Somebody who asks.</summary>
/// <param name="User">Their id.</param>
/// <param name="Agency">Id of their only agency.</param>
sealed record Person(string User, string Agency);

/// <summary>Everybody at once, each time as somebody else: no row that comes back may be another agency's.</summary>
/// <param name="door">The pool.</param>
/// <param name="people">Of all agencies.</param>
sealed class Crowd(TenantDoor door, IReadOnlyList<Person> people)
{
    const string Ask = """
        select c.agency_id::text, current_setting('atrium.agency_id') from public.clients c
        union all
        select a.id::text, current_setting('atrium.agency_id') from public.agencies a
        """;

    // A write leaves its mark on rows for a moment: it must not reach another agency's either.
    const string Change = "update public.clients set name = name returning agency_id::text, ''";

    readonly ConcurrentDictionary<string, int> _failures = new();
    long _rows;
    long _wrong;
    long _empty;
    long _requests;

    /// <summary>Rows that were looked at.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Rows of a wrong agency.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    /// <summary>Answers without a row to somebody whose agency has rows: who asked was taken for nobody.</summary>
    public long Empty => Interlocked.Read(ref _empty);

    /// <summary>Asks until the end; a connection that was cut is one request that failed.</summary>
    public async Task AskAsync(int seed, CancellationToken end)
    {
        var random = new Random(seed);
        while (!end.IsCancellationRequested)
        {
            var person = people[random.Next(people.Count)];
            var changes = random.Next(10) == 0;
            try
            {
                await door.RunAsync(
                    Of(person), [new NpgsqlBatchCommand(changes ? Change : Ask)],
                    (reader, token) => CheckAsync(reader, person, changes, token), CancellationToken.None,
                    changes ? TransactionEnd.Rollback : TransactionEnd.Commit);
                Interlocked.Increment(ref _requests);
            }
            catch (Exception cut) when (cut is NpgsqlException or IOException or TimeoutException)
            {
                _failures.AddOrUpdate(
                    (cut as PostgresException)?.SqlState ?? "connection lost", 1, (_, count) => count + 1);
            }
        }
    }

    /// <summary>The figures as a line.</summary>
    public override string ToString()
    {
        var cut = string.Join(", ", _failures.OrderBy(each => each.Key).Select(each => $"{each.Value} × {each.Key}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_requests} requests, {Rows} rows checked, {Wrong} of a wrong agency, {Empty} answers empty; ")
            + $"cut off: {cut}";
    }

    async Task<bool> CheckAsync(
        NpgsqlDataReader reader, Person person, bool changes, CancellationToken cancellationToken)
    {
        var seen = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            seen++;
            var held = reader.GetString(1);
            if (reader.GetString(0) != person.Agency || (held.Length > 0 && held != person.Agency))
            {
                Interlocked.Increment(ref _wrong);
            }
        }

        // A project manager reads clients and changes none.
        if (seen == 0 && !changes)
        {
            Interlocked.Increment(ref _empty);
        }

        Interlocked.Add(ref _rows, seen);
        return true;
    }

    static Caller Of(Person person) => new(
        CallerRole.Authenticated,
        $$"""{"role": "authenticated", "sub": "{{person.User}}", "agency_id": "{{person.Agency}}"}""", "isolation");
}
