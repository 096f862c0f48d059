using IncidentAgent.Postmortems;
using IncidentAgent.Storage;

namespace IncidentAgent.Incidents;

internal sealed partial record IncidentTrack
{
    /// <summary>Does what a person asked; the second value says why it makes no sense for this incident.</summary>
    public (IncidentTrack Next, string? Refused) Act(
        ActRequest request, DateTimeOffset now, IncidentPolicy policy, Changes changes, IIncidentStore store)
    {
        if (request.Action is PersonAction.RetryDeadLetters or PersonAction.DismissDeadLetters)
        {
            return ActOnDeadLetters(request, now, policy, changes, store);
        }

        if (Find(request.Incident) is not { } one)
        {
            return request.Action is PersonAction.Note && store.Find(request.Incident) is { } record
                ? (RemarkOnSettled(record, (store.Postmortem(request.Incident)?.Revision ?? 0) + 1, request, now, policy, changes), null)
                : (this, $"{request.Incident} is closed; only a note can be added to it.");
        }

        var status = one.Incident.Status;
        return request.Action switch
        {
            PersonAction.Acknowledge when one.Incident.IsOver => (this, $"{request.Incident} is {Word(status)}; there is nothing to acknowledge."),
            PersonAction.Acknowledge when status is IncidentStatus.Acknowledged => (With(Remarked(one, request, now, changes)), null),
            PersonAction.Acknowledge => (With(Remarked(one, request, now, changes).Acknowledge(request.Actor, now, policy, changes)), null),
            PersonAction.Resolve when status is IncidentStatus.Closed => (this, $"{request.Incident} is closed; there is nothing to resolve any more."),
            PersonAction.Resolve when one.Incident.IsOver => (With(Remarked(one, request, now, changes)), null),
            PersonAction.Resolve => (With(Remarked(one, request, now, changes).Resolve(request.Actor, now, policy, changes)), null),
            PersonAction.Note => (With(Remarked(one, request, now, changes)), null),
            PersonAction.Analyze when status is IncidentStatus.Closed => (this, $"{request.Incident} is closed; there is nothing to analyze any more."),
            PersonAction.Analyze => (With(one.Reinvestigate(now)), null),
            _ => throw new InvalidOperationException($"No rule for the action {request.Action}."),
        };
    }

    /// <summary>By the time something is given up its incident is often settled, and no longer carried along; it is again while there is something to send.</summary>
    private (IncidentTrack Next, string? Refused) ActOnDeadLetters(
        ActRequest request, DateTimeOffset now, IncidentPolicy policy, Changes changes, IIncidentStore store)
    {
        var dead = store.DeadLetters(request.Incident);
        if (dead.Count == 0 || (Find(request.Incident) ?? store.Case(request.Incident)) is not { } one)
        {
            return (this, $"{request.Incident} has no dead letter.");
        }

        var remarked = Remarked(one, request, now, changes);
        return (With(request.Action is PersonAction.RetryDeadLetters
            ? remarked.RetryDeadLetters(dead, request.Actor, now, policy, changes)
            : remarked.DismissDeadLetters(dead, request.Actor, now, changes)), null);
    }

    private static IncidentCase Remarked(IncidentCase one, ActRequest request, DateTimeOffset now, Changes changes) =>
        string.IsNullOrWhiteSpace(request.Text) ? one : one.Remark(request.Actor, request.Text.Trim(), now, changes);

    /// <summary>A settled incident is no longer carried along, so its postmortem is written anew from the store, in the same commit as the note.</summary>
    private IncidentTrack RemarkOnSettled(IncidentRecord record, int revision, ActRequest request, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        var note = new TimelineEntry(now, TimelineKind.Note, request.Text!.Trim(), request.Actor);
        changes.Note(request.Incident, note.At, note.Kind, note.Text, note.Actor);
        changes.Add(PostmortemDraft.Write(record with { Timeline = [.. record.Timeline, note] }, revision, now, policy.StaleAfter));
        return this;
    }

    private static string Word(IncidentStatus status) => status.ToString().ToLowerInvariant();
}
