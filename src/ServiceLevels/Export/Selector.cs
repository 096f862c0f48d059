using System.Globalization;

namespace ServiceLevels.Export;

/// <summary>Which series of a metric are counted.</summary>
/// <param name="Metric">Its name in Prometheus.</param>
/// <param name="Labels">What each label may be.</param>
public sealed record Selector(string Metric, IReadOnlyList<(string Label, IReadOnlyList<string> Values)> Labels)
{
    /// <summary>All events with one of these outcomes.</summary>
    public static Selector Count(ServiceMetric metric, params IReadOnlyList<string> outcomes) =>
        new($"{metric.Histogram}_count", [(metric.Outcomes.Label, outcomes)]);

    /// <summary>Those that took at most so many seconds.</summary>
    public static Selector Bucket(ServiceMetric metric, double seconds, IReadOnlyList<string> outcomes) =>
        new($"{metric.Histogram}_bucket", [("le", Ends(seconds)), (metric.Outcomes.Label, outcomes)]);

    /// <summary>One series that it counts, <c>a_bucket{le="1",outcome="accepted"}</c>.</summary>
    public string Example => With(Labels.Select(label => $"{label.Label}=\"{label.Values[0]}\""));

    public override string ToString() => With(Labels.Select(label => label.Values.Count == 1
        ? $"{label.Label}=\"{label.Values[0]}\""
        : $"{label.Label}=~\"{string.Join('|', label.Values.Select(value => value.Replace(".", "\\\\.")))}\""));

    private string With(IEnumerable<string> labels) => $"{Metric}{{{string.Join(',', labels)}}}";

    // The end of the bucket at 1 s is written "1" in Prometheus' own text and "1.0" in OpenMetrics, and from version 3 on Prometheus stores "1.0" for both.
    private static string[] Ends(double seconds)
    {
        var shortest = ((decimal)seconds).ToString("0.#########", CultureInfo.InvariantCulture);
        return shortest.Contains('.') ? [shortest] : [shortest, $"{shortest}.0"];
    }
}
