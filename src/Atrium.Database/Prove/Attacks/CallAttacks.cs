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
    // Who is let into a function tells what it says to whom; one of each kind is enough.
    static readonly string[] Askers = ["owner", "member", "customer", "stranger"];

    /// <summary>Everything that this attacker tries with a function.</summary>
    public IEnumerable<Attempt> Of(RoutineFacts routine, Attacker attacker)
    {
        if (!routine.Callers.Contains(attacker.DatabaseRole))
        {
            yield return new(
                routine.Title, "call", "call", attacker, AttemptKind.Write, Call(routine, [], attacker, Whose.Own),
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
            var sql = Call(routine, foreign, attacker, Whose.Foreign, isShort);
            if (!seen.Add(sql))
            {
                continue;
            }

            Answer? answered = null;
            var kind = routine.Kind == "p" ? AttemptKind.Write : AttemptKind.Read;
            yield return new(
                routine.Title, "call", "call", attacker, kind, sql,
                answer => Judge(routine, attacker, sql, answered = answer))
            {
                AsksEffects = true,
                Points = [.. foreign.Select(argument => argument.Name)],
            };
            // No request can name what lies elsewhere: it answers policies and other functions.
            if (routine.Schema == "public" && foreign.Count > 0 && foreign.All(Arguments.IsId)
                && Askers.Contains(attacker.Key) && !IsPublic(routine))
            {
                yield return new(
                    routine.Title, "oracle", "call", attacker, kind,
                    Call(routine, foreign, attacker, Whose.Nobody),
                    answer => answered is null || PointerAttacks.IsSame(answered, answer) ? Verdict.Held : Verdict.Leak(
                        $"tells a foreign id ({answered.Words}) from one that nobody has ({answer.Words})"));
            }
        }

        foreach (var attempt in Further(routine, names, attacker))
        {
            yield return attempt;
        }
    }

    // With what is another client's, by those who see one client; and with every row of another agency, whatever state
    // it is in, by those who may most.
    IEnumerable<Attempt> Further(RoutineFacts routine, List<ArgumentFacts> names, Attacker attacker)
    {
        if (routine.Schema != "public" || routine.Kind != "f" || IsPublic(routine))
        {
            yield break;
        }

        if (attacker.Person is { Client: > 0 })
        {
            yield return Called(Call(
                routine, names.Count > 0 ? names : [.. routine.Arguments], attacker, Whose.Elsewhere));
        }

        var rows = routine.IsDefiner && attacker.Key is ("owner" or "shared") ? arguments.Foreign(routine, names) : 0;
        for (var nth = 1; nth < rows; nth++)
        {
            yield return Called(Call(routine, names, attacker, Whose.Foreign, isShort: true, nth)) with
            {
                Points = [.. names.Select(argument => argument.Name)],
            };
        }

        Attempt Called(string sql) => new(
            routine.Title, "call", "call", attacker, AttemptKind.Read, sql,
            answer => Judge(routine, attacker, sql, answer))
        {
            AsksEffects = true,
        };
    }

    /// <summary>A plain call with what is the attacker's own.</summary>
    public Attempt Own(RoutineFacts routine, Attacker attacker) => new(
        routine.Title, "call", "call", attacker, AttemptKind.Read,
        Call(routine, [], attacker, Whose.Own, isShort: true),
        answer => answer.State is null ? Verdict.Worked : Verdict.Held);

    /// <summary>An SQL expression of the arguments as JSON, every id of them foreign or nobody's.</summary>
    public string Json(RoutineFacts routine, Attacker attacker, Whose whose)
    {
        var members = routine.Arguments.Select(argument => $"{Sql.Literal(argument.Name)}, "
            + arguments.Of(routine, argument, Arguments.IsId(argument) ? whose : Whose.Own, attacker));
        return $"jsonb_build_object({string.Join(", ", members)})";
    }

    /// <summary>
    /// Whether it is a page that the whole world may ask for by its address: that shows and takes what is meant for the
    /// whole world.
    /// </summary>
    public static bool IsPublic(RoutineFacts routine) => routine.Callers.Contains("anon")
        && routine.Arguments.Any(argument => argument.Name.Contains("slug", StringComparison.Ordinal)
            || argument.Name.Contains("token", StringComparison.Ordinal));

    Verdict Judge(RoutineFacts routine, Attacker attacker, string sql, Answer answer)
    {
        if (IsPublic(routine))
        {
            return answer.State is null ? Verdict.Worked : Verdict.Held;
        }

        return ReadAttacks.Judge(world, attacker, answer.Output, sql, routine.Schema != "public")
            ?? (answer.After.Length > 0 ? Verdict.Leak($"afterwards: {answer.After}")
                : answer.State is null ? Verdict.Worked : Verdict.Held);
    }

    string Call(
        RoutineFacts routine, List<ArgumentFacts> others, Attacker attacker, Whose whose, bool isShort = false,
        int nth = 0)
    {
        var given = routine.Arguments.Where(argument => !isShort || !argument.HasDefault);
        var list = string.Join(", ", given.Select(argument =>
            (argument.Name.Length > 0 && routine.Kind == "f" ? $"{Sql.Name(argument.Name)} => " : "")
            + arguments.Of(routine, argument, others.Contains(argument) ? whose : Whose.Own, attacker, nth)));
        return routine.Kind == "p" ? $"call {routine.Sql}({list})"
            : $"select called::text as line from {routine.Sql}({list}) as called";
    }
}
