using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Investigation;

/// <summary>A system that can be asked about an incident. Asking only reads: it may be repeated after a crash.</summary>
public interface IEvidenceSource
{
    /// <summary>Lower case, one word, for example <c>prometheus</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether it is asked before the others, because it tells who calls whom: they are then asked about the services that are called, too.
    /// </summary>
    bool TellsWhoCallsWhom => false;

    /// <summary>Asks the source; an empty answer is evidence of nothing, not a failure.</summary>
    /// <exception cref="EvidenceUnavailableException">The source could not answer; the message says why in words a person on call can use.</exception>
    /// <exception cref="OperationCanceledException">The investigator's deadline for this source has passed.</exception>
    Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation);
}

/// <summary>What a source is asked about.</summary>
/// <remarks>
/// An alert fires only after its rule has held for its <c>for:</c> duration, and a change or a rising latency comes before that:
/// <see cref="From"/> lies before the first alert's beginning by <see cref="InvestigationOptions.LookBack"/>, which is longer than any sensible one.
/// </remarks>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="Alerts">Some of its alerts, the first ones; at most 20.</param>
/// <param name="From">The start of the time to look at: before the first alert began.</param>
/// <param name="To">The end of it.</param>
public sealed record EvidenceRequest(Incident Incident, IReadOnlyList<Alert> Alerts, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The incident's own services, then those they call, the nearest first; bounded.</summary>
    public IReadOnlyList<string> Services { get; init; } = Incident.Services;

    /// <summary>When the first alert began to fire.</summary>
    public DateTimeOffset Began => Alerts.Count == 0 ? Incident.StartedAt : Alerts.Min(alert => alert.StartsAt);
}

/// <summary>A source did not answer, or answered with an error.</summary>
public sealed class EvidenceUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>What the source found before or beside the failure; it is kept, and the reason is told with it.</summary>
    public IReadOnlyList<Evidence> Found { get; init; } = [];
}
