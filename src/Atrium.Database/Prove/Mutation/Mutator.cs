using Atrium.Database.Prove.Attacks;
using Atrium.Database.Prove.Facts;
using Npgsql;

namespace Atrium.Database.Prove.Mutation;

/// <summary>
/// Weakens the database, one fault at a time, and looks whether the attacks on that object notice. A proof that
/// notices nothing when something is wrong shows nothing when all is well.
/// </summary>
/// <param name="session">With the world in its open transaction.</param>
/// <param name="battle">What the attacks are made of.</param>
/// <param name="runner">Makes them.</param>
/// <param name="options">Which objects, and whom to tell.</param>
sealed class Mutator(SqlSession session, Battle battle, Runner runner, ProveOptions options)
{
    const int Told = 200;

    readonly Dictionary<string, List<Attempt>> _attempts = battle.Attempts().GroupBy(attempt => attempt.Object)
        .ToDictionary(group => group.Key, group => group.ToList());

    readonly Dictionary<string, (int Leaks, IReadOnlySet<(string, string, string)> Unmet)> _before = [];

    /// <summary>Makes every fault and takes it back.</summary>
    public async Task<MutationReport> RunAsync(CancellationToken cancellationToken)
    {
        var mutants = (await session.RowsAsync(
            MutantsSql.All,
            row => new Mutant(
                row.GetString(0), row.GetString(1), row.GetString(2), (string[])row.GetValue(3), row.GetString(4),
                row.GetBoolean(5)),
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
        var attempts = _attempts.GetValueOrDefault(mutant.Subject, []).Where(attempt =>
            mutant.Operations.Count == 0 || mutant.Operations.Contains(attempt.Operation)).ToList();
        var asked = $"{mutant.Subject} {string.Join(',', mutant.Operations)}";
        if (!_before.TryGetValue(asked, out var before))
        {
            before = _before[asked] = await TryAsync(attempts, cancellationToken);
        }

        await session.ExecuteAsync("savepoint mutant", cancellationToken);
        try
        {
            foreach (var statement in mutant.Sql.Split("; "))
            {
                await session.ExecuteAsync(statement, cancellationToken);
            }

            var after = await TryAsync(attempts, cancellationToken);
            return after.Leaks > before.Leaks || !after.Unmet.IsSubsetOf(before.Unmet) ? null
                : new(mutant.Subject, mutant.Fault, mutant.Excuse);
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

    async Task<(int Leaks, IReadOnlySet<(string, string, string)> Unmet)> TryAsync(
        List<Attempt> attempts, CancellationToken cancellationToken)
    {
        var tally = new Tally(battle);
        tally.Add(attempts, await runner.RunAsync(attempts, null, cancellationToken));
        return (tally.Leaks.Count, tally.Unmet());
    }

    // What the catalogue alone shows of a function it shows of all of them at once.
    async Task<IEnumerable<Survivor>> UnseenAsync(IReadOnlyList<Mutant> mutants, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("savepoint mutant", cancellationToken);
        foreach (var mutant in mutants)
        {
            await session.ExecuteAsync(mutant.Sql, cancellationToken);
        }

        var tally = new Tally(battle with { Facts = await CatalogueFacts.ReadAsync(session, cancellationToken) });
        await session.ExecuteAsync("rollback to savepoint mutant", cancellationToken);
        tally.Classify(_ => true);
        var seen = tally.Leaks.Select(leak => leak.Subject).ToHashSet();
        return mutants.Where(mutant => !seen.Contains(mutant.Subject))
            .Select(mutant => new Survivor(mutant.Subject, mutant.Fault, mutant.Excuse));
    }
}
