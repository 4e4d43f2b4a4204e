using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Atrium.Server.Metrics;

/// <summary>All series of one instrument.</summary>
/// <param name="instrument">What measures.</param>
sealed class MetricFamily(Instrument instrument)
{
    // A label someone forgot to bound must not eat the memory: what comes later is counted together.
    const int MostSeries = 500;

    readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    /// <summary>Name as Prometheus wants it: underscores, the unit, and <c>_total</c> for what only grows.</summary>
    public string Name { get; } = PrometheusText.NameOf(instrument.Name, instrument.Unit, KindOf(instrument));

    /// <summary>One sentence, or empty.</summary>
    public string Description { get; } = instrument.Description ?? "";

    /// <summary>How the numbers are to be read.</summary>
    public MetricKind Kind { get; } = KindOf(instrument);

    /// <summary>The series by their labels, as they are written between the braces.</summary>
    public IReadOnlyDictionary<string, MetricSeries> Series => _series;

    /// <summary>Takes one measurement in.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            series = _series.GetOrAdd(_series.Count < MostSeries ? labels : "overflow=\"true\"", _ => new());
        }

        if (instrument.IsObservable)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value, isHistogram: Kind == MetricKind.Histogram);
        }
    }

    static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            // The pool's name is a connection string: of no use to anyone who may read metrics.
            if (name != "db.client.connection.pool.name")
            {
                text.Append(text.Length == 0 ? "" : ",").Append(PrometheusText.Plain(name)).Append("=\"")
                    .Append(PrometheusText.Escape(Convert.ToString(value, CultureInfo.InvariantCulture))).Append('"');
            }
        }

        return text.ToString();
    }

    static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape == typeof(Counter<>) || shape == typeof(ObservableCounter<>) ? MetricKind.Counter
            : shape == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }
}

/// <summary>The kinds of Prometheus' text format that we write.</summary>
enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts by upper bound, sum and count.</summary>
    Histogram,
}
