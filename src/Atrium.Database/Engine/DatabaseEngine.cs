using System.Diagnostics;
using Atrium.Database.Catalogue;
using Atrium.Database.Cluster;
using Atrium.Database.Deploy;
using Atrium.Database.Drift;
using Atrium.Database.Revert;

namespace Atrium.Database.Engine;

/// <summary>
/// Gives a database its life: deploys the plan, checks what is there, takes changes back. Each verb opens a connection of
/// its own and is safe to run beside another engine: one works, the other waits.
/// </summary>
/// <param name="options">Which database and which plan.</param>
public sealed class DatabaseEngine(EngineOptions options)
{
    /// <summary>Deploys what is pending, up to a change or the plan's end. Stops at the first failure.</summary>
    /// <param name="to">Last change to deploy, or null for all.</param>
    /// <param name="cancellationToken">Gives up; finished changes stay.</param>
    /// <exception cref="DatabaseProblemException">
    /// A change failed (its <c>Place</c> says where), was edited after it shipped, or the server isn't fit.
    /// </exception>
    public async Task<DeployReport> DeployAsync(string? to, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        await EngineLock.TakeAsync(session, options, cancellationToken);
        var began = Stopwatch.StartNew();
        var deployer = new Deployer(session, options);
        var pending = await deployer.PendingAsync(to, cancellationToken);
        IReadOnlyList<string>? found = null;
        if (pending.Count > 0 && (await Ledger.ReadAsync(session, cancellationToken)).Count == 0)
        {
            found = FoundBefore.Lines(await CatalogueReader.ReadAsync(session, cancellationToken));
            await Ledger.EnsureAsync(session, cancellationToken);
        }

        foreach (var change in pending)
        {
            await deployer.DeployAsync(change, found, cancellationToken);
            options.Progress?.Invoke($"deployed {change.Name}");
            found = null;
        }

        return new([.. pending.Select(change => change.Name)], began.Elapsed);
    }

    /// <summary>What <see cref="DeployAsync"/> would deploy; changes nothing.</summary>
    public async Task<DeployReport> PlanAsync(string? to, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        var began = Stopwatch.StartNew();
        var pending = await new Deployer(session, options).PendingAsync(to, cancellationToken);
        return new([.. pending.Select(change => change.Name)], began.Elapsed);
    }

    /// <summary>Runs the checks of every deployed change and the catalogue's rules; keeps nothing.</summary>
    public async Task<VerifyReport> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        return await new Verifier(session, options).RunAsync(cancellationToken);
    }

    /// <summary>How the database stands to each change of the plan, in order; unknown ones come last.</summary>
    public async Task<IReadOnlyList<ChangeStatus>> StatusAsync(CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        var deployed = (await Ledger.ReadAsync(session, cancellationToken)).ToDictionary(entry => entry.Name);
        var known = options.Plan.Changes.Select(change => deployed.Remove(change.Name, out var entry)
            ? new ChangeStatus(
                change.Name, entry.Checksum == change.Checksum ? "deployed" : "edited", entry.DeployedAt)
            : new ChangeStatus(change.Name, "pending", null)).ToArray();
        return
        [
            .. known,
            .. deployed.Values.OrderBy(entry => entry.Position)
                .Select(entry => new ChangeStatus(entry.Name, "unknown", entry.DeployedAt)),
        ];
    }

    /// <summary>Takes changes back, newest first, and restores the catalogue exactly.</summary>
    /// <exception cref="DatabaseProblemException">Rows would be lost, or other objects depend on what would go.</exception>
    public async Task<RevertReport> RevertAsync(RevertRequest request, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        await EngineLock.TakeAsync(session, options, cancellationToken);
        return await new Reverter(session, options, request).RunAsync(cancellationToken);
    }

    /// <summary>In what the live catalogue differs from what the deployed changes yield; empty when in nothing.</summary>
    public async Task<IReadOnlyList<Difference>> DriftAsync(CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        var deployed = (await Ledger.ReadAsync(session, cancellationToken)).Select(entry => entry.Name).ToHashSet();
        if (deployed.Count == 0)
        {
            throw new DatabaseProblemException("Nothing is deployed here yet.", "Run atrium db deploy first.");
        }

        var plan = options.Plan with
        {
            Changes = [.. options.Plan.Changes.Where(change => deployed.Contains(change.Name))],
        };
        var found = await session.ScalarAsync<string[]>(
            "select found from atrium.changes where found is not null order by position limit 1", cancellationToken);
        var expected = await ExpectedCatalogue.ReadAsync(session, options with { Plan = plan }, cancellationToken);
        var live = await CatalogueReader.ReadAsync(session, cancellationToken);
        return CatalogueComparison.Compare(expected, live, FoundBefore.Parse(found ?? []));
    }

    async Task<SqlSession> OpenAsync(CancellationToken cancellationToken)
    {
        var session = await SqlSession.OpenAsync(options.ConnectionString, cancellationToken);
        var version = PostgresVersion.FromNumber(await session.ScalarAsync<int>(
            "select current_setting('server_version_num')::int", cancellationToken));
        version.RequireSupported();
        if (version.Weakness() is { } weakness)
        {
            options.Progress?.Invoke($"warning: {weakness}");
        }

        return session;
    }
}
