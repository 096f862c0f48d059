namespace ServiceLevels.Export;

/// <summary>
/// Service levels in OpenSLO v1 (github.com/OpenSLO/OpenSLO). Its <c>target</c> is a proportion, a feature's target is a value: the threshold is an SLO whose
/// target is the measure's percentage, the feature's target is a second one, called aspiration, that nobody is alerted about.
/// </summary>
public static class OpenSlo
{
    private const string Header = "# OpenSLO v1, made from the features: those are what is changed.\n";

    public static string Write(ExportPlan plan) =>
        Header + string.Join("---\n", [Service(plan.Metrics.Service), .. plan.Levels.SelectMany(Slos)]);

    private static string Service(string name) => Yaml.Write(new
    {
        ApiVersion = "openslo/v1",
        Kind = "Service",
        Metadata = new { Name = name },
        Spec = new { Description = "Its promises are executable features; an SLO here is one of them over time." },
    });

    private static IEnumerable<string> Slos(ServiceLevel level)
    {
        yield return Slo(level, level.Name, "threshold", level.Threshold);
        if (level.Aspiration is { } aspiration)
        {
            yield return Slo(level, $"{level.Name}-aspiration", "aspiration", aspiration);
        }
    }

    private static string Slo(ServiceLevel level, string name, string role, Indicator indicator) => $"# {level.Place}\n" + Yaml.Write(new
    {
        ApiVersion = "openslo/v1",
        Kind = "SLO",
        Metadata = new { Name = name, DisplayName = indicator.Words, Labels = new { level.Slo, Role = role } },
        Spec = new
        {
            Description = level.Scenario,
            level.Service,
            BudgetingMethod = "Occurrences",
            TimeWindow = new[] { new { Duration = $"{level.WindowDays}d", IsRolling = true } },
            Indicator = new
            {
                Metadata = new { Name = $"{name}-ratio" },
                Spec = new { RatioMetric = new { Counter = true, Good = Source(indicator.Good), Total = Source(indicator.Total) } },
            },
            Objectives = new[] { new { DisplayName = role, TargetPercent = (double)(indicator.Target * 100) } },
        },
    });

    private static object Source(Selector selector) => new { MetricSource = new { Type = "Prometheus", Spec = new { Query = $"sum({selector})" } } };
}
