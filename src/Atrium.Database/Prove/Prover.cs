using System.Diagnostics;
using Atrium.Database.Catalogue;
using Atrium.Database.Prove.Beyond;
using Atrium.Database.Prove.Mutation;
using Atrium.Database.Prove.Page;

namespace Atrium.Database.Prove;

/// <summary>
/// Shows that a database keeps its agencies, clients and roles apart: attacks whatever its catalogue holds now, as
/// everybody, within transactions that are rolled back whatever happens.
/// </summary>
/// <param name="options">Which database, and with what.</param>
public sealed class Prover(ProveOptions options)
{
    /// <summary>Attacks it.</summary>
    /// <exception cref="DatabaseProblemException">It can't be reached, or isn't a database of Atrium.</exception>
    public async Task<ProveReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lanes = Lane.For(options).Select(lane => Task.Run(() => RunAsync(lane, giveUp.Token), giveUp.Token))
            .ToList();
        List<ProveReport> parts = [];
        try
        {
            await foreach (var lane in Task.WhenEach(lanes))
            {
                parts.Add(await lane);
            }
        }
        catch
        {
            // What ends one ends all: half a proof is none.
            await giveUp.CancelAsync();
            await Task.WhenAll(lanes.AsEnumerable<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return ProveReport.Of(parts) with { Took = began.Elapsed };
    }

    async Task<ProveReport> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(options.ConnectionString, cancellationToken);
        await session.ExecuteAsync("begin", cancellationToken);
        ProveReport report;
        try
        {
            report = await ProveAsync(session, lane, cancellationToken);
        }
        finally
        {
            await session.ExecuteAsync("rollback", CancellationToken.None);
        }

        var kept = lane.IsFirst && (options.Attacks.Count == 0 || options.Attacks.Contains("settings"))
            ? await Leftovers.FindAsync(session, cancellationToken) : [];
        return report with { Leaks = [.. report.Leaks, .. kept] };
    }

    async Task<ProveReport> ProveAsync(SqlSession session, Lane lane, CancellationToken cancellationToken)
    {
        var fingerprint = lane.IsFirst
            ? ProofSeal.DigestOf((await CatalogueReader.ReadAsync(session, cancellationToken)).Dump()) : "";
        var told = options with { Progress = lane.IsFirst ? options.Progress : null };
        var arena = await Arena.EnterAsync(session, told, lane, cancellationToken);
        var tally = await arena.AttackAsync(cancellationToken);
        if (lane.IsFirst)
        {
            tally.Classify(options.IsAbout);
        }

        var attempts = arena.Attempts;
        var mutation = options.Mutate
            ? await new Mutator(session, arena.Battle, arena.Runner, tally.Judged, options).RunAsync(cancellationToken)
            : null;
        return tally.Report(arena.Objects, attempts, fingerprint) with { Mutation = mutation };
    }
}
