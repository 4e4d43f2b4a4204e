using System.Diagnostics;

namespace Atrium.Bench.Gateway;

/// <summary>So many connections that ask one after the other, each the next as soon as it has its answer.</summary>
static class Load
{
    /// <summary>Asks for so long, after a second that isn't counted.</summary>
    public static async Task<Figures> RunAsync(int port, Ask ask, string token, int connections, double seconds)
    {
        var ends = Stopwatch.GetTimestamp() + (long)((seconds + 1) * Stopwatch.Frequency);
        var begins = ends - (long)(seconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Factory.StartNew(
            () => Times(port, ask, token, begins, ends), default, TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        return Figures.Of([.. all.SelectMany(each => each.Times)], all.Sum(each => each.Refused), seconds);
    }

    static (List<double> Times, int Refused) Times(int port, Ask ask, string token, long begins, long ends)
    {
        using var wire = new Wire(port, ask, token);
        List<double> times = [];
        var refused = 0;
        for (long start; (start = Stopwatch.GetTimestamp()) < ends;)
        {
            var (status, _) = wire.Send();
            if (start < begins)
            {
                continue;
            }

            if (status is >= 200 and < 300)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            else
            {
                refused++;
            }
        }

        return (times, refused);
    }
}

/// <summary>What came of it; times in milliseconds.</summary>
sealed record Figures(double PerSecond, double P50, double P95, double P99, int Answers, int Refused)
{
    public static Figures Of(List<double> times, int refused, double seconds)
    {
        times.Sort();
        double At(double part) => times.Count == 0 ? double.NaN : times[(int)((times.Count - 1) * part)];
        return new Figures(times.Count / seconds, At(0.5), At(0.95), At(0.99), times.Count, refused);
    }
}
