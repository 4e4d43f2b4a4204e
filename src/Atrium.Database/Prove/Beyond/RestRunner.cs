using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.Beyond;

/// <summary>Sends what is tried through <c>/rest/v1</c>, one request after the other.</summary>
/// <param name="send">Answers a request over the prover's own connection, and takes back what it did.</param>
/// <param name="session">With the world in its open transaction.</param>
/// <param name="battle">What the attacks are made of.</param>
sealed class RestRunner(
    Func<RestAsk, CancellationToken, Task<RestReply>> send, SqlSession session, Battle battle)
{
    const int ArgumentsAtOnce = 200;

    static readonly string[] Callers = ["owner", "member", "customer"];

    readonly RestAttacks _attacks = new(battle);

    /// <summary>How many requests were sent.</summary>
    public int Attempts { get; private set; }

    /// <summary>Tries everything.</summary>
    public async Task AttackAsync(
        Tally tally, Func<Attempt, bool> isWanted, CancellationToken cancellationToken)
    {
        var attempts = battle.Attackers.SelectMany(_attacks.Of)
            .Concat(await CallsAsync(isWanted, cancellationToken)).Where(each => isWanted(each.Attempt)).ToList();
        tally.Add([.. attempts.Select(each => each.Attempt)], await SendAsync(attempts, cancellationToken));
    }

    /// <summary>The questions of those that something is hidden from.</summary>
    public List<RestAttempt> Questions(Veil veil, Func<Attempt, bool> isWanted) =>
    [
        .. veil.Askers.SelectMany(attacker => _attacks.Questions(attacker, veil.Amounts))
            .Where(each => isWanted(each.Attempt)),
    ];

    /// <summary>Sends requests; answers come in their order.</summary>
    public async Task<IReadOnlyList<Answer>> SendAsync(
        IReadOnlyList<RestAttempt> attempts, CancellationToken cancellationToken)
    {
        List<Answer> answers = [];
        foreach (var attempt in attempts)
        {
            var reply = await send(attempt.Ask, cancellationToken);
            var isFine = reply.Status < 400;
            answers.Add(new(
                isFine ? null : $"HTTP {reply.Status}", isFine ? "" : reply.Body, 0,
                $"{reply.Status} {reply.Headers} {reply.Body}", ""));
        }

        Attempts += attempts.Count;
        return answers;
    }

    // The database itself turns thought-out arguments into JSON.
    async Task<IEnumerable<RestAttempt>> CallsAsync(
        Func<Attempt, bool> isWanted, CancellationToken cancellationToken)
    {
        var calls = battle.Calls;
        var wanted = battle.Attackers.Where(attacker => Callers.Contains(attacker.Key))
            .SelectMany(attacker => battle.Facts.Routines
                .Where(routine => routine is { IsCallable: true, Schema: "public" }
                    && routine.Callers.Contains(attacker.DatabaseRole) && routine.Arguments.Any(Arguments.IsId)
                    && !CallAttacks.IsPublic(routine)
                    && isWanted(_attacks.Call(routine, attacker, "", null).Attempt))
                .SelectMany(routine => new[] { Whose.Foreign, Whose.Nobody }
                    .Select(whose => (routine, attacker, whose))))
            .ToList();
        List<RestAttempt> attempts = [];
        foreach (var batch in wanted.Chunk(ArgumentsAtOnce))
        {
            var made = await session.RowsAsync(
                string.Join(" union all ", batch.Select((call, n) =>
                    $"select {n}, {calls.Json(call.routine, call.attacker, call.whose)}::text")) + " order by 1",
                row => row.GetString(1), cancellationToken);
            attempts.AddRange(batch.Zip(made).Chunk(2).SelectMany(pair =>
                Pair(pair[0].First.routine, pair[0].First.attacker, pair[0].Second, pair[1].Second)));
        }

        return attempts;
    }

    // A foreign id, then one that nobody has.
    IEnumerable<RestAttempt> Pair(RoutineFacts routine, Attacker attacker, string theirs, string nobodys)
    {
        Answer? foreign = null;
        yield return _attacks.Call(routine, attacker, theirs, answer =>
            ReadAttacks.Judge(battle.World, attacker, (foreign = answer).Output, theirs)
                ?? (answer.State is null ? Verdict.Worked : Verdict.Held));
        yield return _attacks.Call(routine, attacker, nobodys, answer =>
            foreign is null || PointerAttacks.IsSame(foreign, answer) ? Verdict.Held
                : Verdict.Leak($"tells a foreign id ({foreign.Words}) from one that nobody has ({answer.Words})"));
    }
}
