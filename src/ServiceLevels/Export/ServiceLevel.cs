using System.Globalization;
using ServiceLevels.Reporting;

namespace ServiceLevels.Export;

/// <summary>An objective as production judges it: the share of good events among all, over days instead of a run.</summary>
public sealed record ServiceLevel
{
    /// <summary>The objective's name and measure as a DNS label: <c>intake-latency-p95</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whose promise it is.</summary>
    public required string Service { get; init; }

    /// <summary>The name in the tag.</summary>
    public required string Slo { get; init; }

    /// <summary>The title of the scenario that promises it.</summary>
    public required string Scenario { get; init; }

    /// <summary>Where it is written.</summary>
    public required string Place { get; init; }

    public required int WindowDays { get; init; }

    /// <summary>What is alerted on.</summary>
    public required Indicator Threshold { get; init; }

    /// <summary>What we aim for and never alert on; <see langword="null"/> where it is the threshold itself, or leaves no budget.</summary>
    public Indicator? Aspiration { get; init; }

    /// <summary>The error budget: which share of the events may be bad.</summary>
    public decimal Budget => 1 - Threshold.Target;

    /// <summary>What sets off its alerts; empty for what belongs on a dashboard only.</summary>
    public IReadOnlyList<BurnRate> Burns => BurnRate.For(Budget, WindowDays);

    /// <summary>Which alerts there are, and why not all of them.</summary>
    public string Alerting
    {
        get
        {
            if (Burns.Count == BurnRate.All.Count)
            {
                return "pages and tickets";
            }

            var silent = string.Join(", ", BurnRate.All.Except(Burns).Select(burn => burn.Factor(WindowDays).ToString("0.##", CultureInfo.InvariantCulture)));
            var most = (1 / Budget).ToString("0.##", CultureInfo.InvariantCulture);
            return (Burns.Count == 0 ? "dashboard only" : $"no alert at {silent} times")
                + $": when {Si.Percent((double)Budget)} may be bad, the budget burns at most {most} times too fast";
        }
    }
}
