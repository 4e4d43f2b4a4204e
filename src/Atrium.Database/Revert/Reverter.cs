using System.Diagnostics;
using System.Text.Json;
using Atrium.Database.Deploy;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Npgsql;

namespace Atrium.Database.Revert;

/// <summary>
/// Takes changes back, newest first, one transaction each. A revert is tried first within a savepoint: what it would
/// take
/// away is looked at, and only then does it run for good.
/// </summary>
sealed class Reverter(SqlSession session, EngineOptions options, RevertRequest request)
{
    readonly List<string> _dumped = [];

    /// <summary>Reverts as far as was asked.</summary>
    public async Task<RevertReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        var deployed = await Ledger.ReadAsync(session, cancellationToken);
        var going = Going(deployed);
        foreach (var name in going)
        {
            await RevertAsync(options.Plan[name], cancellationToken);
            options.Progress?.Invoke($"reverted {name}");
        }

        return new(going, _dumped, began.Elapsed);
    }

    string[] Going(IReadOnlyList<LedgerEntry> deployed)
    {
        var names = deployed.Select(entry => entry.Name).Reverse();
        if (request.To is { } to && !deployed.Any(entry => entry.Name == to))
        {
            throw new DatabaseProblemException($"{to} is not deployed.", "See atrium db status.");
        }

        return request.All ? [.. names]
            : request.To is null ? [.. names.Take(1)]
            : [.. names.TakeWhile(name => name != request.To)];
    }

    async Task RevertAsync(Change change, CancellationToken cancellationToken)
    {
        try
        {
            await Deployer.Begin(session, options).RunAsync(cancellationToken);
            var losses = await RowLoss.FindAsync(
                session, await VanishingAsync(change, cancellationToken), await DigestsAsync(change, cancellationToken),
                cancellationToken);
            await RequireLeaveAsync(change, losses, cancellationToken);
            foreach (var loss in losses)
            {
                _dumped.Add(await RowLoss.SaveAsync(session, loss, request.DumpFolder, cancellationToken));
            }

            await Ledger.ForgetAsync(session, change.Name, cancellationToken);
            await Deployer.RunRevert(new(session), change.Revert).Then("commit").RunAsync(cancellationToken);
        }
        catch (PostgresException problem)
        {
            await Deployer.RollBackAsync(session);
            throw new DatabaseProblemException(
                $"{change.Name} was not reverted: {problem.MessageText}", problem.Hint ?? "", problem);
        }
        catch (DatabaseProblemException problem)
        {
            await Deployer.RollBackAsync(session);
            throw problem.Place?.SqlState == PostgresErrorCodes.DependentObjectsStillExist
                ? Depended(change, problem)
                : problem;
        }
    }

    /// <summary>Tries the script, looks at what is gone, and takes it back.</summary>
    async Task<IReadOnlyList<Vanishing>> VanishingAsync(Change change, CancellationToken cancellationToken)
    {
        var before = await TableShapes.ReadAsync(session, cancellationToken);
        await Deployer.RunRevert(new ScriptBatch(session).Then("savepoint trial"), change.Revert)
            .RunAsync(cancellationToken);
        var after = await TableShapes.ReadAsync(session, cancellationToken);
        await session.ExecuteAsync("rollback to savepoint trial", cancellationToken);
        return before.VanishedIn(after);
    }

    async Task<IReadOnlyDictionary<string, string>> DigestsAsync(Change change, CancellationToken cancellationToken)
    {
        var rows = await session.ScalarAsync<string>(
            "select rows::text from atrium.changes where name = $1", cancellationToken, change.Name);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(rows ?? "{}") ?? [];
    }

    async Task RequireLeaveAsync(Change change, IReadOnlyList<Vanishing> losses, CancellationToken cancellationToken)
    {
        if (losses.Count == 0 || request.DiscardRows)
        {
            return;
        }

        List<string> described = [];
        foreach (var loss in losses)
        {
            described.Add(await RowLoss.DescribeAsync(session, loss, cancellationToken));
        }

        throw new DatabaseProblemException(
            $"Reverting {change.Name} would lose rows of {string.Join(", ", described)}; nothing of it was done.",
            "Repeat it with --discard-rows: the rows are written to files first.");
    }

    static DatabaseProblemException Depended(Change change, DatabaseProblemException problem)
    {
        var server = problem.InnerException as PostgresException;
        return new(
            $"{change.Name} was not reverted: other objects depend on what would go.\n"
                + (server?.Detail ?? problem.Message),
            "Drop or change these first; a revert never takes along what the plan did not make.", problem)
        {
            Place = problem.Place,
        };
    }
}
