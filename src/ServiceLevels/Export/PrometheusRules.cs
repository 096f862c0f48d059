namespace ServiceLevels.Export;

/// <summary>Prometheus rules: the error ratio of each service level over each window, and the alerts that can fire.</summary>
public static class PrometheusRules
{
    private const string Header = """
        # Prometheus rules, made from the features: those are what is changed.
        # Windows and burn rates are those of Google's SRE Workbook, chapter 5, "Alerting on SLOs", section 6.

        """;

    public static string Write(ExportPlan plan) =>
        Header + (plan.Levels.Count == 0 ? "groups: []\n" : "groups:\n" + string.Concat(plan.Levels.Select(Group)));

    private static string Group(ServiceLevel level) => $"# {level.Name}, {level.Threshold.Words}: {level.Alerting}.\n" + Yaml.Write(new[]
    {
        new
        {
            Name = $"slo-{level.Name}",
            Rules = Window.All.Select(window => Record(level, window)).Concat(BudgetAlert.Of(level).Select(Alert)),
        },
    });

    private static object Record(ServiceLevel level, Window window) => new
    {
        Record = window.Series,
        Expr = ErrorRatio(level.Threshold, window),
        Labels = new { level.Service, level.Slo, Objective = level.Name },
    };

    // Without a single good event there is no series of them, and without the zero no answer: the worst outage would be the one nobody is told of.
    private static string ErrorRatio(Indicator indicator, Window window) =>
        $"1 - (sum(rate({indicator.Good}[{window.Name}])) or vector(0)) / sum(rate({indicator.Total}[{window.Name}]))";

    private static object Alert(BudgetAlert alert) => new
    {
        Alert = alert.Name,
        Expr = alert.Expression,
        alert.Labels,
        Annotations = alert.Annotations("{{ $value | humanizePercentage }}"),
    };
}
