using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Atrium.Server.Metrics;

/// <summary>
/// Collects what the meters of this host, and Npgsql's, measure, so that it can be shown at any time.
/// </summary>
public sealed class MetricStore : IDisposable
{
    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();

    /// <summary>Listens from now on.</summary>
    /// <param name="meters">The host's own meters: those of another host in this process are not counted.</param>
    public MetricStore(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var meter = instrument.Meter;
            if (meter.Name == "Npgsql" || (meter.Name.StartsWith("Atrium.", StringComparison.Ordinal)
                && ReferenceEquals(meter.Scope, meters)))
            {
                listener.EnableMeasurementEvents(
                    instrument, _families.GetOrAdd(instrument, static of => new MetricFamily(of)));
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured so far as Prometheus' text, sorted by name.</summary>
    public string Render()
    {
        _listener.RecordObservableInstruments();
        return PrometheusText.Render([.. _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        (family as MetricFamily)?.Record(value, tags);
}
