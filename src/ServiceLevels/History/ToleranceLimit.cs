using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace ServiceLevels.History;

/// <summary>
/// What 95 % of the runs to come will keep, with 95 % confidence, if nothing changes. Taken from what was measured, not adjusted by the speed of the
/// machine, for that is what a threshold is held against.
/// </summary>
/// <param name="Cost">The limit, of what is worse the more it is.</param>
/// <param name="Figure">The same in the unit of the quantity.</param>
/// <param name="Runs">From so many.</param>
/// <param name="Since">The change they follow; <see langword="null"/> if nothing ever changed.</param>
/// <param name="IsWorst">Whether it is the worst of the runs (<see cref="ToleranceFactor.FewestForMaximum"/>), or else follows from their spread.</param>
internal sealed record ToleranceLimit(double Cost, double Figure, int Runs, ChangePoint? Since, bool IsWorst)
{
    /// <summary>Of the runs after the last change; <see langword="null"/> if these are fewer than <see cref="HistoryPolicy.FewestForSuggestion"/>.</summary>
    /// <param name="records">Of one objective on one class of machines, in time order.</param>
    public static ToleranceLimit? Of(IReadOnlyList<ObjectiveRecord> records)
    {
        if (records.Count == 0 || records[^1].Quantity is Quantity.Share or Quantity.Count)
        {
            return null;
        }

        var since = ChangePoint.All(records).LastOrDefault();
        double[] costs = [.. records
            .SkipWhile(record => since is not null && record.Run != since.First)
            .Select(record => History.Cost.Of(record))
            .OfType<double>()];
        if (costs.Length < HistoryPolicy.FewestForSuggestion)
        {
            return null;
        }

        var isWorst = costs.Length >= ToleranceFactor.FewestForMaximum;
        var limit = isWorst ? costs.Max() : Parametric(costs);
        return new ToleranceLimit(limit, History.Cost.ToFigure(limit, records[^1]), costs.Length, since, isWorst);
    }

    // Runs differ by factors rather than by amounts, so their logarithms are taken for normal.
    private static double Parametric(double[] costs)
    {
        double[] logs = [.. costs.Select(cost => Math.Log(cost))];
        var (mean, deviation) = MathNet.Numerics.Statistics.Statistics.MeanStandardDeviation(logs);
        var limit = Math.Exp(mean + (ToleranceFactor.OneSided(logs.Length) * deviation));
        return double.IsNaN(limit) ? double.PositiveInfinity : limit;
    }
}
