using System.Globalization;

namespace IncidentAgent.Commands;

/// <summary>
/// Sends a recording at a steady rate, one payload after the other so that their order holds. Each is due at a fixed time after the start: a slow
/// answer delays what follows it, and does not slow the rate for good.
/// </summary>
internal sealed class Replay(AgentClient agent, TimeProvider time, double ratePerSecond)
{
    /// <param name="recording">What to send.</param>
    /// <param name="onSent">Called after each payload, sent or not.</param>
    /// <param name="cancellation">Stops it between or within two payloads.</param>
    public async Task<ReplaySummary> RunAsync(Recording recording, Action<SentPayload> onSent, CancellationToken cancellation)
    {
        var start = time.GetUtcNow();
        var sent = new List<SentPayload>(recording.Payloads.Count);
        foreach (var (i, payload) in recording.Payloads.Index())
        {
            await WaitUntilAsync(start + TimeSpan.FromSeconds(i / ratePerSecond), cancellation);
            var outcome = payload.Fault is { } fault
                ? new WebhookOutcome.Refused($"{fault}; nothing was sent for it")
                : await agent.SendAlertsAsync(payload.Bytes, cancellation);
            sent.Add(new(payload.Name, outcome));
            onSent(sent[^1]);
        }

        return ReplaySummary.Of(sent);
    }

    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        var wait = due - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellation);
        }
    }
}

/// <summary>What became of one payload.</summary>
internal sealed record SentPayload(string Name, WebhookOutcome Outcome)
{
    public bool IsRefused => Outcome is WebhookOutcome.Refused;

    public string Line => Terminal.Safe(Outcome switch
    {
        WebhookOutcome.Accepted({ Incidents: [] }) => $"{Name}: accepted, no incident",
        WebhookOutcome.Accepted accepted => $"{Name}: {string.Join(", ", accepted.Answer.Incidents.Select(incident => $"{incident.Id} {incident.Status}"))}",
        WebhookOutcome.Refused refused => $"{Name}: refused, {refused.Reason}",
        _ => Name,
    });
}

/// <summary>What became of a whole recording.</summary>
/// <param name="Accepted">Payloads.</param>
/// <param name="Refused">Payloads.</param>
/// <param name="Alerts">As the agent counted them.</param>
/// <param name="Duplicates">Alerts the agent already had.</param>
/// <param name="Quarantined">Alerts the agent put aside.</param>
internal sealed record ReplaySummary(int Accepted, int Refused, int Alerts, int Duplicates, int Quarantined)
{
    public static ReplaySummary Of(IReadOnlyList<SentPayload> sent)
    {
        var answers = sent.Select(payload => payload.Outcome).OfType<WebhookOutcome.Accepted>().Select(accepted => accepted.Answer).ToList();
        var incidents = answers.SelectMany(answer => answer.Incidents).ToList();
        return new(
            answers.Count,
            sent.Count - answers.Count,
            incidents.Sum(incident => incident.Alerts),
            incidents.Sum(incident => incident.Duplicates),
            answers.Sum(answer => answer.Quarantined));
    }

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Accepted} accepted ({Alerts} alerts, {Duplicates} duplicates, {Quarantined} quarantined), {Refused} refused");
}
