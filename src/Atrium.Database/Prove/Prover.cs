using System.Diagnostics;
using Atrium.Database.Catalogue;
using Atrium.Database.Prove.Beyond;
using Atrium.Database.Prove.Mutation;
using Atrium.Database.Prove.Page;

namespace Atrium.Database.Prove;

/// <summary>
/// Shows that a database keeps its agencies, clients and roles apart: attacks whatever its catalogue holds now, as
/// everybody, within one transaction that is rolled back whatever happens.
/// </summary>
/// <param name="options">Which database, and with what.</param>
public sealed class Prover(ProveOptions options)
{
    /// <summary>Attacks it.</summary>
    /// <exception cref="DatabaseProblemException">It can't be reached, or isn't a database of Atrium.</exception>
    public async Task<ProveReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        await using var session = await SqlSession.OpenAsync(options.ConnectionString, cancellationToken);
        await session.ExecuteAsync("begin", cancellationToken);
        ProveReport report;
        try
        {
            report = await ProveAsync(session, cancellationToken);
        }
        finally
        {
            await session.ExecuteAsync("rollback", CancellationToken.None);
        }

        var kept = options.Attacks.Count == 0 || options.Attacks.Contains("settings")
            ? await Leftovers.FindAsync(session, cancellationToken) : [];
        return report with { Leaks = [.. report.Leaks, .. kept], Took = began.Elapsed };
    }

    async Task<ProveReport> ProveAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var catalogue = (await CatalogueReader.ReadAsync(session, cancellationToken)).Dump();
        var arena = await Arena.EnterAsync(session, options, cancellationToken);
        var tally = await arena.AttackAsync(cancellationToken);
        var attempts = arena.Attempts;
        var mutation = options.Mutate
            ? await new Mutator(session, arena.Battle, arena.Runner, tally.Judged, options).RunAsync(cancellationToken)
            : null;
        return tally.Report(arena.Objects, attempts, ProofSeal.DigestOf(catalogue)) with { Mutation = mutation };
    }
}
