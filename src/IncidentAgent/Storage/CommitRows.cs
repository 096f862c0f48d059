using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Storage;

/// <summary>A commit as rows: serialised on the caller's thread, so that the one writer only puts bytes behind each other. Is filled again and again.</summary>
internal sealed class CommitRows
{
    private readonly RowBuffer _rows = new();

    public string Key { get; private set; } = "";

    public long Epoch { get; private set; }

    public long Version { get; private set; }

    public ReadOnlySpan<byte> Written => _rows.Written;

    /// <summary>Takes in what was not known before.</summary>
    public bool HasNews { get; private set; }

    public void Fill(in IncidentCommit commit)
    {
        (Key, Epoch, Version) = (commit.After.Key, commit.Epoch, commit.Version);
        HasNews = commit.Changes.Alerts.Count > 0;
        var shard = Shards.Of(Key);
        var lastIncident = 0L;
        foreach (var after in commit.After.Cases)
        {
            var before = commit.Before.Find(after.Incident.Id);
            if (!ReferenceEquals(before?.Incident, after.Incident))
            {
                lastIncident = Math.Max(lastIncident, after.Incident.Id.Number);
                AddHead(before?.Incident, after.Incident);
            }

            if (!ReferenceEquals(before?.Steps, after.Steps))
            {
                AddSteps(shard, before, after);
            }
        }

        if (lastIncident > 0)
        {
            _rows.Row(Table.LastIncident).Value(lastIncident);
        }

        AddChanges(shard, commit.Changes);

        // What the writer leaves behind; it writes the commit only where it finds the key as the caller knew it.
        _rows.Row(Table.Writer).Value(Key).Value(Math.Max(1, Epoch)).Value(Version + 1);
    }

    /// <summary>Forgets them, to be filled again.</summary>
    public void Clear() => _rows.Clear();

    private void AddHead(Incident? before, Incident incident)
    {
        var number = incident.Id.Number;
        if (before is not null && incident.DiffersOnlyInCounts(before))
        {
            _rows.Row(Table.Counts).Value(number).Value((long)incident.FiringAlerts).Value((long)incident.ResolvedAlerts).Value((long)incident.Revision);
            return;
        }

        _rows.Row(Table.Head).Value(number).Value(Key).Word(incident.Status).Value((long)incident.Severity).Value(incident.OpenedAt)
            .Json(incident.CommonLabels, WrittenJson.Default.ImmutableSortedDictionaryStringString)
            .Json(incident.WithoutFindings(), WrittenJson.Default.Incident);
        if (incident.HasNewFindings(before))
        {
            _rows.Row(Table.Findings).Value(number).Json(incident.Findings!, WrittenJson.Default.Findings);
        }
    }

    private void AddSteps(int shard, IncidentCase? before, IncidentCase after)
    {
        var number = after.Incident.Id.Number;
        foreach (var (kind, step) in after.Steps)
        {
            if (before?.Steps.GetValueOrDefault(kind) is not { } was || was with { RunningSince = null } != step with { RunningSince = null })
            {
                _rows.Row(Table.Step).Value(number).Word(kind).Value(Key).Value((long)shard).Value(step.DueAt).Value((long)step.Attempts)
                    .Value(step.Stuck ? 1L : 0L).Value(step.Error);
            }
        }

        foreach (var kind in before?.Steps.Keys.Where(kind => !after.Steps.ContainsKey(kind)) ?? [])
        {
            _rows.Row(Table.DroppedStep).Value(number).Word(kind);
        }
    }

    private void AddChanges(int shard, Changes changes)
    {
        for (var index = 0; index < changes.Alerts.Count; index++)
        {
            AddAlert(changes.Alerts[index]);
        }

        foreach (var (incident, entry) in changes.Timeline)
        {
            _rows.Row(Table.Timeline).Value(incident.Number).Value(entry.At).Word(entry.Kind).Value(entry.Text).Value(entry.Actor);
        }

        foreach (var row in changes.Announcements)
        {
            var item = row.Item;
            _rows.Row(Table.Announcement).Value(item.Row).Value(row.Incident.Number).Value(Key).Value((long)shard).Value(row.Destination)
                .Word(item.Kind).Value(item.Text).Word(row.State).Value(item.CreatedAt).Value(item.NotBefore)
                .Value((long)item.Attempts).Value(item.MayHaveArrived ? 1L : 0L).Value(row.SentAt).Value(row.Receipt).Value(row.Reason);
        }

        foreach (var document in changes.Postmortems)
        {
            _rows.Row(Table.Postmortem).Value(document.Incident.Number).Value((long)document.Revision).Value(document.WrittenAt).Value(document.ToMarkdown())
                .Json(document, WrittenJson.Default.PostmortemDocument);
        }
    }

    private void AddAlert(in AlertRow row)
    {
        var alert = row.Alert;
        if (row.IsNew)
        {
            _rows.Row(Table.NewAlert).Value(row.Row).Value(row.Incident.Number).Value(row.Key.Value).Value(row.Content).Value(alert.StartsAt)
                .Word(alert.Status).Value(alert.EndsAt).Value(row.SeenAt).Value(row.SeenAt).Json(alert);
        }
        else if (alert.Status is AlertStatus.Firing)
        {
            _rows.Row(Table.RefreshedAlert).Value(row.Incident.Number).Value(row.Row).Value(row.Content).Value(row.SeenAt).Json(alert);
        }
        else
        {
            _rows.Row(Table.EndedAlert).Value(row.Incident.Number).Value(row.Row).Value(alert.StartsAt).Word(alert.Status).Value(alert.EndsAt)
                .Value(row.SeenAt);
        }
    }
}
