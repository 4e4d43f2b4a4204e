using System.Globalization;
using System.Text;

namespace Atrium.Server.Metrics;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Render(IReadOnlyList<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            if (family.Series.Count == 0)
            {
                continue;
            }

            text.Append("# HELP ").Append(family.Name).Append(' ')
                .Append(family.Description.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n')
                .Append("# TYPE ").Append(family.Name).Append(' ')
                .Append(family.Kind switch
                {
                    MetricKind.Counter => "counter",
                    MetricKind.Gauge => "gauge",
                    MetricKind.Histogram => "histogram",
                    _ => throw new InvalidOperationException(),
                }).Append('\n');
            foreach (var (labels, series) in family.Series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Append(text, family, labels, series);
            }
        }

        return text.ToString();
    }

    static void Append(StringBuilder text, MetricFamily family, string labels, MetricSeries series)
    {
        var (sum, count, buckets) = series.Read();
        if (family.Kind != MetricKind.Histogram)
        {
            Line(text, family.Name, labels, sum);
            return;
        }

        var more = labels.Length == 0 ? "" : labels + ",";
        var below = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            below += buckets[i];
            Line(text, family.Name + "_bucket", $"{more}le=\"{Number(MetricSeries.Bounds[i])}\"", below);
        }

        Line(text, family.Name + "_bucket", $"{more}le=\"+Inf\"", count);
        Line(text, family.Name + "_sum", labels, sum);
        Line(text, family.Name + "_count", labels, count);
    }

    static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string NameOf(string name, string? unit, MetricKind kind) =>
        Plain(name)
        + unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" }
        + (kind == MetricKind.Counter ? "_total" : "");

    public static string Plain(string name) => name.Replace('.', '_').Replace('-', '_');

    public static string Escape(string? value) =>
        (value ?? "").Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
