using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Prometheus, or what speaks its query API; the section <c>Prometheus</c>.</summary>
internal sealed class PrometheusOptions : SourceOptions
{
    public const string Section = "Prometheus";

    /// <summary>
    /// The time between two points, from 1 s to 1 h; widened where a window would have more than 11 000 of them. By default a 250th of the window,
    /// but at least 15 s; for <see cref="Signals"/> 30 s.
    /// </summary>
    public TimeSpan? Step { get; init; }

    /// <summary>What to look at beside the alert's own expression.</summary>
    public IReadOnlyList<PrometheusQuery> Queries { get; init; } = [];

    /// <summary>How to measure a service; where there are none, the <see cref="DefaultSignals"/>.</summary>
    public IReadOnlyList<PrometheusSignal> Signals { get; init; } = [];

    /// <summary>The label that holds a service's name, in the answers to <see cref="Signals"/>.</summary>
    public string ServiceLabel { get; init; } = "service";

    /// <summary>How much of a signal's time before the window is looked at, to know what is normal; from 10 min to 7 days.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromHours(6);
}

/// <summary>How one signal of a service is measured.</summary>
internal sealed class PrometheusSignal
{
    /// <summary>What is measured; has to be said.</summary>
    public Signal? Signal { get; init; }

    /// <summary>For <see cref="Signal.Utilisation"/> and <see cref="Signal.Saturation"/> only: "cpu", "memory", "disk", "connections".</summary>
    public string? Resource { get; init; }

    /// <summary>
    /// PromQL, in the signal's unit; <see cref="Signal.Requests"/> a second. <c>{service}</c> inside a quoted string stands for the service. After
    /// <c>=~</c> it stands for all services at once: then it is asked once, and its series must keep the label <see cref="PrometheusOptions.ServiceLabel"/>.
    /// </summary>
    public string Query { get; init; } = "";
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

        foreach (var (index, signal) in options.Signals.Index())
        {
            Check(problems, $"{nameof(options.Signals)}:{index}", signal);
        }

        problems.LabelName(nameof(options.ServiceLabel), options.ServiceLabel);
        problems.Range(nameof(options.History), options.History, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7));
        return problems.Result;
    }

    private static void Check(OptionProblems problems, string key, PrometheusSignal signal)
    {
        var ofResource = signal.Signal is Signal.Utilisation or Signal.Saturation;
        if (signal.Signal is null)
        {
            problems.Add($"{key}:{nameof(signal.Signal)}", "is missing; it must say what is measured, for example Latency.");
        }
        else if (ofResource == string.IsNullOrWhiteSpace(signal.Resource))
        {
            problems.Add($"{key}:{nameof(signal.Resource)}", ofResource
                ? $"is empty; {signal.Signal} must say of what, for example cpu."
                : $"is '{signal.Resource}'; {signal.Signal} is of requests, not of a resource.");
        }

        problems.Template($"{key}:{nameof(signal.Query)}", signal.Query, onlyLabel: "service");
    }
}
