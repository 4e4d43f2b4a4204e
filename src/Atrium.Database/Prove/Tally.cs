using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove;

/// <summary>Collects what came of the attempts.</summary>
/// <param name="battle">What they were made of.</param>
sealed class Tally(Battle battle)
{
    readonly Dictionary<(string, string, string), ProveCell> _cells = [];
    readonly List<ProveFinding> _leaks = [];
    readonly List<ProveFinding> _unclassified = [];
    readonly Dictionary<(string, string, string), ProveFinding> _failed = [];
    readonly Dictionary<string, string> _roles = battle.Attackers.ToDictionary(each => each.Key, each => each.Role);

    /// <summary>What leaked so far.</summary>
    public IReadOnlyList<ProveFinding> Leaks => _leaks;

    /// <summary>Every attempt that was judged, in order, with what came of it.</summary>
    public List<(Attempt Attempt, Outcome Outcome)> Judged { get; } = [];

    /// <summary>Adds attempts and their answers.</summary>
    public void Add(IReadOnlyList<Attempt> attempts, IReadOnlyList<Answer> answers)
    {
        foreach (var (attempt, answer) in attempts.Zip(answers))
        {
            Add(attempt, answer);
        }
    }

    /// <summary>What had to work and has not: of several people of a role one is enough.</summary>
    public IReadOnlySet<(string Subject, string Attacker, string Operation)> Unmet()
    {
        var worked = _cells.Where(cell => cell.Value.State == "worked")
            .Select(cell => (cell.Key.Item1, _roles[cell.Key.Item2], cell.Key.Item3)).ToHashSet();
        return _failed.Keys.Where(key => _cells[key].State == "refused"
            && !worked.Contains((key.Item1, _roles[key.Item2], key.Item3))).ToHashSet();
    }

    /// <summary>What an answer means; a refusal that shows something foreign is a leak too.</summary>
    public Verdict Judge(Attempt attempt, Answer answer)
    {
        var verdict = attempt.Judge(answer);
        return verdict.Outcome is Outcome.Leak || answer.Message.Length == 0 || attempt.Attacker.IsOperator ? verdict
            : ReadAttacks.Judge(battle.World, attempt.Attacker, answer.Message, attempt.Sql) ?? verdict;
    }

    void Add(Attempt attempt, Answer answer)
    {
        var verdict = Judge(attempt, answer);
        Judged.Add((attempt, verdict.Outcome));
        var key = (attempt.Object, attempt.Attacker.Key, attempt.Operation);
        var before = _cells.GetValueOrDefault(key);
        var state = StateOf(verdict.Outcome);
        if (verdict.Outcome == Outcome.Leak)
        {
            _leaks.Add(Finding(attempt, answer, verdict));
        }

        // Of several ways to do what is needed one has to work.
        if (verdict.Outcome == Outcome.RefusedNeeded)
        {
            _failed.TryAdd(key, Finding(attempt, answer, verdict));
        }

        _cells[key] = before is null || Rank(state) > Rank(before.State)
            ? new(attempt.Object, attempt.Attacker.Key, attempt.Operation, state, (before?.Attempts ?? 0) + 1,
                attempt.Sql, answer.Words)
            : before with { Attempts = before.Attempts + 1 };
    }

    /// <summary>Adds what needs no attempt: what nothing classifies, functions that can be led astray.</summary>
    public void Classify(Func<string, bool> isWanted)
    {
        foreach (var table in battle.Facts.Tables.Where(table => isWanted(table.Title)))
        {
            var problem = table.Kind == "f" ? "a foreign table, whose rows no policy guards"
                : !table.IsTable ? ""
                : battle.Scopes[table.Oid] == Scope.Unknown
                    ? "callers may reach it, and neither a column nor a key says whose its rows are"
                : battle.World.Faults.TryGetValue(table.Oid, out var fault) && Scopes.IsReachable(table)
                    ? $"no row could be made for it: {fault}" : "";
            if (problem.Length > 0)
            {
                _unclassified.Add(new(table.Title, "", "", problem, "", ""));
            }
        }

        foreach (var routine in battle.Facts.Routines.Where(routine => isWanted(routine.Title)))
        {
            Judge(routine);
        }
    }

    // Whoever chooses where a definer function finds its names chooses what it does.
    void Judge(RoutineFacts routine)
    {
        if (!routine.IsDefiner || routine.Extension.Length > 0 || !routine.OwnerBypasses)
        {
            return;
        }

        var path = (routine.Path ?? "").Split(',', StringSplitOptions.TrimEntries);
        var problem = routine.OwnerIsSuperuser ? "runs as a superuser"
            : routine.Path is null ? "finds its names by the caller's search_path"
            : path[^1] != "pg_temp" ? "finds the caller's temporary objects before others"
            : path is not ["pg_catalog" or "\"\"" or "", "pg_temp"] and not ["pg_temp"]
                ? $"finds names in {routine.Path}, where others may make some" : "";
        if (problem.Length > 0)
        {
            _leaks.Add(new(routine.Title, "", "path", $"a function with rights above row security {problem}", "", ""));
        }
    }

    /// <summary>The sum of it.</summary>
    public ProveReport Report(int objects, int attempts, string fingerprint)
    {
        var unmet = Unmet();
        var needed = _failed.Where(each => unmet.Contains(each.Key)).Select(each => each.Value).ToList();
        return new(objects, attempts, _leaks, needed, _unclassified, [.. _cells.Values], fingerprint, TimeSpan.Zero);
    }

    static ProveFinding Finding(Attempt attempt, Answer answer, Verdict verdict) => new(
        attempt.Object, attempt.Attacker.Key, attempt.Attack, verdict.Why, attempt.Sql, answer.Words);

    static string StateOf(Outcome outcome) => outcome switch
    {
        Outcome.Leak => "leak",
        Outcome.RefusedNeeded => "refused",
        Outcome.Worked => "worked",
        _ => "held",
    };

    static int Rank(string state) => state switch
    {
        "leak" => 3,
        "worked" => 2,
        "refused" => 1,
        _ => 0,
    };
}
