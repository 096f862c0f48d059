using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

internal sealed partial record IncidentCase
{
    /// <summary>
    /// Takes what the destination is to be told next, and marks it as being sent: once that is committed, a crash leaves a row that says an attempt
    /// may have arrived. Returns <see langword="null"/> when nothing is due or one is being sent already; one whose attempt was lost is due again.
    /// </summary>
    public (IncidentCase Next, Outgoing Claimed)? Claim(string destination, DateTimeOffset now, Changes changes)
    {
        if (Lanes.GetValueOrDefault(destination) is not { } lane || lane.NextAt is not { } due || due > now)
        {
            return null;
        }

        var (chosen, superseded) = lane.Next();
        var claimed = chosen with
        {
            SendingSince = now,
            Attempts = chosen.Attempts + 1,
            MayHaveArrived = chosen.MayHaveArrived || chosen.SendingSince is not null,
        };
        foreach (var item in superseded)
        {
            Write(changes, destination, item, AnnouncementState.Superseded);
        }

        Write(changes, destination, claimed, AnnouncementState.Sending);
        var waiting = lane.Waiting.RemoveRange(superseded).Replace(chosen, claimed);
        return (WithLane(destination, lane with { Waiting = waiting }), claimed);
    }

    /// <summary>Notes what became of an attempt. An outcome for a row that is settled already is ignored.</summary>
    public IncidentCase Settle(
        string destination, long row, DeliveryOutcome outcome, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        var lane = Lanes.GetValueOrDefault(destination, Lane.Empty);
        if (lane.Waiting.Find(item => item.Row == row) is not { } item)
        {
            return this;
        }

        switch (outcome)
        {
            case DeliveryOutcome.Delivered delivered:
                Write(changes, destination, item, AnnouncementState.Sent, sentAt: now, receipt: delivered.Receipt);
                if (item.Kind is not AnnouncementKind.Updated)
                {
                    changes.Note(Incident.Id, now, TimelineKind.Announced, $"Told {destination}: {item.Kind.ToString().ToLowerInvariant()}");
                }

                return WithLane(destination, new Lane(delivered.Receipt ?? lane.Receipt, lane.Waiting.Remove(item)));

            case DeliveryOutcome.Refused refused:
                return Dead(destination, lane, item, refused.Reason, now, policy, changes);

            case DeliveryOutcome.Retry { After: { } after } retry:
                // Asked to wait: the attempt does not count, the destination is up.
                return Again(destination, lane, item with { Attempts = item.Attempts - 1 }, retry.Reason, now + after, now, policy, changes);

            case DeliveryOutcome.Retry retry:
                return Again(destination, lane, item, retry.Reason, now + policy.Backoff(item.Attempts), now, policy, changes);

            case DeliveryOutcome.Unknown unknown:
                return Again(
                    destination, lane, item with { MayHaveArrived = true }, unknown.Reason, now + policy.Backoff(item.Attempts), now, policy, changes);

            default:
                throw new InvalidOperationException($"No rule for the outcome {outcome}.");
        }
    }

    /// <summary>
    /// Tells each destination once more what it was not told; of an incident that is over only that it is, which opens nothing that nobody would close.
    /// </summary>
    public IncidentCase RetryDeadLetters(
        IReadOnlyList<AnnouncementRecord> dead, string actor, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        var retried = PutAside(dead, AnnouncementState.Superseded, "Sent again what was not told", actor, now, changes);
        foreach (var letters in dead.GroupBy(letter => letter.Destination))
        {
            foreach (var (kind, text) in OnceMore([.. letters]))
            {
                // Somebody else may have asked for it a moment ago.
                if (!Lanes.GetValueOrDefault(letters.Key, Lane.Empty).Waiting.Exists(item => item.Kind == kind && item.SendingSince is null))
                {
                    retried = retried.Tell([letters.Key], kind, text, now, policy, changes);
                }
            }
        }

        return retried;
    }

    private IEnumerable<(AnnouncementKind Kind, string Text)> OnceMore(IReadOnlyList<AnnouncementRecord> letters)
    {
        if (Incident.IsOver)
        {
            return [(AnnouncementKind.Resolved, Sentences.Resolved(Incident))];
        }

        var kinds = letters.GroupBy(letter => letter.Kind).Select(same => (same.Key, same.Last().Text));

        // Who hears of it only now would wake somebody for what somebody works on already.
        return Incident.Status is IncidentStatus.Acknowledged && letters.Any(letter => IsFirstWord(letter.Kind))
            ? [.. kinds.Where(one => one.Key is not AnnouncementKind.Acknowledged), (AnnouncementKind.Acknowledged, Sentences.Acknowledged(Incident))]
            : [.. kinds];
    }

    /// <summary>Nobody needs to be told any more what could not be delivered.</summary>
    public IncidentCase DismissDeadLetters(IReadOnlyList<AnnouncementRecord> dead, string actor, DateTimeOffset now, Changes changes) =>
        PutAside(dead, AnnouncementState.Dismissed, "Dismissed what was not told", actor, now, changes);

    private IncidentCase PutAside(
        IReadOnlyList<AnnouncementRecord> dead, AnnouncementState state, string what, string actor, DateTimeOffset now, Changes changes)
    {
        foreach (var letter in dead)
        {
            var item = new Outgoing
            {
                Row = letter.Row,
                Kind = letter.Kind,
                Text = letter.Text,
                CreatedAt = letter.CreatedAt,
                NotBefore = letter.CreatedAt,
                Attempts = letter.Attempts,
            };
            Write(changes, letter.Destination, item, state);
        }

        changes.Note(Incident.Id, now, TimelineKind.Note, $"{what} to {string.Join(", ", dead.Select(letter => letter.Destination).Distinct())}", actor);
        return Incident.IsOver ? Due(StepKind.WriteUp, now) : this;
    }

    private IncidentCase Again(
        string destination, Lane lane, Outgoing item, string reason, DateTimeOffset notBefore, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        if (now - item.CreatedAt >= policy.GiveUpAfter)
        {
            return Dead(destination, lane, item, $"given up after {Wording.Duration(policy.GiveUpAfter)}: {reason}", now, policy, changes);
        }

        var again = item with { SendingSince = null, NotBefore = notBefore };
        Write(changes, destination, again, AnnouncementState.Pending, reason: reason);
        var waiting = lane.Waiting.Replace(lane.Waiting.Find(other => other.Row == item.Row)!, again);
        var retried = WithLane(destination, lane with { Waiting = waiting });
        return IsFirstWord(item.Kind) && item.Attempts >= AttemptsBeforeOthersAreTold
            ? retried.Escalate($"{destination} cannot be reached ({reason})", now, policy, changes)
            : retried;
    }

    private IncidentCase Dead(
        string destination, Lane lane, Outgoing item, string reason, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        Write(changes, destination, item, AnnouncementState.Dead, reason: reason);
        changes.Note(Incident.Id, now, TimelineKind.AnnouncementFailed, $"{destination} was not told ({item.Kind.ToString().ToLowerInvariant()}): {reason}");
        var buried = WithLane(destination, lane with { Waiting = lane.Waiting.RemoveAll(other => other.Row == item.Row) });
        return IsFirstWord(item.Kind) ? buried.Escalate($"{destination} refused the announcement ({reason})", now, policy, changes) : buried;
    }

    private static bool IsFirstWord(AnnouncementKind kind) => kind is AnnouncementKind.Opened or AnnouncementKind.Reopened;

    private IncidentCase WithLane(string destination, Lane lane) => this with { Lanes = Lanes.SetItem(destination, lane) };

    private void Write(
        Changes changes, string destination, Outgoing item, AnnouncementState state,
        DateTimeOffset? sentAt = null, string? receipt = null, string? reason = null) =>
        changes.Add(new AnnouncementRow
        {
            Incident = Incident.Id,
            Destination = destination,
            Item = item,
            State = state,
            SentAt = sentAt,
            Receipt = receipt,
            Reason = reason,
        });

    private const int AttemptsBeforeOthersAreTold = 3;
}
