using System.Globalization;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace ServiceLevels.History;

/// <summary>What the newest runs say against those before.</summary>
public enum TrendVerdict
{
    TooLittleHistory,
    Unchanged,
    Regressed,
    Improved,
}

/// <summary>Whether the newest runs of an objective differ from those before.</summary>
/// <param name="Verdict">Regressed or improved only beyond chance and by more than 10 %.</param>
/// <param name="Ratio">The median of the newest runs over that of those before, of what is worse the more it is; <see langword="null"/> with too little history.</param>
/// <param name="P">How probably chance alone makes such a difference in that direction; <see langword="null"/> with too little history.</param>
/// <param name="Recent">How many runs are the newest.</param>
/// <param name="Before">Against how many.</param>
public sealed record TrendGate(TrendVerdict Verdict, double? Ratio, double? P, int Recent, int Before)
{
    /// <summary>"unchanged", "regressed", "improved", "too little history".</summary>
    public string Word => Verdict switch
    {
        TrendVerdict.TooLittleHistory => "too little history",
        TrendVerdict.Regressed => "regressed",
        TrendVerdict.Improved => "improved",
        _ => "unchanged",
    };

    /// <summary>"regressed: the median of the last 5 runs is 1.21 times that of the 30 before (p 0.00012)".</summary>
    public override string ToString() => Ratio is not { } ratio || P is not { } p
        ? $"{Word}: {Recent + Before} runs, and it takes {HistoryPolicy.RecentRuns + HistoryPolicy.FewestBefore}"
        : string.Create(CultureInfo.InvariantCulture,
            $"{Word}: the median of the last {Recent} runs is {ratio:0.##} times that of the {Before} before (p {p:0.#####})");

    /// <summary>Compares the newest runs with those before by ranks (<see cref="MannWhitney"/>), adjusted by the speed of the machine.</summary>
    /// <param name="records">Of one objective on one class of machines, in time order.</param>
    public static TrendGate Of(IReadOnlyList<ObjectiveRecord> records)
    {
        double[] costs = [.. records.Select(Cost.Adjusted).OfType<double>().TakeLast(HistoryPolicy.RecentRuns + HistoryPolicy.RunsBefore)];
        return OfCosts(costs);
    }

    /// <summary>The same of what is worse the more it is, in time order, at most as much as is looked at.</summary>
    internal static TrendGate OfCosts(double[] costs)
    {
        if (costs.Length < HistoryPolicy.RecentRuns + HistoryPolicy.FewestBefore)
        {
            var few = Math.Min(costs.Length, HistoryPolicy.RecentRuns);
            return new TrendGate(TrendVerdict.TooLittleHistory, null, null, few, costs.Length - few);
        }

        var (before, recent) = (costs[..^HistoryPolicy.RecentRuns], costs[^HistoryPolicy.RecentRuns..]);
        var ratio = Over(Median.Of([.. recent.Order()]), Median.Of([.. before.Order()]));
        var p = ratio >= 1 ? MannWhitney.Larger(recent, before) : MannWhitney.Larger(before, recent);
        return new TrendGate(Verdicted(ratio, p < MaxP(before)), ratio, p, recent.Length, before.Length);
    }

    private static TrendVerdict Verdicted(double ratio, bool isProven) => ratio switch
    {
        > HistoryPolicy.LeastRatio when isProven => TrendVerdict.Regressed,
        < 1 / HistoryPolicy.LeastRatio when isProven => TrendVerdict.Improved,
        _ => TrendVerdict.Unchanged,
    };

    private static double Over(double recent, double before) => recent == before ? 1 : recent / before;

    private static double MaxP(double[] before)
    {
        double[] logs = [.. before.Select(cost => Math.Log(cost)).Where(double.IsFinite)];
        return MathNet.Numerics.Statistics.ArrayStatistics.StandardDeviation(logs) > HistoryPolicy.NoisySpread
            ? HistoryPolicy.MaxPWhereNoisy
            : HistoryPolicy.MaxP;
    }
}
