using System.Collections.Concurrent;
using Atrium.Database.Engine;
using Atrium.Database.Plans;
using Atrium.Database.Tests.Engine;

namespace Atrium.Database.Tests.Shipped;

/// <summary>
/// The shipped plan, deployed onto an empty database three changes at a time, with the catalogue as it was before each
/// three: made once a run, for the walks that go down again.
/// </summary>
sealed class PlanWalk(EmptyDatabase database, Plan plan)
{
    // pg_dump takes longer than all the rest: it is asked about every fifteenth prefix, the empty one among them.
    const int WitnessEvery = 15;

    // To read a catalogue takes longer than a change. What one leaves behind shows, unless its neighbour takes it away.
    const int ReadEvery = 3;

    static readonly Lazy<Task<PlanWalk>> Shared = new(UpAsync);
    static readonly ConcurrentDictionary<string, string> Lines = [];

    readonly Dictionary<int, IReadOnlyList<string>> _before = [];
    readonly Dictionary<int, string> _witnessed = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The walk up; the first caller makes it.</summary>
    public static Task<PlanWalk> Up => Shared.Value;

    /// <summary>Where the whole plan stands, without rows.</summary>
    public EmptyDatabase Database => database;

    /// <summary>The shipped plan.</summary>
    public Plan Plan => plan;

    /// <summary>The catalogue as lines, each kept once however many catalogues have it.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(EmptyDatabase database) =>
        [.. (await database.DumpAsync()).Split('\n').Select(line => Lines.GetOrAdd(line, line))];

    /// <summary>
    /// Reverts everything, newest first, stop by stop; at each the catalogue must be what it was on the way up. With a
    /// witness, the stops are those where pg_dump was asked, and it is asked again.
    /// </summary>
    public async Task DownAsync(EmptyDatabase from, bool discardRows, bool witness)
    {
        var engine = from.Engine(plan, checks: false);
        List<string> wrong = [];
        foreach (var stop in Stops(witness ? WitnessEvery : ReadEvery).Reverse())
        {
            await engine.RevertAsync(
                new()
                {
                    To = stop == 0 ? null : plan.Changes[stop - 1].Name,
                    All = stop == 0,
                    DiscardRows = discardRows,
                    DumpFolder = Testing.TestCluster.Folder("walk"),
                },
                Cancel);
            var change = plan.Changes[stop].Name;
            wrong.AddRange(Differing(_before[stop], await ReadAsync(from), change, wrong));
            if (witness)
            {
                wrong.AddRange(Differing(
                    _witnessed[stop].Split('\n'), (await from.WitnessAsync()).Split('\n'), change, wrong));
            }
        }

        Assert.True(wrong.Count == 0, $"reverts that are not exact:\n{string.Join('\n', wrong)}");
    }

    /// <summary>Fails where two catalogues differ, with the first lines that do.</summary>
    public static void Same(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var differing = Differing(before, after, "the whole plan", []);
        Assert.True(differing.Length == 0, string.Join('\n', differing));
    }

    /// <summary>The first lines that differ, with the change; what one before it left differing isn't new.</summary>
    static string[] Differing(
        IReadOnlyList<string> before, IReadOnlyList<string> after, string change, IReadOnlyList<string> known)
    {
        var differing = before.SequenceEqual(after) ? []
            : after.Except(before).Select(line => $"+ {line}")
                .Concat(before.Except(after).Select(line => $"- {line}")).DefaultIfEmpty("the order of its lines");
        return
        [
            .. differing.Where(line => !known.Any(said => said.EndsWith(line, StringComparison.Ordinal))).Take(20)
                .Select(line => $"{change}: {line}"),
        ];
    }

    static async Task<PlanWalk> UpAsync()
    {
        var walk = new PlanWalk(await EmptyDatabase.CreateAsync(), Plan.Read(Plan.Find()));
        await using (var session = await SqlSession.OpenAsync(walk.Database.ConnectionString, Cancel))
        {
            await Ledger.EnsureAsync(session, Cancel);
        }

        var engine = walk.Database.Engine(walk.Plan, checks: false);
        foreach (var stop in walk.Stops(ReadEvery))
        {
            if (stop > 0)
            {
                await engine.DeployAsync(walk.Plan.Changes[stop - 1].Name, Cancel);
            }

            walk._before.Add(stop, await ReadAsync(walk.Database));
            if (stop % WitnessEvery == 0)
            {
                walk._witnessed.Add(stop, await walk.Database.WitnessAsync());
            }
        }

        await engine.DeployAsync(null, Cancel);
        return walk;
    }

    /// <summary>Before which changes the walk stops, by their place in the plan.</summary>
    IEnumerable<int> Stops(int every) => Enumerable.Range(0, plan.Changes.Count).Where(place => place % every == 0);
}
