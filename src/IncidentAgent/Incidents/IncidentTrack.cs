using System.Collections.Immutable;
using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>
/// Everything one correlation key has been through that still matters: its incidents that are not settled, the newest one, and the last episode of
/// each alert. A value: each method takes what happened and the clock, and returns the next track, noting the rows to write in
/// <see cref="Changes"/>. Heads and steps need no noting: the commit writes those that differ between the old track and the new.
/// </summary>
internal sealed partial record IncidentTrack
{
    public required string Key { get; init; }

    /// <summary>By incident number, the last one is the newest; hardly ever more than two.</summary>
    public ImmutableArray<IncidentCase> Cases { get; init; } = [];

    /// <summary>The last episode known of each alert, whichever incident it belonged to: what makes an old redelivery harmless.</summary>
    public Episodes Episodes { get; init; } = new([]);

    public IncidentCase? Newest => Cases.IsEmpty ? null : Cases[^1];

    public IncidentCase? Find(IncidentId id) => PlaceOf(id) is var at && Has(id, at) ? Cases[at] : null;

    /// <summary>This one where nothing changed: then there is nothing to commit either.</summary>
    public IncidentTrack With(IncidentCase changed) => ReferenceEquals(Find(changed.Incident.Id), changed) ? this : With(changed, Episodes);

    /// <summary>The same, and what was decided of alerts.</summary>
    public IncidentTrack With(IncidentCase changed, Episodes episodes)
    {
        var id = changed.Incident.Id;
        var at = PlaceOf(id);
        return this with { Cases = Has(id, at) ? Cases.SetItem(at, changed) : Cases.Insert(at, changed), Episodes = episodes };
    }

    /// <summary>Where it is, or would be. Sought from the end: it is almost always the newest.</summary>
    private int PlaceOf(IncidentId id)
    {
        var at = Cases.Length;
        while (at > 0 && Cases[at - 1].Incident.Id.Number >= id.Number)
        {
            at--;
        }

        return at;
    }

    private bool Has(IncidentId id, int at) => at < Cases.Length && Cases[at].Incident.Id == id;

    /// <summary>Forgets incidents that are settled, except the newest: whatever they still have to say is in the store.</summary>
    public IncidentTrack WithoutSettled()
    {
        if (Cases.Length < 2)
        {
            return this;
        }

        var kept = Cases.RemoveAll(one => one != Newest && one.IsSettled);
        return kept.Length == Cases.Length ? this : this with { Cases = kept };
    }

    /// <summary>Forgets alerts that are over and that nobody has spoken of since <paramref name="before"/>.</summary>
    public IncidentTrack WithoutForgotten(DateTimeOffset before) =>
        this with { Episodes = Episodes.Without(episode => episode.Status is AlertStatus.Resolved && episode.LastSeen < before) };
}
