using System.IO.Enumeration;

namespace ServiceLevels.Export;

/// <summary>Which metrics of the running service tell whether an objective is kept; <c>slo-metrics.yaml</c> beside the features.</summary>
public sealed record ServiceMetrics
{
    /// <summary>The service's name, lower case with hyphens.</summary>
    public required string Service { get; init; }

    /// <summary>The C# file for the histograms' boundaries, seen from the folder of this file; its name is the class. <see langword="null"/> writes none.</summary>
    public string? Boundaries { get; init; }

    /// <summary>The namespace of that class.</summary>
    public string? Namespace { get; init; }

    public IReadOnlyList<ServiceMetric> Metrics { get; init; } = [];

    /// <summary>The first metric that claims the name; <see langword="null"/> where none does.</summary>
    public ServiceMetric? For(string slo) => Metrics.FirstOrDefault(metric => metric.Measures(slo));

    /// <exception cref="FormatException">A line is not understood; the message names it.</exception>
    public static ServiceMetrics Parse(string yaml) => Yaml.Read<ServiceMetrics>(yaml);
}

/// <summary>A histogram of seconds that counts the same events as the objectives it stands for, by what became of them.</summary>
public sealed record ServiceMetric
{
    /// <summary>One word; the boundaries are given to the service under it.</summary>
    public required string Name { get; init; }

    /// <summary>Names of objectives; <c>*</c> stands for any characters.</summary>
    public required IReadOnlyList<string> Objectives { get; init; }

    /// <summary>In Prometheus, without <c>_bucket</c>.</summary>
    public required string Histogram { get; init; }

    public OutcomeLabel Outcomes { get; init; } = new();

    internal bool Measures(string slo) => Objectives.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, slo, ignoreCase: false));
}

/// <summary>
/// How the histogram tells outcomes apart. An event with any other value, such as one that the sender got wrong, is nobody's promise and counts nowhere.
/// </summary>
public sealed record OutcomeLabel
{
    public string Label { get; init; } = "outcome";

    /// <summary>Taken: the successes of a success rate.</summary>
    public string Accepted { get; init; } = "accepted";

    /// <summary>Told to come back: an answer, in its time, no success and no error.</summary>
    public string Refused { get; init; } = "refused";

    /// <summary>Not answered as promised: an error, and slower than any bound.</summary>
    public string Failed { get; init; } = "failed";
}
