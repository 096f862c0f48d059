namespace IncidentAgent.Incidents;

/// <summary>Counts what one delivery means for the incidents of one track; hardly ever is there more than one.</summary>
internal sealed class Tally
{
    private readonly List<(IncidentId Incident, int Alerts, int Duplicates)> _counts = new(1);

    public int Count => _counts.Count;

    public IncidentId this[int index] => _counts[index].Incident;

    public void Add(IncidentId incident, bool duplicate)
    {
        var duplicates = duplicate ? 1 : 0;
        for (var index = 0; index < _counts.Count; index++)
        {
            var count = _counts[index];
            if (count.Incident == incident)
            {
                _counts[index] = (incident, count.Alerts + 1, count.Duplicates + duplicates);
                return;
            }
        }

        _counts.Add((incident, 1, duplicates));
        _counts.Sort(static (a, b) => a.Incident.Number.CompareTo(b.Incident.Number));
    }

    /// <summary>By incident number, with the status the track shows; what it no longer carries along is closed.</summary>
    public Observed[] In(IncidentTrack track)
    {
        var observed = new Observed[_counts.Count];
        for (var index = 0; index < observed.Length; index++)
        {
            var (incident, alerts, duplicates) = _counts[index];
            observed[index] = new Observed(incident, track.Find(incident)?.Incident.Status ?? IncidentStatus.Closed, alerts, duplicates);
        }

        return observed;
    }
}
