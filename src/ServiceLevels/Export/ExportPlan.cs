using ServiceLevels.Objectives;

namespace ServiceLevels.Export;

/// <summary>What of the promises production can judge, and why it cannot judge the rest.</summary>
/// <param name="Levels">In the order they are written.</param>
/// <param name="LeftOut">The rest: rows first, then scenarios whose promise is a sentence.</param>
/// <param name="Metrics">What they were mapped with.</param>
public sealed record ExportPlan(IReadOnlyList<ServiceLevel> Levels, IReadOnlyList<LeftOut> LeftOut, ServiceMetrics Metrics)
{
    /// <summary>
    /// One service level for each objective, whatever the number of its examples: production has no examples, so an objective whose bounds differ between
    /// them is left out.
    /// </summary>
    public static ExportPlan Of(IReadOnlyList<Promise> promises, ServiceMetrics metrics)
    {
        var found = promises
            .Where(promise => promise.Rows.Count > 0)
            .SelectMany(promise => promise.Rows.Select(row => (promise, row)))
            .GroupBy(one => (one.promise.Slo, one.row.Measure))
            .Select(same => LevelOf([.. same], metrics))
            .ToList();
        var sentences = promises
            .Where(promise => promise.Rows.Count == 0 && promises.All(other => other.Slo != promise.Slo || other.Rows.Count == 0))
            .DistinctBy(promise => promise.Slo)
            .Select(promise => new LeftOut(promise.Slo, null, promise.Place, "its promise is a sentence; only a table of objectives can be exported"));
        return new ExportPlan(
            [.. found.Select(one => one.Level).OfType<ServiceLevel>()],
            [.. found.SelectMany(one => one.LeftOut), .. sentences],
            metrics);
    }

    private static (ServiceLevel? Level, IReadOnlyList<LeftOut> LeftOut) LevelOf(
        IReadOnlyList<(Promise Promise, PromisedRow Row)> same, ServiceMetrics metrics)
    {
        var (promise, row) = same[0];
        if (same.FirstOrDefault(other => other.Row != row) is { Promise: { } elsewhere })
        {
            return Without($"its bounds are others in {elsewhere.Place}, and production cannot tell the examples apart");
        }

        var (objective, problem) = Parsed(row);
        if (objective is null)
        {
            return Without(problem!);
        }

        if (metrics.For(promise.Slo) is not { } metric)
        {
            return Without("no metric is named for it in slo-metrics.yaml");
        }

        var (threshold, why) = Indicator.Of(objective.Measure, objective.Threshold, metric);
        if (threshold is null)
        {
            return Without(why!);
        }

        var (target, whyNoTarget) = Indicator.Of(objective.Measure, objective.Target, metric);
        var level = new ServiceLevel
        {
            Name = $"{promise.Slo}-{row.Measure.Replace(" latency", "")}".ToLowerInvariant().Replace(' ', '-').Replace('.', '-'),
            Service = metrics.Service,
            Slo = promise.Slo,
            Scenario = promise.Scenario,
            Place = promise.Place,
            WindowDays = promise.WindowDays,
            Threshold = threshold,
            Aspiration = target is not null && target.Words != threshold.Words ? target : null,
        };
        return (level, whyNoTarget is null ? [] : [new LeftOut(promise.Slo, $"{row.Measure}, the target {objective.Target}", promise.Place, whyNoTarget)]);

        (ServiceLevel?, IReadOnlyList<LeftOut>) Without(string reason) => (null, [new LeftOut(promise.Slo, row.Measure, promise.Place, reason)]);
    }

    private static (Objective? Objective, string? Problem) Parsed(PromisedRow row)
    {
        try
        {
            return (Objective.Parse(row.Measure, row.Target, row.Threshold), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message.TrimEnd('.'));
        }
    }
}

/// <summary>What is not exported.</summary>
/// <param name="Slo">The name in the tag.</param>
/// <param name="What">The measure; <see langword="null"/> for the whole scenario.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Reason">Why not.</param>
public sealed record LeftOut(string Slo, string? What, string Place, string Reason)
{
    /// <summary>In one line.</summary>
    public string Sentence => $"{Slo}{(What is null ? "" : $", {What}")}: {Reason} ({Place})";
}
