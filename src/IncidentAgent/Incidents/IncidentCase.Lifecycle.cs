using System.Collections.Immutable;
using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

internal sealed partial record IncidentCase
{
    /// <summary>Opened, or opened again: evidence is due, people are told at once, and the wait for an acknowledgement begins.</summary>
    public IncidentCase Begin(DateTimeOffset now, IncidentPolicy policy, Changes changes, AnnouncementKind kind, string text) =>
        Due(StepKind.Investigate, now).Announce(kind, text, now, policy, changes, reroute: true).AwaitAcknowledgement(now, policy);

    /// <summary>
    /// The wait for an acknowledgement begins, where the rules name somebody to tell after it. One that runs goes on unless the new one is over sooner,
    /// and after an acknowledgement or an escalation there is none.
    /// </summary>
    public IncidentCase AwaitAcknowledgement(DateTimeOffset now, IncidentPolicy policy) =>
        Incident is { Status: IncidentStatus.Open, EscalatedAt: null }
        && policy.Route(Incident, now) is { EscalateAfter: { } wait, EscalateTo: { IsEmpty: false } next }
        && (!Steps.TryGetValue(StepKind.Escalate, out var runs) || (runs is { RunningSince: null, Stuck: false } && runs.DueAt > now + wait))
            ? (this with { Incident = Incident with { EscalateTo = next } }).Due(StepKind.Escalate, now + wait)
            : this;

    public IncidentCase Acknowledge(string actor, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        changes.Note(Incident.Id, now, TimelineKind.Acknowledged, "Acknowledged", actor);
        var acknowledged = this with { Incident = Incident.Acknowledge(actor, now) };
        return acknowledged.Drop(StepKind.Escalate)
            .Announce(AnnouncementKind.Acknowledged, Sentences.Acknowledged(acknowledged.Incident), now, policy, changes);
    }

    /// <param name="actor">Who resolved it; <see langword="null"/> when its last alert was resolved by the sender.</param>
    /// <param name="now">The agent's clock.</param>
    /// <param name="policy">The configuration.</param>
    /// <param name="changes">The rows to write.</param>
    public IncidentCase Resolve(string? actor, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        changes.Note(Incident.Id, now, TimelineKind.Resolved, actor is null ? "Resolved: every alert is over" : "Resolved by hand", actor);
        var resolved = this with { Incident = Incident.Resolve(actor, now) };
        return resolved.Drop(StepKind.Escalate)
            .Due(StepKind.WriteUp, now)
            .Due(StepKind.Close, now + policy.ReopenWindow)
            .Announce(AnnouncementKind.Resolved, Sentences.Resolved(resolved.Incident), now, policy, changes);
    }

    /// <summary>A person's remark. A postmortem that is written already is written anew.</summary>
    public IncidentCase Remark(string actor, string text, DateTimeOffset now, Changes changes)
    {
        changes.Note(Incident.Id, now, TimelineKind.Note, text, actor);
        return Incident.IsOver ? Due(StepKind.WriteUp, now) : this;
    }

    /// <summary>Gathers evidence again, also when the step was stuck.</summary>
    public IncidentCase Reinvestigate(DateTimeOffset now) =>
        (this with { Incident = Incident with { StuckSteps = Incident.StuckSteps.Remove(StepKind.Investigate) } }).Due(StepKind.Investigate, now);

    /// <summary>Tells the next people, once for each time the incident opens. Does nothing where nobody is named or somebody has acknowledged it.</summary>
    public IncidentCase Escalate(string reason, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        // The rules of this moment know best who is on duty. Where they name nobody, whoever was promised an escalation still is.
        var next = policy.Route(Incident, now).EscalateTo is { IsEmpty: false } named ? named : Incident.EscalateTo ?? [];
        if (next.IsEmpty || Incident.Status is not IncidentStatus.Open || Incident.EscalatedAt is not null)
        {
            return Drop(StepKind.Escalate);
        }

        changes.Note(Incident.Id, now, TimelineKind.Escalated, $"Escalated to {string.Join(", ", next)}: {reason}");
        var escalated = this with { Incident = Incident with { EscalatedAt = now, Revision = Incident.Revision + 1 } };
        return escalated.Drop(StepKind.Escalate)
            .Tell(next, AnnouncementKind.Escalated, Sentences.Escalated(escalated.Incident, reason), now, policy, changes);
    }

    /// <summary>
    /// Tells everyone who was told before; with <paramref name="reroute"/> also those whom the routing rules name now, for whom it is the first word.
    /// </summary>
    public IncidentCase Announce(
        AnnouncementKind kind, string text, DateTimeOffset now, IncidentPolicy policy, Changes changes, bool reroute = false)
    {
        var told = Incident.AnnouncedTo;
        var added = reroute ? policy.Route(Incident, now).Destinations.RemoveRange(told) : [];
        return Tell(told, kind, text, now, policy, changes).Tell(added, AnnouncementKind.Opened, text, now, policy, changes);
    }

    /// <summary>Tells what became of some of its alerts. In a storm almost always there is nobody to be told, and no sentence is made.</summary>
    public IncidentCase AnnounceUpdate(Func<Changes, string> what, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        foreach (var destination in Incident.AnnouncedTo)
        {
            if (IsNews(Lanes.GetValueOrDefault(destination, Lane.Empty), destination, policy))
            {
                return Tell(Incident.AnnouncedTo, AnnouncementKind.Updated, Sentences.Updated(Incident, what(changes)), now, policy, changes);
            }
        }

        return this;
    }

    private IncidentCase Tell(
        ImmutableArray<string> destinations, AnnouncementKind kind, string text, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        var lanes = Lanes;
        foreach (var destination in destinations)
        {
            var lane = lanes.GetValueOrDefault(destination, Lane.Empty);
            if (kind is AnnouncementKind.Updated && !IsNews(lane, destination, policy))
            {
                continue;
            }

            var item = new Outgoing
            {
                Row = policy.Numbers.NextAnnouncement(),
                Kind = kind,
                Text = text,
                CreatedAt = now,
                NotBefore = kind is AnnouncementKind.Updated ? now + UpdatesSettle : now,
            };
            lanes = lanes.SetItem(destination, lane with { Waiting = lane.Waiting.Add(item) });
            changes.Add(new AnnouncementRow
            {
                Incident = Incident.Id,
                Destination = destination,
                Item = item,
                State = AnnouncementState.Pending,
            });
        }

        var told = Incident.AnnouncedTo;
        var added = destinations.RemoveRange(told);
        return this with { Lanes = lanes, Incident = added.IsEmpty ? Incident : Incident with { AnnouncedTo = told.AddRange(added) } };
    }

    /// <summary>An update is not wanted everywhere, and where something waits already that will show the newest state anyway.</summary>
    private static bool IsNews(Lane lane, string destination, IncidentPolicy policy) =>
        policy.HearsUpdates(destination) && !lane.Waiting.Exists(static item => item.SendingSince is null);

    /// <summary>In a storm, updates that follow each other closer than this become one.</summary>
    private static readonly TimeSpan UpdatesSettle = TimeSpan.FromSeconds(1);
}
