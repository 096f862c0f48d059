using System.Globalization;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>What the places of a catalogue's texts are filled with. The values come from senders and sources: text, never an instruction.</summary>
/// <param name="incident">As it stands.</param>
/// <param name="alerts">Its first alerts.</param>
/// <param name="changes">What was changed shortly before the onset, the last change first.</param>
/// <param name="service">The cause's; <see langword="null"/> where no cause is known.</param>
internal sealed class IncidentValues(Incident incident, IReadOnlyList<Alert> alerts, IReadOnlyList<NearbyChange> changes, string? service)
{
    private readonly string? _service = service ?? (incident.Services is [var only] ? only : null);

    /// <summary>
    /// <c>service</c>, <c>change</c> (the last one of the service shortly before the onset, else the last one of no known service), <c>since</c>
    /// (when the first alert began, as RFC 3339), <c>incident</c>, <c>severity</c>, or a label; <see langword="null"/> when it is not known.
    /// </summary>
    public string? Of(string name) => name switch
    {
        "service" => _service,
        "change" => LastChange(),
        "since" => incident.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "incident" => incident.Id.ToString(),
        "severity" => Sentences.Word(incident.Severity),
        _ => Label(name),
    };

    /// <summary>Not a workflow run: it may have deployed nothing that could be taken back.</summary>
    private string? LastChange()
    {
        var last = changes.Select(near => near.Change).Where(change => change.Kind != ChangeEvent.WorkflowRun).ToList();
        return (last.Find(change => change.Service is { } changed && changed == _service) ?? last.Find(change => change.Service is null))?.Summary;
    }

    /// <summary>Of alerts about this very service, where they agree: the label of another one would name the wrong thing to act on.</summary>
    private string? Label(string name)
    {
        if (service is null)
        {
            return incident.CommonLabels.GetValueOrDefault(name) is { Length: > 0 } common ? common : null;
        }

        var isOnly = incident.Services is [var only] && only == service;
        var own = alerts.Where(alert => isOnly || alert.Label("service") == service).Select(alert => alert.Label(name)).Distinct().ToList();
        return own is [{ Length: > 0 } value] ? value : null;
    }
}
