using IncidentAgent.Investigation.Detection;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>Which nodes are out of the ordinary, as PetShop's baselines decide it: each value's distance from the normal median over the spread.</summary>
internal static class AnomalousNodes
{
    private const double MadToSigma = 0.67449;
    private const double Threshold = 5;
    private const int LeastNormal = 10;

    /// <summary>
    /// The scores of the anomalous nodes in the first row after the alert in which the target is one; <see langword="null"/> when it never is.
    /// </summary>
    public static Dictionary<string, double>? Of(PetShopCase question)
    {
        if (Model.Of(question, question.Target) is not { } target)
        {
            return null;
        }

        var targets = question.Rows.Column(question.Target, question.Metric);
        var row = Array.FindIndex(targets, question.Onset, value => target.Score(value) > target.Limit);
        if (row < 0)
        {
            return null;
        }

        var scores = new Dictionary<string, double>();
        foreach (var node in question.Rows.NodesWith(question.Metric))
        {
            if (Model.Of(question, node) is { } model && model.Score(question.Rows.Column(node, question.Metric)[row]) is var score && score > model.Limit)
            {
                scores[node] = score;
            }
        }

        return scores;
    }

    private sealed record Model(double Middle, double Spread, double Limit)
    {
        public static Model? Of(PetShopCase question, string node)
        {
            List<double> normal = [.. question.Normal.Column(node, question.Metric).Where(double.IsFinite)];
            if (normal.Count < LeastNormal)
            {
                return null;
            }

            if (normal.TrueForAll(value => value == normal[0]))
            {
                return new Model(normal[0], 1, 0);
            }

            var median = RobustStatistics.Median(normal);
            return new Model(median, RobustStatistics.MedianDistance(normal, median) / MadToSigma, Threshold);
        }

        /// <summary>Over a spread of 0 a difference is infinite, and none is none.</summary>
        public double Score(double value) => !double.IsFinite(value) || value == Middle ? 0 : Math.Abs(value - Middle) / Spread;
    }
}
