using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Beyond;
using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove;

/// <summary>A database with the world in its open transaction, ready to be attacked.</summary>
sealed class Arena
{
    const int MostTurns = 8;

    readonly SqlSession _session;
    readonly WorldMaker _maker;
    readonly ProveOptions _options;
    RestRunner? _rest;

    Arena(SqlSession session, WorldMaker maker, ProveOptions options, Battle battle, Runner runner) =>
        (_session, _maker, _options, Battle, Runner) = (session, maker, options, battle, runner);

    /// <summary>What the attacks are made of.</summary>
    public Battle Battle { get; private set; }

    /// <summary>Makes the attempts.</summary>
    public Runner Runner { get; }

    /// <summary>How many statements and requests were tried.</summary>
    public int Attempts => Runner.Attempts + (_rest?.Attempts ?? 0);

    /// <summary>How many objects were classified.</summary>
    public int Objects => Battle.Facts.Tables.Count + Battle.Facts.Routines.Count(routine => routine.Extension == "")
        + Battle.Facts.Others.Count;

    /// <summary>Reads the catalogue and makes the world.</summary>
    public static async Task<Arena> EnterAsync(
        SqlSession session, ProveOptions options, CancellationToken cancellationToken)
    {
        if (await session.ScalarAsync<string>("show is_superuser", cancellationToken) != "on")
        {
            throw new DatabaseProblemException(
                "Only a superuser can become everybody, and that is what proving takes.",
                "Name a superuser in ATRIUM_DATABASE_URL, or prove a copy of the database on a server of your own.");
        }

        if (!await session.ScalarAsync<bool>(
            "select to_regprocedure('atrium.enter(jsonb)') is not null and to_regrole('anon') is not null",
            cancellationToken))
        {
            throw new DatabaseProblemException(
                "This database holds no Atrium yet, so there is nothing to prove.", "Run: atrium db deploy");
        }

        await session.ExecuteAsync(
            "select set_config('lock_timeout', '10s', true), set_config('statement_timeout', '0', true),"
            + " set_config('client_min_messages', 'error', true), set_config('track_counts', 'on', true),"
            + " set_config('search_path', 'public', true)",
            cancellationToken);
        var facts = await CatalogueFacts.ReadAsync(session, cancellationToken);
        options.Progress?.Invoke(
            $"{facts.Tables.Count} tables and views, {facts.Routines.Count} functions: making rows");
        var maker = await WorldMaker.MakeAsync(session, facts, Needed(facts, options), cancellationToken);
        options.Progress?.Invoke($"{maker.World.Rows.Count} rows for three agencies: attacking");
        var runner = new Runner(session);
        await runner.PrepareAsync(cancellationToken);
        foreach (var sql in Effects.Setup(facts, maker.World))
        {
            await session.ExecuteAsync(sql, cancellationToken);
        }

        return new(session, maker, options, new(facts, Scopes.Of(facts), maker.World, maker.Solver), runner);
    }

    /// <summary>Makes every attack that was asked for.</summary>
    public async Task<Tally> AttackAsync(CancellationToken cancellationToken)
    {
        Battle = Battle with { Turns = await TurnsAsync(cancellationToken) };
        var tally = new Tally(Battle);
        var attempts = Battle.Attempts().Where(IsWanted).ToList();
        var said = -1;
        var answers = await Runner.RunAsync(attempts, done =>
        {
            if (done * 10 / attempts.Count != said)
            {
                said = done * 10 / attempts.Count;
                _options.Progress?.Invoke($"{done} of {attempts.Count} attempts");
            }
        }, cancellationToken);
        tally.Add(attempts, answers);
        await TryAgainAsync(tally, cancellationToken);
        _rest = _options.Rest is { } open ? new(open(_session.Connection), _session, Battle) : null;
        if (_rest is not null)
        {
            _options.Progress?.Invoke("attacking through /rest/v1");
            await _rest.AttackAsync(tally, IsWanted, cancellationToken);
        }

        await AskTwiceAsync(tally, cancellationToken);
        tally.Classify(_options.IsAbout);
        return tally;
    }

    // A row that points to a foreign one tells something only if it would be let in but for that.
    async Task<IReadOnlyDictionary<(long, string), int>> TurnsAsync(CancellationToken cancellationToken)
    {
        Dictionary<(long, string), int> found = [];
        HashSet<(string, string)> open = [.. Battle.Facts.Tables.Where(table => _options.IsAbout(table.Title))
            .SelectMany(table => Battle.Attackers.Where(IsWanted).Select(attacker => (table.Title, attacker.Key)))];
        for (var turn = 0; turn < MostTurns && open.Count > 0; turn++)
        {
            var attempts = Battle.Own(turn, (table, attacker) => open.Contains((table.Title, attacker.Key))).ToList();
            var answers = await Runner.RunAsync(attempts, null, cancellationToken);
            open.Clear();
            foreach (var (attempt, answer) in attempts.Zip(answers))
            {
                var table = Battle.Facts.Tables.First(each => each.Title == attempt.Object);
                if (answer.State is null)
                {
                    found[(table.Oid, attempt.Attacker.Key)] = turn;
                }
                else if (!answer.IsDenied)
                {
                    open.Add((attempt.Object, attempt.Attacker.Key));
                }
            }
        }

        return found;
    }

    // What somebody must be able to do may need a row in just the right state: those are made when they are missed.
    async Task TryAgainAsync(Tally tally, CancellationToken cancellationToken)
    {
        foreach (var group in tally.Unmet().GroupBy(each => each.Subject))
        {
            var target = Battle.Targets.First(each => each.Table.Title == group.Key);
            foreach (var person in group.Where(each => each.Operation != "insert").Select(each => each.Attacker)
                .Distinct())
            {
                var owner = Battle.World.People.GetValueOrDefault(person) ?? Battle.World.People["colleague"];
                await _maker.MoreAsync(target.Table, owner, cancellationToken);
            }

            var fresh = Battle.Targets.First(each => each.Table.Title == group.Key);
            var again = group.SelectMany(each => Battle.Again(
                fresh, Battle.Attackers.First(attacker => attacker.Key == each.Attacker), each.Operation)).ToList();
            tally.Add(again, await Runner.RunAsync(again, null, cancellationToken));
        }
    }

    // Through SQL, and through /rest/v1 where that is open.
    async Task AskTwiceAsync(Tally tally, CancellationToken cancellationToken)
    {
        var influence = new Influence(_session, Battle);
        foreach (var veil in influence.Veils())
        {
            var asked = veil.Askers.SelectMany(Battle.Questions)
                .Select(attempt => attempt with { Attack = "influence" }).Where(IsWanted).ToList();
            await influence.CompareAsync(
                veil, tally, asked, places => Runner.RunAsync([.. places.Select(place => asked[place])], null,
                    cancellationToken),
                cancellationToken);
            if (_rest is { } rest)
            {
                var sent = rest.Questions(veil, IsWanted);
                await influence.CompareAsync(
                    veil, tally, [.. sent.Select(each => each.Attempt)],
                    places => rest.SendAsync([.. places.Select(place => sent[place])], cancellationToken),
                    cancellationToken);
            }
        }
    }

    bool IsWanted(Attacker attacker) => _options.Roles.Count == 0 || _options.Roles.Contains(attacker.Key);

    bool IsWanted(Attempt attempt) =>
        _options.IsAbout(attempt.Object) && IsWanted(attempt.Attacker)
        && (_options.Attacks.Count == 0 || _options.Attacks.Contains(attempt.Attack));

    // Narrowed to some tables, only they need rows, and what they hang on; a view or function needs them all.
    static Func<TableFacts, bool> Needed(CatalogueFacts facts, ProveOptions options)
    {
        var tables = facts.Tables.Where(table => table.IsTable && options.IsAbout(table.Title)).ToHashSet();
        return options.Objects.Count > 0 && tables.Count > 0 ? tables.Contains : _ => true;
    }
}
