using Atrium.Database.Prove.Facts;
using Atrium.Database.Prove.World;

namespace Atrium.Database.Prove.Attacks;

/// <summary>
/// What is tried with functions: each that a caller may run, with foreign ids for every argument, for one after the
/// other, and with own ones. What comes back and what has changed must both be the caller's own.
/// </summary>
/// <param name="world">The rows.</param>
/// <param name="arguments">Thinks out arguments.</param>
sealed class CallAttacks(ProvedWorld world, Arguments arguments)
{
    /// <summary>Everything that this attacker tries with a function.</summary>
    public IEnumerable<Attempt> Of(RoutineFacts routine, Attacker attacker)
    {
        if (!routine.Callers.Contains(attacker.DatabaseRole))
        {
            yield return new(
                routine.Title, "call", "call", attacker, AttemptKind.Write, Call(routine, [], attacker, isShort: false),
                answer => answer.State is null
                    ? Verdict.Leak($"not granted, and yet {answer.Words}") : Verdict.Held);
            yield break;
        }

        var names = routine.Arguments.Where(Arguments.Names).ToList();
        HashSet<string> seen = [];
        IEnumerable<(List<ArgumentFacts> Foreign, bool IsShort)> variants =
        [
            (names.Count > 0 ? names : [.. routine.Arguments], false),
            ([], true),
            .. names.Count > 1 ? names.Select(name => (new List<ArgumentFacts> { name }, false)) : [],
        ];
        foreach (var (foreign, isShort) in variants)
        {
            var sql = Call(routine, foreign, attacker, isShort);
            if (seen.Add(sql))
            {
                yield return new(
                    routine.Title, "call", "call", attacker,
                    routine.Kind == "p" ? AttemptKind.Write : AttemptKind.Read, sql,
                    answer => Judge(routine, attacker, sql, answer))
                {
                    AsksEffects = true,
                };
            }
        }
    }

    Verdict Judge(RoutineFacts routine, Attacker attacker, string sql, Answer answer)
    {
        // A page that the whole world may ask for by its address shows and takes what is meant for the whole world.
        var isPublic = routine.Callers.Contains("anon") && routine.Arguments.Any(argument =>
            argument.Name.Contains("slug", StringComparison.Ordinal)
            || argument.Name.Contains("token", StringComparison.Ordinal));
        if (isPublic)
        {
            return answer.State is null ? Verdict.Worked : Verdict.Held;
        }

        return ReadAttacks.Judge(world, attacker, answer.Output, sql, routine.Schema != "public")
            ?? (answer.After.Length > 0 ? Verdict.Leak($"afterwards: {answer.After}")
                : answer.State is null ? Verdict.Worked : Verdict.Held);
    }

    string Call(RoutineFacts routine, List<ArgumentFacts> foreign, Attacker attacker, bool isShort)
    {
        var given = routine.Arguments.Where(argument => !isShort || !argument.HasDefault);
        var list = string.Join(", ", given.Select(argument =>
            (argument.Name.Length > 0 && routine.Kind == "f" ? $"{Sql.Name(argument.Name)} => " : "")
            + arguments.Of(routine, argument, foreign.Contains(argument), attacker)));
        return routine.Kind == "p" ? $"call {routine.Sql}({list})"
            : $"select called::text as line from {routine.Sql}({list}) as called";
    }
}
