using System.Globalization;
using ServiceLevels.Objectives;

namespace ServiceLevels.Export;

/// <summary>Good events among all events.</summary>
/// <param name="Words">"P95 latency &lt; 1 s".</param>
/// <param name="Target">Which share of the events is promised to be good, above 0 and below 1.</param>
/// <param name="Good">The counter of good events.</param>
/// <param name="Total">The counter of all of them.</param>
public sealed record Indicator(string Words, decimal Target, Selector Good, Selector Total)
{
    /// <summary>A series of <see cref="Total"/> that is not among <see cref="Good"/>, where the two are told apart by outcome.</summary>
    internal string BadExample
    {
        get
        {
            var (label, values) = Total.Labels[0];
            return (Total with { Labels = [(label, [.. values.Except(Good.Labels[0].Values)])] }).Example;
        }
    }

    /// <summary>
    /// A percentile becomes a count of the histogram's buckets up to the bound (a bucket holds its end, so what the feature wants below is at most that here);
    /// a rate becomes a count by outcome.
    /// </summary>
    /// <returns>No indicator, and why, for what is no share of events.</returns>
    public static (Indicator? Indicator, string? Reason) Of(Measure measure, Bound bound, ServiceMetric metric)
    {
        var outcomes = metric.Outcomes;
        string[] answered = [outcomes.Accepted, outcomes.Refused];
        var total = Selector.Count(metric, [.. answered, outcomes.Failed]);
        return (measure.ToString(), bound.Relation) switch
        {
            (['P', .. var percentile], Relation.Below or Relation.AtMost) => Promising(
                decimal.Parse(percentile.Split(' ')[0], CultureInfo.InvariantCulture) / 100, Selector.Bucket(metric, bound.Value, answered)),
            ("error rate", Relation.Below or Relation.AtMost or Relation.Exactly) =>
                Promising(1 - (decimal)bound.Value, Selector.Count(metric, answered)),
            ("success rate", Relation.Above or Relation.AtLeast or Relation.Exactly) =>
                Promising((decimal)bound.Value, Selector.Count(metric, [outcomes.Accepted])),
            ("mean latency" or "maximum latency", _) => (null, "a histogram does not tell how many events kept it; write a percentile"),
            _ when bound.Quantity is Quantity.Rate => (null, "how much arrives is up to the senders; there are no good and bad events of it"),
            _ => (null, "it is no share of events that a histogram counts"),
        };

        (Indicator?, string?) Promising(decimal target, Selector good) => target switch
        {
            >= 1 => (null, "all events are promised to be good, which leaves no error budget"),
            <= 0 => (null, "no event is promised to be good"),
            _ => (new Indicator($"{measure} {bound}", target, good, total), null),
        };
    }
}
