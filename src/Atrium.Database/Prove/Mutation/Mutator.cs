using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Beyond;
using Atrium.Database.Prove.Facts;
using Npgsql;

namespace Atrium.Database.Prove.Mutation;

/// <summary>
/// Weakens the database, one fault at a time, and looks whether the attacks on what it touches notice. A proof that
/// notices nothing when something is wrong shows nothing when all is well.
/// </summary>
/// <param name="session">With the world in its open transaction.</param>
/// <param name="battle">What the attacks are made of.</param>
/// <param name="runner">Makes them.</param>
/// <param name="before">Every attempt on the database as it is, with what came of it.</param>
/// <param name="options">Which objects, and whom to tell.</param>
sealed class Mutator(
    SqlSession session, Battle battle, Runner runner, IReadOnlyList<(Attempt Attempt, Outcome Outcome)> before,
    ProveOptions options)
{
    const int Told = 200;
    const int ObjectsAtOnce = 8;

    // Most faults show at once to one of these; the others are asked only about what these did not notice.
    static readonly string[][] Waves = [["owner", "member", "operator"], ["customer", "stranger", "anon", "pm"]];

    readonly ILookup<string, (Attempt Attempt, Outcome Outcome)> _before =
        before.ToLookup(each => each.Attempt.Object);

    /// <summary>Makes every fault and takes it back.</summary>
    public async Task<MutationReport> RunAsync(CancellationToken cancellationToken)
    {
        var mutants = (await session.RowsAsync(
            MutantsSql.All,
            row => new Mutant(
                row.GetString(0), row.GetString(1), (string[])row.GetValue(2), (string[])row.GetValue(3),
                (string[])row.GetValue(4), row.GetString(5), row.GetString(6), row.GetBoolean(7)),
            cancellationToken)).Where(mutant => options.IsAbout(mutant.Subject)).ToList();
        List<Survivor> survivors = [];
        foreach (var (index, mutant) in mutants.Where(mutant => !mutant.IsStatic).Index())
        {
            if (index % Told == 0)
            {
                options.Progress?.Invoke($"{index} of {mutants.Count} faults");
            }

            if (await SurvivesAsync(mutant, cancellationToken) is { } survivor)
            {
                survivors.Add(survivor);
            }
        }

        foreach (var group in mutants.Where(mutant => mutant.IsStatic).GroupBy(mutant => mutant.Fault))
        {
            survivors.AddRange(await UnseenAsync([.. group], cancellationToken));
        }

        return new(mutants.Count, mutants.Count - survivors.Count, survivors);
    }

    async Task<Survivor?> SurvivesAsync(Mutant mutant, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("savepoint mutant", cancellationToken);
        try
        {
            foreach (var statement in mutant.Sql)
            {
                await session.ExecuteAsync(statement, cancellationToken);
            }

            List<(Attempt Attempt, Answer Answer)> answers = [];
            foreach (var wave in WavesOf(mutant))
            {
                var answered = await runner.RunAsync([.. wave.Select(each => each.Attempt)], null, cancellationToken);
                if (wave.Zip(answered).Any(each => IsWorse(each.First, each.Second)))
                {
                    return null;
                }

                answers.AddRange(wave.Select(each => each.Attempt).Zip(answered));
            }

            var reason = mutant.Excuse.Length > 0 ? mutant.Excuse
                : mutant.Operations is [] ? Guard(answers) : Guard(mutant, answers);
            reason = reason.Length > 0 ? reason : await UninfluencedAsync(mutant, cancellationToken);
            return reason is null ? null : new(mutant.Subject, mutant.Fault, reason);
        }
        catch (PostgresException problem)
        {
            return new(mutant.Subject, mutant.Fault, $"it can't be made here: {problem.MessageText}");
        }
        finally
        {
            await session.ExecuteAsync("rollback to savepoint mutant", CancellationToken.None);
        }
    }

    IEnumerable<List<(Attempt Attempt, Outcome Outcome)>> WavesOf(Mutant mutant)
    {
        foreach (var aims in mutant.Aims.Chunk(ObjectsAtOnce))
        {
            var all = aims.SelectMany(aim => _before[aim]).Where(each => mutant.Operations.Count == 0
                || mutant.Operations.Contains(each.Attempt.Operation)).ToList();
            foreach (var wave in Waves)
            {
                yield return [.. all.Where(each => wave.Contains(each.Attempt.Attacker.Key))];
            }

            yield return [.. all.Where(each => !Waves.Any(wave => wave.Contains(each.Attempt.Attacker.Key)))];
        }
    }

    bool IsWorse((Attempt Attempt, Outcome Outcome) before, Answer answer) =>
        new Tally(battle).Judge(before.Attempt, answer).Outcome switch
        {
            Outcome.Leak => before.Outcome != Outcome.Leak,
            Outcome.RefusedNeeded => before.Outcome == Outcome.Worked,
            // Who reached something and reaches nothing is refused, whether the matrix speaks of it or not.
            Outcome.Held => before.Outcome == Outcome.Worked
                && before.Attempt.Operation is "select" or "update" or "delete",
            _ => false,
        };

    // Rows that were let in but for what they point to, and still are refused: something else guards the same.
    string Guard(Mutant mutant, List<(Attempt Attempt, Answer Answer)> answers)
    {
        var table = battle.Facts.Tables.FirstOrDefault(each => each.Title == mutant.Subject)?.Oid ?? 0;
        var tried = answers.Where(each => mutant.Operations.Contains(each.Attempt.Operation)
            && (mutant.Column.Length == 0 || each.Attempt.Points.Contains(mutant.Column))
            && (each.Attempt.Attack == "move" || (each.Attempt.Attack == "smuggle"
                && (each.Answer.State == "ATNOF" || battle.Turns.ContainsKey((table, each.Attempt.Attacker.Key))))))
            .ToList();
        var refused = tried.Where(each => each.Answer.State is not null).ToList();
        return refused.Count == 0 || tried.Any(each => each.Answer is { State: null, After: not "0" }) ? ""
            : "another guard refuses the same rows: "
                + refused.MaxBy(each => each.Attempt.Attacker.IsOperator).Answer.Words;
    }

    // Foreign ids that a function refuses all the same, whoever passes them and whatever state they are in.
    static string Guard(List<(Attempt Attempt, Answer Answer)> answers)
    {
        var tried = answers.Where(each => each.Attempt is { Attack: "call", Points.Count: > 0 }).ToList();
        var refused = tried.Where(each => each.Answer.State is "ATNOF").ToList();
        return refused.Count == 0 || tried.Any(each => each.Answer.State is not ("ATNOF" or "ATNOM" or "42501")) ? ""
            : $"another guard refuses the same ids: {refused[0].Answer.Words}";
    }

    // Sums and counts carry no mark: they are asked twice, and in between others' rows go. Null where that shows.
    async Task<string?> UninfluencedAsync(Mutant mutant, CancellationToken cancellationToken)
    {
        var influence = new Influence(session, battle);
        var others = influence.Veils().First();
        var asked = others.Askers.SelectMany(battle.Questions).Where(each => each.Object == mutant.Subject).ToList();
        var answers = await runner.RunAsync(asked, null, cancellationToken);
        if (answers.All(answer => answer.State is not null))
        {
            return "";
        }

        var tally = new Tally(battle);
        await influence.CompareAsync(
            others, tally, asked, places => runner.RunAsync([.. places.Select(place => asked[place])], null,
                cancellationToken),
            cancellationToken);
        var changes = battle.Facts.Routines.Any(each => each.Title == mutant.Subject && each.Volatility == "v");
        return tally.Leaks.Any() ? null
            : changes ? ""
            : "something else keeps others' rows away: nothing that it answers changes with what they have";
    }

    // What the catalogue alone shows of a function it shows of all of them at once.
    async Task<IEnumerable<Survivor>> UnseenAsync(IReadOnlyList<Mutant> mutants, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("savepoint mutant", cancellationToken);
        foreach (var statement in mutants.SelectMany(mutant => mutant.Sql))
        {
            await session.ExecuteAsync(statement, cancellationToken);
        }

        var tally = new Tally(battle with { Facts = await CatalogueFacts.ReadAsync(session, cancellationToken) });
        await session.ExecuteAsync("rollback to savepoint mutant", cancellationToken);
        tally.Classify(_ => true);
        var seen = tally.Leaks.Select(leak => leak.Subject).ToHashSet();
        return mutants.Where(mutant => !seen.Contains(mutant.Subject))
            .Select(mutant => new Survivor(mutant.Subject, mutant.Fault, mutant.Excuse));
    }
}
