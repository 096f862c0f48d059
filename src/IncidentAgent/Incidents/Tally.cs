namespace IncidentAgent.Incidents;

/// <summary>Counts what one delivery means for the incidents of one track; hardly ever is there more than one.</summary>
internal struct Tally
{
    private Observed[]? _counts;

    public readonly int Count => _counts?.Length ?? 0;

    public readonly IncidentId this[int index] => _counts![index].Incident;

    public void Add(IncidentId incident, bool duplicate)
    {
        var duplicates = duplicate ? 1 : 0;
        for (var index = 0; index < Count; index++)
        {
            ref var count = ref _counts![index];
            if (count.Incident == incident)
            {
                count = count with { Alerts = count.Alerts + 1, Duplicates = count.Duplicates + duplicates };
                return;
            }
        }

        // Its status is seen at the end.
        Array.Resize(ref _counts, Count + 1);
        _counts[^1] = new Observed(incident, IncidentStatus.Closed, 1, duplicates);
        Array.Sort(_counts, static (a, b) => a.Incident.Number.CompareTo(b.Incident.Number));
    }

    /// <summary>By incident number, with the status the track shows; what it no longer carries along is closed. Counts no more after that.</summary>
    public readonly Observed[] In(IncidentTrack track)
    {
        foreach (ref var count in _counts.AsSpan())
        {
            count = count with { Status = track.Find(count.Incident)?.Incident.Status ?? IncidentStatus.Closed };
        }

        return _counts ?? [];
    }
}
