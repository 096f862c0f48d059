using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Prometheus, or what speaks its query API; the section <c>Prometheus</c>.</summary>
internal sealed class PrometheusOptions : SourceOptions
{
    public const string Section = "Prometheus";

    /// <summary>
    /// The time between two points, from 1 s to 1 h; widened where a window would have more than 11 000 of them. By default a 250th of the window,
    /// but at least 15 s.
    /// </summary>
    public TimeSpan? Step { get; init; }

    /// <summary>What to look at beside the alert's own expression.</summary>
    public IReadOnlyList<PrometheusQuery> Queries { get; init; } = [];
}

/// <summary>One configured query.</summary>
internal sealed class PrometheusQuery
{
    /// <summary>What it shows, in a few words.</summary>
    public string Title { get; init; } = "";

    /// <summary>
    /// PromQL; <c>{label}</c> inside a quoted string stands for the alert's label. An alert without that label is not asked about.
    /// </summary>
    public string Query { get; init; } = "";

    /// <summary>The unit of its values, for example <c>s</c> or <c>req/s</c>; empty for a bare number.</summary>
    public string Unit { get; init; } = "";
}

internal sealed class PrometheusOptionsValidator : IValidateOptions<PrometheusOptions>
{
    public ValidateOptionsResult Validate(string? name, PrometheusOptions options)
    {
        var problems = new OptionProblems(PrometheusOptions.Section);
        options.CheckConnection(problems);
        if (options.Step is { } step)
        {
            problems.Range(nameof(options.Step), step, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        }

        foreach (var (index, query) in options.Queries.Index())
        {
            var key = $"{nameof(options.Queries)}:{index}";
            if (string.IsNullOrWhiteSpace(query.Title))
            {
                problems.Add($"{key}:{nameof(query.Title)}", "is empty; it must say what the query shows.");
            }

            problems.Template($"{key}:{nameof(query.Query)}", query.Query);
        }

        return problems.Result;
    }
}
