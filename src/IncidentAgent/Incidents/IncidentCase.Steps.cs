using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Notifications;
using IncidentAgent.Postmortems;

namespace IncidentAgent.Incidents;

internal sealed partial record IncidentCase
{
    /// <summary>
    /// Begins a step, counting the attempt. Returns <see langword="null"/> when it is not due, is stuck, or was begun less than
    /// <paramref name="lease"/> ago by a run that has not come back.
    /// </summary>
    public (IncidentCase Next, Step Begun)? BeginStep(StepKind kind, DateTimeOffset now, TimeSpan lease)
    {
        if (Steps.GetValueOrDefault(kind) is not { Stuck: false } step || step.DueAt > now || step.RunningSince > now - lease)
        {
            return null;
        }

        var begun = step with { Attempts = step.Attempts + 1, RunningSince = now };
        return (this with { Steps = Steps.SetItem(kind, begun) }, begun);
    }

    /// <summary>
    /// Makes a step stuck that has been begun as often as it may and never came back: it may be what ends the process. Returns
    /// <see langword="null"/> when it may be begun again, or runs.
    /// </summary>
    public IncidentCase? GiveUpLost(StepKind kind, DateTimeOffset now, TimeSpan lease, IncidentPolicy policy, Changes changes) =>
        Steps.GetValueOrDefault(kind) is { Stuck: false } step && step.Attempts >= policy.StepAttempts
        && step.DueAt <= now && !(step.RunningSince > now - lease)
            ? Failed(kind, step, "each time it was begun, the agent ended before it did or it never came back", now, policy, changes)
            : null;

    /// <summary>Takes the result of a step. A step that was made due again while it ran stays due.</summary>
    public IncidentCase EndStep(StepKind kind, StepResult result, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        if (Steps.GetValueOrDefault(kind) is not { } step)
        {
            return this;
        }

        // Made due again while it ran: what was found or written is kept, but its end decides nothing about the run that is still to come.
        var overtaken = step.RunningSince is null;
        if (overtaken && result is (StepResult.Failed or StepResult.Done))
        {
            return this;
        }

        if (result is StepResult.Failed failed)
        {
            return Failed(kind, step, failed.Reason, now, policy, changes);
        }

        var ended = overtaken ? this : Drop(kind);
        ended = ended with { Incident = ended.Incident with { StuckSteps = ended.Incident.StuckSteps.Remove(kind) } };
        return result switch
        {
            StepResult.Investigated(var findings) => ended.Investigated(findings, now, policy, changes),
            StepResult.WrittenUp(var document) => ended.WrittenUp(document, changes),
            StepResult.Done => kind switch
            {
                StepKind.Escalate => ended.Escalate("nobody has acknowledged it", now, policy, changes),
                StepKind.Close => ended.Closed(now, changes),
                _ => ended,
            },
            _ => throw new InvalidOperationException($"No rule for the result {result}."),
        };
    }

    private IncidentCase Investigated(Findings findings, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        var found = this with { Incident = Incident with { Findings = findings, InvestigatedAt = findings.EndedAt } };
        if (findings.Evidence.Count + findings.Missing.Count == 0)
        {
            return found;
        }

        changes.Note(Incident.Id, now, TimelineKind.Investigated, Sentences.Investigated(findings));
        if (findings.Analysis is { } analysis)
        {
            changes.Note(Incident.Id, now, TimelineKind.Investigated, Conclusion.Headline(analysis));
        }

        if (findings.Analysis is { Changes.Count: > 0 } changed)
        {
            changes.Note(Incident.Id, now, TimelineKind.Investigated, Sentences.ChangedBefore(changed));
        }

        found = found with { Incident = found.Incident with { Revision = found.Incident.Revision + 1 } };
        found = found.Announce(AnnouncementKind.Investigated, Sentences.Updated(found.Incident, Sentences.Concluded(findings)), now, policy, changes);
        return found.Incident.IsOver ? found.Due(StepKind.WriteUp, now) : found;
    }

    private IncidentCase WrittenUp(PostmortemDocument document, Changes changes)
    {
        changes.Add(document);
        return this;
    }

    private IncidentCase Closed(DateTimeOffset now, Changes changes)
    {
        if (Incident.Status is not IncidentStatus.Resolved)
        {
            return this;
        }

        // Nobody can ask for evidence on a closed incident: one that was given up would stay in the health report for ever.
        changes.Note(Incident.Id, now, TimelineKind.Closed, "Closed: no alert came back");
        var closed = Incident.Close(now) with { StuckSteps = Incident.StuckSteps.Remove(StepKind.Investigate) };
        return (Steps.GetValueOrDefault(StepKind.Investigate) is { Stuck: true } ? Drop(StepKind.Investigate) : this) with { Incident = closed };
    }

    private IncidentCase Failed(StepKind kind, Step step, string reason, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        if (step.Attempts < policy.StepAttempts)
        {
            var later = step with { DueAt = now + policy.Backoff(step.Attempts), Error = reason, RunningSince = null };
            return this with { Steps = Steps.SetItem(kind, later) };
        }

        var text = Sentences.Stuck(Incident, kind, step.Attempts, reason);
        changes.Note(Incident.Id, now, TimelineKind.StepStuck, text);
        var stuck = this with
        {
            Steps = Steps.SetItem(kind, step with { Stuck = true, Error = reason, RunningSince = null }),
            Incident = Incident with { StuckSteps = Incident.StuckSteps.Remove(kind).Add(kind), HasBeenStuck = true, Revision = Incident.Revision + 1 },
        };
        return stuck.Announce(AnnouncementKind.Stuck, text, now, policy, changes);
    }
}

/// <summary>What a step came to.</summary>
internal abstract record StepResult
{
    private StepResult() { }

    public sealed record Investigated(Findings Findings) : StepResult;

    public sealed record WrittenUp(PostmortemDocument Document) : StepResult;

    /// <summary>The step's whole effect is the incident's own change.</summary>
    public sealed record Done : StepResult;

    /// <summary>Tried in vain; it is tried again later, until it is stuck.</summary>
    public sealed record Failed(string Reason) : StepResult;
}
