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

    /// <summary>By incident number; the last one is the newest.</summary>
    public ImmutableSortedDictionary<long, IncidentCase> Cases { get; init; } = ImmutableSortedDictionary<long, IncidentCase>.Empty;

    /// <summary>The last episode known of each alert, whichever incident it belonged to: what makes an old redelivery harmless.</summary>
    public Episodes Episodes { get; init; } = new([]);

    public IncidentCase? Newest => Cases.IsEmpty ? null : Cases.Last().Value;

    public IncidentCase? Find(IncidentId id) => Cases.GetValueOrDefault(id.Number);

    public IncidentTrack With(IncidentCase changed) => this with { Cases = Cases.SetItem(changed.Incident.Id.Number, changed) };

    /// <summary>Forgets incidents that are settled, except the newest: whatever they still have to say is in the store.</summary>
    public IncidentTrack WithoutSettled()
    {
        if (Cases.Count < 2)
        {
            return this;
        }

        var newest = Newest!.Incident.Id.Number;
        var settled = Cases.Where(pair => pair.Key != newest && pair.Value.IsSettled).Select(pair => pair.Key).ToList();
        return settled.Count == 0 ? this : this with { Cases = Cases.RemoveRange(settled) };
    }

    /// <summary>Forgets alerts that are over and that nobody has spoken of since <paramref name="before"/>.</summary>
    public IncidentTrack WithoutForgotten(DateTimeOffset before) =>
        this with { Episodes = Episodes.Without(episode => episode.Status is AlertStatus.Resolved && episode.LastSeen < before) };

    /// <summary>What was decided of alerts is committed.</summary>
    public IncidentTrack TakeIn() => Episodes.TakeIn() is var all && ReferenceEquals(all, Episodes) ? this : this with { Episodes = all };
}

/// <summary>The last episode known of one alert.</summary>
/// <param name="Row">Its row in the store.</param>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="StartsAt">When it began.</param>
/// <param name="Status">Whether it still fires.</param>
/// <param name="Content">A digest of labels and annotations, to see whether a repeat says something new.</param>
/// <param name="LastSeen">When the sender last spoke of it, as it is in the store; at most <see cref="IncidentPolicy.SeenWithin"/> behind.</param>
/// <param name="EndedAt">The end that was last reported of it, also where it fires again since; <see langword="null"/> when none was.</param>
internal sealed record Episode(
    long Row, IncidentId Incident, DateTimeOffset StartsAt, AlertStatus Status, UInt128 Content, DateTimeOffset LastSeen, DateTimeOffset? EndedAt = null);
