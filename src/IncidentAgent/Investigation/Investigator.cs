using System.Globalization;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Sources;
using IncidentAgent.Investigation.Summary;
using IncidentAgent.Telemetry;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation;

/// <summary>
/// Asks every source about an incident, and says both what was found and what could not be found out. Who calls whom is asked first, for a short while;
/// then all others at the same time, about the incident's services and those they call.
/// </summary>
internal sealed partial class Investigator(
    IEnumerable<IEvidenceSource> sources, Lazy<Catalogue> catalogue, SummaryWriter summaries,
    IOptions<InvestigationOptions> options, AgentMetrics metrics, TimeProvider time, ILogger<Investigator> logger)
{
    /// <summary>How many of an incident's alerts the sources are shown.</summary>
    public const int MostAlerts = 20;

    /// <summary>
    /// Returns within <see cref="InvestigationOptions.Deadline"/> whatever the sources do, and within <see cref="LanguageModelOptions.Timeout"/> more
    /// where a language model words the summary. A source that fails, or is late, is in
    /// <see cref="Findings.Missing"/> with the reason. It only reads, so it may be repeated after a crash.
    /// </summary>
    /// <param name="incident">As it stands.</param>
    /// <param name="alerts">The incident's first alerts; those after the first <see cref="MostAlerts"/> are not looked at.</param>
    /// <param name="cancellation">The caller's own; only this ends the investigation without findings.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public async Task<Findings> InvestigateAsync(Incident incident, IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        var startedAt = time.GetUtcNow();
        IReadOnlyList<Alert> shown = [.. alerts.Take(MostAlerts)];
        var request = new EvidenceRequest(incident, shown, startedAt, startedAt);
        var window = InvestigationWindow.Around(request.Began, startedAt, options.Value);
        request = request with { From = window.From, To = window.To };

        // Twice that time is what the deadline has left beside the others' own: once to answer, once more for who does not stop when told to.
        var forCalls = Shorter(options.Value.CallsTimeout, (options.Value.Deadline - options.Value.SourceTimeout) / 2);
        var calls = await AskAsync(sources.Where(source => source.TellsWhoCallsWhom), request, forCalls, forCalls * 2, cancellation);
        var services = Neighbourhood.Of(
            incident.Services, [.. calls.SelectMany(answer => answer.Evidence).SelectMany(one => one.Facts?.Calls ?? [])],
            options.Value.MaxHops, options.Value.MaxServices);
        // On a machine that stood still meanwhile less than their own time may be left: they get it all the same.
        var left = options.Value.Deadline - (time.GetUtcNow() - startedAt);
        var rest = await AskAsync(
            sources.Where(source => !source.TellsWhoCallsWhom), request with { Services = services },
            options.Value.SourceTimeout, left > options.Value.SourceTimeout ? left : options.Value.SourceTimeout, cancellation);

        var answers = calls.Concat(rest).GroupBy(answer => answer.Source, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var missing = answers.Select(Missing).OfType<MissingEvidence>().ToList();
        foreach (var (source, reason) in missing)
        {
            EvidenceMissing(source, incident.Id, reason);
        }

        IReadOnlyList<Evidence> evidence = [.. answers.SelectMany(Numbered)];
        var found = new Findings(startedAt, time.GetUtcNow(), evidence, missing) { Asked = [.. answers.Select(group => group.Key)] };
        return answers.Count == 0 ? found : await ConcludeAsync(request, found, cancellation);
    }

    private async Task<Findings> ConcludeAsync(EvidenceRequest request, Findings found, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var analysis = RootCauseAnalysis.Of(new CaseFile
        {
            Alerting = request.Incident.Services,
            AlertedAt = request.Began,
            Evidence = found.Evidence,
            Missing = found.Missing,
            Objectives = options.Value.Objectives,
        });
        var actions = Advice.For(catalogue.Value, request.Incident, request.Alerts, found.Evidence, analysis);
        metrics.Analysed(time.GetElapsedTime(began));
        return found with
        {
            Analysis = analysis,
            Actions = actions,
            Summary = await summaries.WriteAsync(request.Incident, found, analysis, cancellation),
        };
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private Task<Answer[]> AskAsync(
        IEnumerable<IEvidenceSource> some, EvidenceRequest request, TimeSpan timeout, TimeSpan leaveAfter, CancellationToken cancellation) =>
        Task.WhenAll(some.Select(source => AskAsync(source, request, timeout, leaveAfter, cancellation)));

    private async Task<Answer> AskAsync(
        IEvidenceSource source, EvidenceRequest request, TimeSpan timeout, TimeSpan leaveAfter, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);

        // On a thread of its own, so that a source that blocks before its first await holds up neither the others nor the deadline.
        var collecting = Task.Run(() => source.CollectAsync(request, stop.Token), cancellation);
        await ((Task)collecting).WaitAsync(leaveAfter, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellation.IsCancellationRequested)
        {
            // The wait may end before the source has been told: a call that goes on would hold up the end of the process.
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }

        if (!collecting.IsCompleted)
        {
            return Nothing(source, $"did not answer within {Words.Of(timeout)}, nor stop when it was told to");
        }

        try
        {
            return new Answer(source.Name, await collecting, null);
        }
        catch (EvidenceUnavailableException e)
        {
            return new Answer(source.Name, e.Found, e.Message);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Nothing(source, $"did not answer within {Words.Of(timeout)}");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            SourceFailed(e, source.Name, request.Incident.Id);
            return Nothing(source, $"failed: {Words.OneLine(e.Message)}");
        }
    }

    private static Answer Nothing(IEvidenceSource source, string reason) => new(source.Name, [], reason);

    private static MissingEvidence? Missing(IGrouping<string, Answer> answers)
    {
        var reasons = answers.Select(answer => answer.Missing).OfType<string>().Distinct().ToList();
        return reasons.Count == 0 ? null : new MissingEvidence(answers.Key, string.Join("; ", reasons));
    }

    private static IEnumerable<Evidence> Numbered(IGrouping<string, Answer> answers) => answers.SelectMany(answer => answer.Evidence)
        .Select((one, index) => one with { Id = string.Create(CultureInfo.InvariantCulture, $"{answers.Key}-{index + 1}") });

    private sealed record Answer(string Source, IReadOnlyList<Evidence> Evidence, string? Missing);

    [LoggerMessage(LogLevel.Warning, "Evidence of {Source} about {Incident} is missing: {Reason}")]
    private partial void EvidenceMissing(string source, IncidentId incident, string reason);

    [LoggerMessage(LogLevel.Error, "The source {Source} broke while it was asked about {Incident}")]
    private partial void SourceFailed(Exception exception, string source, IncidentId incident);
}
