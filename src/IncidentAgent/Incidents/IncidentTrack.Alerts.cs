using System.Collections.Immutable;
using IncidentAgent.Alerts;
using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

internal sealed partial record IncidentTrack
{
    /// <summary>Takes the alerts of one delivery. What a delivery does not mention is left as it is: absence never means resolved.</summary>
    public (IncidentTrack Next, IReadOnlyList<Observed> Observed) Observe(
        IReadOnlyList<Alert> alerts, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        var delivery = new DeliveryInProgress(this, now, policy, changes);
        foreach (var alert in alerts)
        {
            delivery.Take(alert);
        }

        return delivery.Finish();
    }

    private sealed class DeliveryInProgress(IncidentTrack start, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        private readonly ImmutableDictionary<AlertKey, Episode>.Builder _episodes = start.Episodes.ToBuilder();
        private readonly List<Alert> _fired = [];
        private readonly List<Alert> _resolved = [];
        private readonly SortedDictionary<long, (int Alerts, int Duplicates)> _counts = [];
        private readonly ImmutableSortedDictionary<long, IncidentCase> _before = start.Cases;
        private IncidentTrack _track = start;
        private IncidentCase? _joined;
        private Severity _severityBefore;

        public void Take(Alert alert)
        {
            var key = AlertKey.Of(alert);
            var known = _episodes.GetValueOrDefault(key);
            var fires = alert.Status is AlertStatus.Firing;
            if (known is null)
            {
                if (fires)
                {
                    Fire(key, alert, null);
                }
            }
            else if (alert.StartsAt > known.StartsAt)
            {
                if (fires)
                {
                    Fire(key, alert, known);
                }
                else
                {
                    End(key, alert, known);
                }
            }
            else if (!fires && known.Status is AlertStatus.Firing && (alert.StartsAt == known.StartsAt || alert.EndsAt > known.StartsAt))
            {
                // Alertmanager keeps the earliest start of alerts that overlap: an end after our start is the end of ours.
                End(key, alert with { StartsAt = known.StartsAt }, known);
            }
            else
            {
                Repeat(key, alert, known);
            }
        }

        /// <summary>A new episode: it joins the incident that is not over, reopens the one that was resolved just now, or opens a new one.</summary>
        private void Fire(AlertKey key, Alert alert, Episode? earlier)
        {
            _joined ??= Join(alert);
            var incident = _joined.Incident;
            var endsOneThatFired = earlier is { Status: AlertStatus.Firing } && earlier.Incident == incident.Id;
            var row = policy.Numbers.NextAlert();
            var content = AlertKey.ContentOf(alert);
            _episodes[key] = new Episode(row, incident.Id, alert.StartsAt, AlertStatus.Firing, content, now, now);
            changes.Alerts.Add(new AlertRow(row, incident.Id, alert, content, now, now, IsNew: true));
            _joined = _joined with
            {
                Incident = incident with
                {
                    FiringAlerts = incident.FiringAlerts + (endsOneThatFired ? 0 : 1),
                    ResolvedAlerts = incident.ResolvedAlerts + (endsOneThatFired ? 1 : 0),
                    Severity = (Severity)Math.Max((int)incident.Severity, (int)alert.Severity),
                    StartedAt = alert.StartsAt < incident.StartedAt ? alert.StartsAt : incident.StartedAt,
                    Services = AddService(incident.Services, alert.Label("service")),
                    CommonLabels = incident.FiringAlerts + incident.ResolvedAlerts == 0
                        ? alert.Labels.ToImmutableSortedDictionary(StringComparer.Ordinal)
                        : InCommon(incident.CommonLabels, alert.Labels),
                    RunbookUrl = incident.RunbookUrl ?? WebAddress(alert.Annotation("runbook_url")),
                },
            };
            if (endsOneThatFired)
            {
                // One label set has one episode at a time: that a new one began says that the old one ended, though nobody told us when.
                var ended = alert with { StartsAt = earlier!.StartsAt, Status = AlertStatus.Resolved, EndsAt = alert.StartsAt };
                changes.Alerts.Add(new AlertRow(earlier.Row, incident.Id, ended, earlier.Content, now, now, IsNew: false));
            }

            _fired.Add(alert);
            Count(incident.Id, duplicate: false);
        }

        private IncidentCase Join(Alert alert)
        {
            var newest = _track.Newest;
            var joins = newest?.Incident switch
            {
                null or { Status: IncidentStatus.Closed } => false,
                { Status: IncidentStatus.Resolved, ResolvedAt: var at } => now < at + policy.ReopenWindow,
                _ => true,
            };
            if (joins)
            {
                _severityBefore = newest!.Incident.Severity;
                return newest;
            }

            _severityBefore = alert.Severity;
            return new IncidentCase
            {
                Incident = new Incident
                {
                    Id = policy.Numbers.NextIncident(),
                    Key = _track.Key,
                    Status = IncidentStatus.Open,
                    Severity = alert.Severity,
                    Title = alert.Summary,
                    OpenedAt = now,
                    StartedAt = alert.StartsAt,
                },
            };
        }

        private void End(AlertKey key, Alert alert, Episode known)
        {
            var content = known.Content;
            _episodes[key] = known with { StartsAt = alert.StartsAt, Status = AlertStatus.Resolved, LastSeen = now, LastWritten = now };
            changes.Alerts.Add(new AlertRow(known.Row, known.Incident, alert, content, now, now, IsNew: false));
            Count(known.Incident, duplicate: known.Status is AlertStatus.Resolved);
            if (known.Status is AlertStatus.Resolved || CaseOf(known.Incident) is not { } owner)
            {
                return;
            }

            var incident = owner.Incident;
            Put(owner with
            {
                Incident = incident with { FiringAlerts = Math.Max(0, incident.FiringAlerts - 1), ResolvedAlerts = incident.ResolvedAlerts + 1 },
            });
            _resolved.Add(alert);
        }

        /// <summary>
        /// Nothing new: a redelivery, an older episode, or a firing notice overtaken by its resolved one. Changed annotations are refreshed, and that
        /// the sender still speaks of it is written down from time to time, but nobody is told.
        /// </summary>
        private void Repeat(AlertKey key, Alert alert, Episode known)
        {
            Count(known.Incident, duplicate: true);
            var isSameEpisode = alert.StartsAt == known.StartsAt;
            if (alert.Status != known.Status || (!isSameEpisode && known.Status is AlertStatus.Resolved))
            {
                return;
            }

            // A resolved notice leaves out the annotations that a firing one had: only a firing one is worth refreshing from.
            var content = isSameEpisode && alert.Status is AlertStatus.Firing ? AlertKey.ContentOf(alert) : known.Content;
            var write = content != known.Content || now - known.LastWritten >= policy.StaleAfter / 24;
            _episodes[key] = known with { Content = content, LastSeen = now, LastWritten = write ? now : known.LastWritten };
            if (write)
            {
                changes.Alerts.Add(new AlertRow(known.Row, known.Incident, alert with { StartsAt = known.StartsAt }, content, now, now, IsNew: false));
            }
        }

        public (IncidentTrack, IReadOnlyList<Observed>) Finish()
        {
            if (_joined is not null)
            {
                _track = _track.With(Told(_joined));
            }

            foreach (var over in _counts.Keys.Select(number => _track.Cases.GetValueOrDefault(number)).OfType<IncidentCase>())
            {
                _track = _track.With(Ended(over));
            }

            _track = _track with { Episodes = _episodes.ToImmutable() };
            return (_track, [.. _counts.Select(pair => new Observed(
                new IncidentId(pair.Key), _track.Cases.GetValueOrDefault(pair.Key)?.Incident.Status ?? IncidentStatus.Closed, pair.Value.Alerts, pair.Value.Duplicates))]);
        }

        /// <summary>Notes and announces what the alerts that fired have done to the incident they joined.</summary>
        private IncidentCase Told(IncidentCase joining)
        {
            var id = joining.Incident.Id;
            var raised = joining.Incident.Severity > _severityBefore;
            var said = Sentences.Fired(_fired);
            if (!_before.ContainsKey(id.Number))
            {
                changes.Note(id, now, TimelineKind.Opened, said);
                return joining.Begin(now, policy, changes, AnnouncementKind.Opened, Sentences.Opened(joining.Incident));
            }

            changes.Note(id, now, TimelineKind.AlertFired, said);
            if (raised)
            {
                changes.Note(id, now, TimelineKind.SeverityRaised, $"Severity raised to {Sentences.Word(joining.Incident.Severity)}");
            }

            if (joining.Incident.Status is IncidentStatus.Resolved)
            {
                changes.Note(id, now, TimelineKind.Reopened, "Reopened: an alert fired again");
                var reopened = joining with { Incident = joining.Incident.Reopen() };
                return reopened.Drop(StepKind.Close, StepKind.WriteUp)
                    .Begin(now, policy, changes, AnnouncementKind.Reopened, Sentences.Reopened(reopened.Incident));
            }

            var updated = joining with { Incident = joining.Incident with { Revision = joining.Incident.Revision + 1 } };
            return raised
                ? updated.Announce(AnnouncementKind.SeverityRaised, Sentences.Raised(updated.Incident, said), now, policy, changes, reroute: true)
                : updated.Announce(AnnouncementKind.Updated, Sentences.Updated(updated.Incident, said), now, policy, changes);
        }

        /// <summary>An incident is resolved when its last alert is, whether or not anybody acknowledged it.</summary>
        private IncidentCase Ended(IncidentCase ending)
        {
            var id = ending.Incident.Id;
            var mine = _resolved.Where(alert => _episodes[AlertKey.Of(alert)].Incident == id).ToList();
            if (mine.Count == 0)
            {
                return ending;
            }

            changes.Note(id, now, TimelineKind.AlertResolved, Sentences.Resolved(mine));
            if (ending.Incident.IsOver)
            {
                return ending;
            }

            return ending.Incident.FiringAlerts == 0
                ? ending.Resolve(null, now, policy, changes)
                : (ending with { Incident = ending.Incident with { Revision = ending.Incident.Revision + 1 } })
                    .Announce(AnnouncementKind.Updated, Sentences.Updated(ending.Incident, Sentences.Resolved(mine)), now, policy, changes);
        }

        private IncidentCase? CaseOf(IncidentId id) => _joined?.Incident.Id == id ? _joined : _track.Find(id);

        private void Put(IncidentCase changed)
        {
            if (_joined?.Incident.Id == changed.Incident.Id)
            {
                _joined = changed;
            }
            else
            {
                _track = _track.With(changed);
            }
        }

        private void Count(IncidentId id, bool duplicate)
        {
            var (alerts, duplicates) = _counts.GetValueOrDefault(id.Number);
            _counts[id.Number] = (alerts + 1, duplicates + (duplicate ? 1 : 0));
        }

        private static ImmutableArray<string> AddService(ImmutableArray<string> services, string? service) =>
            string.IsNullOrEmpty(service) || services.Contains(service) || services.Length == Incident.MostServices ? services : services.Add(service);

        private static ImmutableSortedDictionary<string, string> InCommon(
            ImmutableSortedDictionary<string, string> common, IReadOnlyDictionary<string, string> labels) =>
            common.RemoveRange(common.Where(pair => labels.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key).ToList());

        private static string? WebAddress(string? text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? text : null;
    }
}

/// <summary>What one delivery meant for one incident.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Status">Its status afterwards.</param>
/// <param name="Alerts">The delivery's alerts that belong to it.</param>
/// <param name="Duplicates">Those of them that changed nothing.</param>
internal sealed record Observed(IncidentId Incident, IncidentStatus Status, int Alerts, int Duplicates);
