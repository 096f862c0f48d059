using System.Text.Json;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Storage;

/// <summary>A commit as rows: serialised on the caller's thread, so that the one writer only binds and writes.</summary>
internal sealed class CommitRows
{
    public required string Key { get; init; }

    public required long Epoch { get; init; }

    public required long Version { get; init; }

    public List<object?[]> Deliveries { get; } = [];

    public List<object?[]> Heads { get; } = [];

    public List<object?[]> Findings { get; } = [];

    public List<object?[]> NewAlerts { get; } = [];

    public List<object?[]> RefreshedAlerts { get; } = [];

    public List<object?[]> EndedAlerts { get; } = [];

    public List<object?[]> Timeline { get; } = [];

    public List<object?[]> Steps { get; } = [];

    public List<object?[]> DroppedSteps { get; } = [];

    public List<object?[]> Announcements { get; } = [];

    public List<object?[]> Postmortems { get; } = [];

    /// <summary>The highest number among the heads; 0 when none is written.</summary>
    public long LastIncident { get; private set; }

    public static CommitRows Of(IncidentCommit commit)
    {
        var rows = new CommitRows { Key = commit.After.Key, Epoch = commit.Epoch, Version = commit.Version };
        foreach (var delivery in commit.Deliveries)
        {
            rows.Deliveries.Add([delivery.Number, delivery.Source, Stored.Micros(delivery.ReceivedAt), delivery.Body.ToArray()]);
        }

        var shard = Shards.Of(rows.Key);
        foreach (var (number, after) in commit.After.Cases)
        {
            rows.AddCase(shard, commit.Before.Cases.GetValueOrDefault(number), after);
        }

        rows.AddChanges(shard, commit.Changes);
        return rows;
    }

    private void AddCase(int shard, IncidentCase? before, IncidentCase after)
    {
        var incident = after.Incident;
        var number = incident.Id.Number;
        if (!ReferenceEquals(before?.Incident, incident))
        {
            LastIncident = Math.Max(LastIncident, number);
            var labels = JsonSerializer.Serialize(incident.CommonLabels, StoredJson.Default.ImmutableSortedDictionaryStringString);
            Heads.Add([number, Key, incident.Status.ToString(), (int)incident.Severity, Stored.Micros(incident.OpenedAt), labels, Stored.Head(incident)]);
            if (incident.Findings is { } findings && !ReferenceEquals(before?.Incident.Findings, findings))
            {
                Findings.Add([number, Stored.Json(findings)]);
            }
        }

        if (ReferenceEquals(before?.Steps, after.Steps))
        {
            return;
        }

        foreach (var (kind, step) in after.Steps)
        {
            if (before?.Steps.GetValueOrDefault(kind) is not { } was || was with { RunningSince = null } != step with { RunningSince = null })
            {
                Steps.Add([number, kind.ToString(), Key, shard, Stored.Micros(step.DueAt), step.Attempts, step.Stuck ? 1 : 0, step.Error]);
            }
        }

        foreach (var kind in before?.Steps.Keys.Where(kind => !after.Steps.ContainsKey(kind)) ?? [])
        {
            DroppedSteps.Add([number, kind.ToString()]);
        }
    }

    private void AddChanges(int shard, Changes changes)
    {
        foreach (var row in changes.Alerts)
        {
            var alert = row.Alert;
            long? endsAt = alert.EndsAt is { } ended ? Stored.Micros(ended) : null;
            if (row.IsNew)
            {
                NewAlerts.Add([
                    row.Row, row.Incident.Number, Stored.Bytes(AlertKey.Of(alert).Value), Stored.Bytes(row.Content), Stored.Micros(alert.StartsAt),
                    alert.Status.ToString(), endsAt, Stored.Micros(row.FirstSeen), Stored.Micros(row.LastSeen), Stored.Json(alert)]);
            }
            else if (alert.Status is AlertStatus.Firing)
            {
                RefreshedAlerts.Add([row.Row, Stored.Bytes(row.Content), Stored.Micros(row.LastSeen), Stored.Json(alert)]);
            }
            else
            {
                EndedAlerts.Add([row.Row, Stored.Micros(alert.StartsAt), alert.Status.ToString(), endsAt, Stored.Micros(row.LastSeen)]);
            }
        }

        foreach (var (incident, entry) in changes.Timeline)
        {
            Timeline.Add([incident.Number, Stored.Micros(entry.At), entry.Kind.ToString(), entry.Text, entry.Actor]);
        }

        foreach (var row in changes.Announcements.Values)
        {
            var item = row.Item;
            long? sentAt = row.SentAt is { } sent ? Stored.Micros(sent) : null;
            Announcements.Add([
                item.Row, row.Incident.Number, Key, shard, row.Destination, item.Kind.ToString(), item.Text, row.State.ToString(),
                Stored.Micros(item.CreatedAt), Stored.Micros(item.NotBefore), item.Attempts, item.MayHaveArrived ? 1 : 0, sentAt, row.Receipt, row.Reason]);
        }

        foreach (var document in changes.Postmortems)
        {
            Postmortems.Add([
                document.Incident.Number, document.Revision, Stored.Micros(document.WrittenAt), document.ToMarkdown(), Stored.Json(document)]);
        }
    }
}
