namespace Atrium.Server.Metrics;

/// <summary>The numbers of one set of labels.</summary>
sealed class MetricSeries
{
    /// <summary>Upper bounds of a histogram's buckets, in seconds.</summary>
    public static readonly IReadOnlyList<double> Bounds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    readonly Lock _lock = new();
    readonly long[] _buckets = new long[Bounds.Count];
    double _sum;
    long _count;

    /// <summary>Replaces the value: what an observable instrument measures is the whole.</summary>
    public void Set(double value)
    {
        lock (_lock)
        {
            _sum = value;
        }
    }

    /// <summary>Adds to the sum, and to the bucket that <paramref name="value"/> falls into.</summary>
    public void Add(double value, bool isHistogram)
    {
        lock (_lock)
        {
            _sum += value;
            _count++;
            for (var i = 0; isHistogram && i < Bounds.Count; i++)
            {
                if (value <= Bounds[i])
                {
                    _buckets[i]++;
                    break;
                }
            }
        }
    }

    /// <summary>
    /// The numbers of one moment: sum or value, count, and measurements per bucket (not yet summed up).
    /// </summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_lock)
        {
            return (_sum, _count, [.. _buckets]);
        }
    }
}
