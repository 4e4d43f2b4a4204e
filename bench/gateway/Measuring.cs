using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Atrium.Bench.Gateway;

/// <summary>The runs, each printed as lines of a table.</summary>
static partial class Measuring
{
    const int Connections = 10;

    const int Rounds = 3;

    const int Parts = 10;

    const string Columns = "select=id,type,direction,subject,timestamp";

    static readonly Ask Client = new("GET", $"{Communications}?{Columns}&client_id=eq.{{7}}&{Newest}");

    const string Communications = "/rest/v1/communications";

    const string Newest = "order=timestamp.desc&limit=25";

    // The case, whose it is, and the request; {7} is one client of theirs.
    static readonly (string Name, string Person, Ask Ask)[] Cases =
    [
        ("client", "person1", Client),
        ("agency", "person1", new("GET", $"{Communications}?{Columns}&{Newest}")),
        ("large", "person0", new("GET", $"{Communications}?{Columns}&{Newest}")),
        ("insert", "person1", new("POST", Communications, "return=minimal",
            """{"client_id":"{7}","type":"email","subject":"Measured"}""")),
        ("embed", "person1", new("GET",
            $"{Communications}?select=id,subject,client:clients(name,owner:memberships!owner_id(role,"
            + $"user:users!user_id(full_name)))&client_id=eq.{{7}}&{Newest}")),
        ("count", "person1", new("GET", $"{Communications}?select=id&{Newest}", "count=exact")),
    ];

    /// <summary>Each case at the server and at the floor.</summary>
    public static async Task CasesAsync(int server, int floor, int seconds)
    {
        foreach (var (name, person, ask) in Cases)
        {
            var token = await Tokens.OfAsync(server, $"{person}@bench.test");
            var filled = await FilledAsync(server, ask, token);
            // In turns, and the middle of three: the machine may have other things to do.
            List<Figures> leasts = [];
            List<Figures> wholes = [];
            var before = await StateAsync(server);
            for (var round = 0; round < Rounds; round++)
            {
                leasts.Add(await Load.RunAsync(floor, new("GET", $"/{name}"), token, Connections, seconds));
                wholes.Add(await Load.RunAsync(server, filled, token, Connections, seconds));
            }

            var after = await StateAsync(server);
            var (least, whole) = (Middle(leasts), Middle(wholes));
            // The first second of each round counts among the requests that allocated.
            var requests = wholes.Sum(each => each.PerSecond) * (seconds + 1);
            Print($"{name,-7} gateway {Line(whole)}  {(after[0] - before[0]) / requests / 1024,5:0.0} KiB");
            Print($"{name,-7} floor   {Line(least)}  {whole.PerSecond / least.PerSecond,5:P0}");
            Print($"{name,-7} stages  {await StagesAsync(server, filled, token)}");
        }
    }

    /// <summary>
    /// Somebody who asks modestly, beside another agency at its share and at twenty times that, and beside so many of
    /// their own, which is how it was if all were one agency.
    /// </summary>
    /// <param name="server">Its port.</param>
    /// <param name="share">Connections of an agency.</param>
    /// <param name="seconds">Of a round.</param>
    public static async Task NeighboursAsync(int server, int share, int seconds)
    {
        var modest = await Tokens.OfAsync(server, "person1@bench.test");
        var other = await Tokens.OfAsync(server, "person2@bench.test");
        var (mine, theirs) = (await FilledAsync(server, Client, modest), await FilledAsync(server, Client, other));
        (string What, Ask Ask, string Token, int Connections)[] beside =
        [
            ("nobody", theirs, other, 0), ("its share", theirs, other, share),
            ("20 times its share", theirs, other, 20 * share), ("as many of its own", mine, modest, 20 * share),
        ];
        var felt = beside.ToDictionary(each => each.What, _ => new List<Figures>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (what, ask, token, connections) in beside)
            {
                var noise = connections == 0 ? Task.FromResult(Figures.Of([], 0, 1))
                    : Load.RunAsync(server, ask, token, connections, seconds);
                felt[what].Add(await Load.RunAsync(server, mine, modest, 2, seconds));
                await noise;
            }
        }

        foreach (var (what, figures) in felt)
        {
            var p95 = figures.Select(each => each.P95).Order().ElementAt(Rounds / 2);
            Print($"beside {what,-18} {Line(Middle(figures))}  p95 {p95,6:0.00} ms");
        }
    }

    /// <summary>
    /// Memory after each tenth of so many requests: of twenty 17 lists, two embeds and an insert. The process as it is,
    /// then the heap when it has been cleared up.
    /// </summary>
    public static async Task MemoryAsync(int server, int requests)
    {
        string[] mix =
        [
            .. Enumerable.Repeat("client", 8), .. Enumerable.Repeat("agency", 5), .. Enumerable.Repeat("large", 4),
            "embed", "insert", "embed",
        ];
        var clock = Stopwatch.StartNew();
        var refused = 0;
        for (var part = 0; part <= Parts; part++)
        {
            var process = (await StateAsync(server, collect: false))[2] / 1048576;
            var heap = (await StateAsync(server))[1] / 1048576;
            var (sent, seconds) = ((long)part * requests / Parts, clock.Elapsed.TotalSeconds);
            Print($"memory {sent,7} in {seconds,4:0} s: heap {heap:0.0}, process {process:0.0} MiB, refused {refused}");
            // Anew for each part: a token holds for an hour.
            var asks = part == Parts ? [] : await FilledAsync(server);
            await Task.WhenAll(Enumerable.Range(0, part == Parts ? 0 : Connections).Select(_ => Task.Factory.StartNew(
                () => Interlocked.Add(ref refused, Send(server, asks, mix, requests / Parts / Connections)), default,
                TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        }
    }

    /// <summary>How many of them were refused.</summary>
    static int Send(int server, Dictionary<string, (Ask Ask, string Token)> asks, string[] mix, int count)
    {
        var wires = asks.ToDictionary(each => each.Key, each => new Wire(server, each.Value.Ask, each.Value.Token));
        var refused = 0;
        for (var n = 0; n < count; n++)
        {
            refused += wires[mix[n % mix.Length]].Send().Status is >= 200 and < 300 ? 0 : 1;
        }

        foreach (var wire in wires.Values)
        {
            wire.Dispose();
        }

        return refused;
    }

    static async Task<Dictionary<string, (Ask, string)>> FilledAsync(int server)
    {
        Dictionary<string, (Ask, string)> filled = [];
        foreach (var (name, person, ask) in Cases)
        {
            var token = await Tokens.OfAsync(server, $"{person}@bench.test");
            filled[name] = (await FilledAsync(server, ask, token), token);
        }

        return filled;
    }

    // One connection alone, so that no stage waits for another request.
    static async Task<string> StagesAsync(int server, Ask ask, string token)
    {
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri($"http://127.0.0.1:{server}/bench/timing/true"));
        var sums = new SortedDictionary<string, double>(StringComparer.Ordinal);
        using (var wire = new Wire(server, ask, token))
        {
            for (var n = 0; n < 500; n++)
            {
                foreach (Match stage in Stage().Matches(wire.Send(wantsHead: true).Head))
                {
                    sums[stage.Groups[1].Value] = sums.GetValueOrDefault(stage.Groups[1].Value)
                        + double.Parse(stage.Groups[2].Value, CultureInfo.InvariantCulture);
                }
            }
        }

        await http.GetStringAsync(new Uri($"http://127.0.0.1:{server}/bench/timing/false"));
        return string.Join("  ", sums.Select(each => FormattableString.Invariant(
            $"{each.Key} {each.Value / 500:0.00} ms")));
    }

    static async Task<double[]> StateAsync(int server, bool collect = true)
    {
        using var http = new HttpClient();
        var state = await http.GetStringAsync(new Uri($"http://127.0.0.1:{server}/bench/state?collect={collect}"));
        return [.. state.Split(' ').Select(each => double.Parse(each, CultureInfo.InvariantCulture))];
    }

    // Client 7 of whoever asks.
    static async Task<Ask> FilledAsync(int server, Ask ask, string token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var found = await http.GetStringAsync(
            new Uri($"http://127.0.0.1:{server}/rest/v1/clients?select=id&code=eq.C7"));
        var id = found.Split('"')[3];
        return ask with
        {
            Path = ask.Path.Replace("{7}", id, StringComparison.Ordinal),
            Body = ask.Body.Replace("{7}", id, StringComparison.Ordinal),
        };
    }

    static Figures Middle(List<Figures> figures) =>
        figures.OrderBy(each => each.PerSecond).ElementAt(figures.Count / 2);

    static string Line(Figures figures) => FormattableString.Invariant(
        $"{figures.PerSecond,7:0}/s  p50 {figures.P50,6:0.00}  p99 {figures.P99,6:0.00} ms")
        + (figures.Refused > 0 ? $"  refused {figures.Refused}" : "");

    static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    [GeneratedRegex(@"(\w+);dur=([\d.]+)")]
    private static partial Regex Stage();
}
