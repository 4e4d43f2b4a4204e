using System.Diagnostics.Metrics;

namespace Atrium.Server.Metrics;

/// <summary>Times requests and watches the process. Meter <c>Atrium.Server</c>.</summary>
public sealed class ServerMetrics
{
    readonly Histogram<double> _duration;
    readonly UpDownCounter<long> _active;

    /// <summary>Makes the meter.</summary>
    /// <param name="meters">The host's own meters.</param>
    public ServerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Atrium.Server");
        _duration = meter.CreateHistogram<double>(
            "atrium.http.requests", "s", "Requests by route class and status, and how long they took.");
        _active = meter.CreateUpDownCounter<long>("atrium.http.active", description: "Requests being served.");
        meter.CreateObservableGauge(
            "atrium.process.memory", () => Environment.WorkingSet, "By", "Memory of the process.");
        meter.CreateObservableGauge(
            "atrium.process.heap", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed heap.");
    }

    /// <summary>A request has begun.</summary>
    public void Begin() => _active.Add(1);

    /// <summary>A request has ended.</summary>
    /// <param name="route">One of a fixed set of names.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="elapsed">From the first byte read to the last written.</param>
    public void End(string route, int status, TimeSpan elapsed)
    {
        _active.Add(-1);
        _duration.Record(elapsed.TotalSeconds,
            new KeyValuePair<string, object?>("route", route), new KeyValuePair<string, object?>("status", status));
    }
}
