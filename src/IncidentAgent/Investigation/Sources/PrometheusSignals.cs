using System.Collections.Frozen;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Asks for the signals of the services nearby: rate, errors and duration of their requests (RED), utilisation and saturation of their resources (USE),
/// over hours of history and the window. What a query finds nothing for is no evidence.
/// </summary>
/// <remarks>
/// The window's part tells how bad it is now, the history's what is normal: the ranking needs both, on the same points. RED: T. Wilkie, 2015;
/// USE: B. Gregg, "Thinking Methodically about Performance", ACM Queue 10(12), 2012.
/// </remarks>
internal sealed class PrometheusSignals(PrometheusApi api, PrometheusOptions options)
{
    /// <summary>The most queries that are asked about one incident, where they have to be asked for each service on its own.</summary>
    public const int MostQuestions = 60;

    /// <summary>Shorter than the rate windows of the default queries, so that they overlap and miss nothing.</summary>
    private static readonly TimeSpan UsualStep = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<(PrometheusSignal Signal, QueryTemplate Template)> _templates =
        [.. (options.Signals.Count > 0 ? options.Signals : DefaultSignals.Of(options.ServiceLabel)).Select(signal => (signal, QueryTemplate.Parse(signal.Query)))];

    public async Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        if (request.Services.Count == 0)
        {
            return [];
        }

        var grid = PrometheusGrid.Over(request.From - options.History, request.To, options.Step ?? UsualStep);
        return await Questions.AskAllAsync(
            [.. _templates.SelectMany(one => QuestionsOf(one.Signal, one.Template, request.Services))],
            (question, token) => AskAsync(question, grid, request, token),
            cancellation, MostQuestions);
    }

    /// <summary>One question about all services where their names stand in a regular expression, else one about each.</summary>
    private static IEnumerable<Question> QuestionsOf(PrometheusSignal signal, QueryTemplate template, IReadOnlyList<string> services) => template.TakesSeveral
        ? [new Question(signal, template.FillAny(services), null)]
        : services.Select(service => new Question(signal, template.FillAny([service]), service));

    private async Task<IReadOnlyList<Evidence>> AskAsync(Question question, PrometheusGrid grid, EvidenceRequest request, CancellationToken cancellation)
    {
        var answer = await api.RangeAsync(question.Query, grid, cancellation);
        var all = answer.Data?.Result ?? [];
        var wanted = request.Services.ToFrozenSet(StringComparer.Ordinal);
        var found = new ServiceSeries(question.Signal, grid.Step);
        var nobodys = 0;
        foreach (var series in all)
        {
            if ((question.Service ?? series.Metric?.GetValueOrDefault(options.ServiceLabel)) is { } service && wanted.Contains(service))
            {
                found.Add(service, series);
            }
            else
            {
                nobodys++;
            }
        }

        IReadOnlyList<string> warnings =
        [
            .. answer.Said, .. found.Warnings,
            .. nobodys == 0 ? Array.Empty<string>() : [$"{Words.Count(nobodys, "series has", "series have")} no label {options.ServiceLabel} that names one of the services"],
        ];
        return found.Series(request.Services) is { Count: > 0 } measured
            ? [found.Evidence(measured, request, grid, question.Query, api.Link(question.Query, grid), warnings)]
            : [];
    }

    /// <param name="Signal">What is asked for.</param>
    /// <param name="Query">As it is sent.</param>
    /// <param name="Service">Whose all its series are; <see langword="null"/> where a label says it.</param>
    private sealed record Question(PrometheusSignal Signal, string Query, string? Service);
}
