using System.Globalization;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Sources;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation;

/// <summary>Asks every source about an incident at the same time, and says both what was found and what could not be found out.</summary>
internal sealed partial class Investigator(
    IEnumerable<IEvidenceSource> sources, IOptions<InvestigationOptions> options, TimeProvider time, ILogger<Investigator> logger)
{
    /// <summary>How many of an incident's alerts the sources are shown.</summary>
    public const int MostAlerts = 20;

    /// <summary>
    /// Returns within <see cref="InvestigationOptions.Deadline"/> whatever the sources do. A source that fails, or is late, is in
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
        var began = shown.Count == 0 ? incident.StartedAt : shown.Min(alert => alert.StartsAt);
        var window = InvestigationWindow.Around(began, startedAt, options.Value);
        var request = new EvidenceRequest(incident, shown, window.From, window.To);

        var answers = await Task.WhenAll(
            sources.OrderBy(source => source.Name, StringComparer.Ordinal).Select(source => AskAsync(source, request, cancellation)));

        var missing = answers.Select(answer => answer.Missing).OfType<MissingEvidence>().ToList();
        foreach (var (source, reason) in missing)
        {
            EvidenceMissing(source, incident.Id, reason);
        }

        IReadOnlyList<Evidence> evidence = [.. answers.SelectMany(answer => answer.Evidence)];
        return new Findings(startedAt, time.GetUtcNow(), evidence, missing)
        {
            Asked = [.. sources.Select(source => source.Name).Order(StringComparer.Ordinal)],
            Analysis = answers.Length == 0 ? null : RootCauseAnalysis.Of(new CaseFile
            {
                Alerting = incident.Services,
                AlertedAt = began,
                Evidence = evidence,
                Missing = missing,
                Objectives = options.Value.Objectives,
            }),
        };
    }

    private async Task<Answer> AskAsync(IEvidenceSource source, EvidenceRequest request, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.Value.SourceTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);

        // On a thread of its own, so that a source that blocks before its first await holds up neither the others nor the deadline.
        var collecting = Task.Run(() => source.CollectAsync(request, stop.Token), cancellation);
        await ((Task)collecting).WaitAsync(options.Value.Deadline, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (!collecting.IsCompleted)
        {
            return Nothing(source, $"did not answer within {Words.Of(options.Value.SourceTimeout)}, nor stop when it was told to");
        }

        try
        {
            return new Answer(Numbered(source, await collecting), null);
        }
        catch (EvidenceUnavailableException e)
        {
            return new Answer(Numbered(source, e.Found), new MissingEvidence(source.Name, e.Message));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Nothing(source, $"did not answer within {Words.Of(options.Value.SourceTimeout)}");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            SourceFailed(e, source.Name, request.Incident.Id);
            return Nothing(source, $"failed: {Words.OneLine(e.Message)}");
        }
    }

    private static Answer Nothing(IEvidenceSource source, string reason) => new([], new MissingEvidence(source.Name, reason));

    private static IReadOnlyList<Evidence> Numbered(IEvidenceSource source, IReadOnlyList<Evidence> evidence) =>
        [.. evidence.Select((one, index) => one with { Id = string.Create(CultureInfo.InvariantCulture, $"{source.Name}-{index + 1}") })];

    private sealed record Answer(IReadOnlyList<Evidence> Evidence, MissingEvidence? Missing);

    [LoggerMessage(LogLevel.Warning, "Evidence of {Source} about {Incident} is missing: {Reason}")]
    private partial void EvidenceMissing(string source, IncidentId incident, string reason);

    [LoggerMessage(LogLevel.Error, "The source {Source} broke while it was asked about {Incident}")]
    private partial void SourceFailed(Exception exception, string source, IncidentId incident);
}
