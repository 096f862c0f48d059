using System.Globalization;

namespace ServiceLevels.Export;

/// <summary>
/// Cases for <c>promtool test rules</c>, for each service level with alerts: when every event is bad they fire, at half of what is allowed none does.
/// </summary>
public static class PrometheusRulesTest
{
    private const int EventsPerMinute = 60;

    /// <summary>Longer than the first window that pages.</summary>
    private const int Minutes = 70;

    private const string Header = "# Cases for `promtool test rules`, made from the features together with the rules.\n";

    /// <param name="plan">What the rules were made of.</param>
    /// <param name="rulesFile">Their file, seen from the folder of this one.</param>
    public static string Write(ExportPlan plan, string rulesFile) => Header + Yaml.Write(new Dictionary<string, object>
    {
        ["rule_files"] = new[] { rulesFile },
        ["evaluation_interval"] = "5m",
        ["tests"] = plan.Levels.Where(level => level.Burns.Count > 0).SelectMany(level => new[]
        {
            Case($"{level.Name} burns", level, badShare: 1, BudgetAlert.Of(level)),
            Case($"{level.Name} is healthy", level, badShare: level.Budget / 2, []),
        }),
    });

    private static Dictionary<string, object> Case(string name, ServiceLevel level, decimal badShare, IEnumerable<BudgetAlert> firing) => new()
    {
        ["name"] = name,
        ["interval"] = "1m",
        ["input_series"] = SeriesOf(level.Threshold, badShare),

        // As a query: a case for an alert by its name would also hold all other service levels that the same events break.
        ["promql_expr_test"] = new[]
        {
            new Dictionary<string, object>
            {
                ["expr"] = $"ALERTS{{objective=\"{level.Name}\"}}",
                ["eval_time"] = $"{Minutes}m",
                ["exp_samples"] = firing.Select(alert => new { Labels = Firing(alert), Value = 1 }),
            },
        },
    };

    private static object[] SeriesOf(Indicator indicator, decimal badShare)
    {
        var good = Series(indicator.Good.Example, 1 - badShare);

        // A slow event is counted with the fast ones in the total; one that failed or was refused has a series of its own.
        return indicator.Good.Metric == indicator.Total.Metric
            ? [good, Series(indicator.BadExample, badShare)]
            : [good, Series(indicator.Total.Example, 1)];
    }

    private static object Series(string series, decimal share) =>
        new { Series = series, Values = string.Create(CultureInfo.InvariantCulture, $"0+{EventsPerMinute * share:0.######}x{Minutes}") };

    private static string Firing(BudgetAlert alert) =>
        $"ALERTS{{alertname=\"{alert.Name}\",alertstate=\"firing\",severity=\"{alert.Severity}\","
        + $"service=\"{alert.Level.Service}\",slo=\"{alert.Level.Slo}\",objective=\"{alert.Level.Name}\"}}";
}
