using IncidentAgent.Alerts;
using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

internal sealed partial record IncidentTrack
{
    /// <summary>Takes the alerts of one delivery. What a delivery does not mention is left as it is: absence never means resolved.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="now">The agent's clock.</param>
    /// <param name="policy">What is decided by.</param>
    /// <param name="changes">This delivery's, and nothing else's.</param>
    public (IncidentTrack Next, IReadOnlyList<Observed> Observed) Observe(
        IReadOnlyList<Alert> alerts, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        var delivery = new DeliveryInProgress(this, now, policy, changes);
        for (var index = 0; index < alerts.Count; index++)
        {
            delivery.Take(alerts[index]);
        }

        return delivery.Finish();
    }

    /// <summary>
    /// The incident of an alert of which a report says just what is known, so that <see cref="Observe"/> would change nothing; else <see langword="null"/>.
    /// </summary>
    public IncidentId? IncidentOfKnown(in Report report, DateTimeOffset now, IncidentPolicy policy) =>
        Episodes.Find(report.Key) is { } known
        && known.Status == report.Status && known.StartsAt == report.StartsAt
        && (report.Status is AlertStatus.Resolved || known.Content == report.Content)
        && now - known.LastSeen < policy.SeenWithin
            ? known.Incident
            : null;

    private struct DeliveryInProgress(IncidentTrack start, DateTimeOffset now, IncidentPolicy policy, Changes changes)
    {
        private Tally _tally;
        private DecidedEpisodes? _decided = start.Episodes.Decided;
        private List<(Alert Alert, IncidentId Incident)>? _resolved;
        private readonly IncidentTrack _start = start;
        private IncidentTrack _track = start;
        private JoinedIncident _joined;

        public void Take(Alert alert)
        {
            var key = AlertKey.Of(alert);
            var fires = alert.Status is AlertStatus.Firing;
            if (Find(key) is not { } known)
            {
                if (fires)
                {
                    Fire(key, alert, null);
                }
            }
            else if (alert.StartsAt > known.StartsAt || (fires && FiresAgain(alert, known)))
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
            else if (!fires && known.Status is AlertStatus.Firing && IsItsEnd(alert, known))
            {
                // Alertmanager keeps the earliest start of alerts that overlap: an end after our start is the end of ours.
                End(key, alert with { StartsAt = known.StartsAt }, known);
            }
            else
            {
                Repeat(key, alert, known);
            }
        }

        private Episode? Find(AlertKey key) => _start.Episodes.Find(key, _decided);

        /// <summary>
        /// A notice of an episode that is over was overtaken by that of its end, or says that it was not over: Alertmanager ends an alert that it has not
        /// heard of for a while, and reports it with its old start when it hears of it again. Only time tells one from the other.
        /// </summary>
        private bool FiresAgain(Alert alert, Episode known) =>
            alert.StartsAt == known.StartsAt && known.Status is AlertStatus.Resolved && now - known.LastSeen > policy.LateNoticeWithin;

        /// <summary>The end that was reported before it fired again is not its end a second time.</summary>
        private static bool IsItsEnd(Alert alert, Episode known) =>
            (alert.StartsAt == known.StartsAt && !(alert.EndsAt <= known.EndedAt)) || (alert.StartsAt < known.StartsAt && alert.EndsAt > known.StartsAt);

        /// <summary>A new episode: it joins the incident that is not over, reopens the one that was resolved just now, or opens a new one.</summary>
        private void Fire(AlertKey key, Alert alert, Episode? earlier)
        {
            if (_joined.IsNone)
            {
                _joined = new JoinedIncident(Join(alert));
            }

            var incident = _joined.Id;
            var row = policy.Numbers.NextAlert();
            var content = AlertKey.ContentOf(alert);
            Put(key, new Episode
            {
                Row = row,
                Incident = incident,
                StartsAt = alert.StartsAt,
                Status = AlertStatus.Firing,
                Content = content,
                LastSeen = now,
                EndedAt = earlier?.StartsAt == alert.StartsAt ? earlier?.EndedAt : null,
            });
            changes.Add(new AlertRow(row, incident, key, alert, content, now, IsNew: true));
            if (earlier is { Status: AlertStatus.Firing } fired && fired.Incident == incident)
            {
                // One label set has one episode at a time: that a new one began says that the old one ended, though nobody told us when.
                var ended = alert with { StartsAt = fired.StartsAt, Status = AlertStatus.Resolved, EndsAt = alert.StartsAt };
                changes.Add(new AlertRow(fired.Row, incident, key, ended, fired.Content, now, IsNew: false));
                _joined.Add(alert, endsOneThatFired: true);
            }
            else
            {
                _joined.Add(alert, endsOneThatFired: false);
            }

            _tally.Add(incident, duplicate: false);
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
                return newest!;
            }

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
            Put(key, known with { StartsAt = alert.StartsAt, Status = AlertStatus.Resolved, LastSeen = now, EndedAt = alert.EndsAt });
            changes.Add(new AlertRow(known.Row, known.Incident, key, alert, content, now, IsNew: false));
            _tally.Add(known.Incident, duplicate: known.Status is AlertStatus.Resolved);
            if (known.Status is AlertStatus.Firing && TryCountEnd(known.Incident))
            {
                (_resolved ??= new(1)).Add((alert, known.Incident));
            }
        }

        /// <returns>False when the incident is settled, and no longer carried along.</returns>
        private bool TryCountEnd(IncidentId id)
        {
            if (!_joined.IsNone && _joined.Id == id)
            {
                _joined.End();
                return true;
            }

            if (_track.Find(id) is not { Incident: var incident } owner)
            {
                return false;
            }

            _track = _track.With(owner with
            {
                Incident = incident with { FiringAlerts = Math.Max(0, incident.FiringAlerts - 1), ResolvedAlerts = incident.ResolvedAlerts + 1 },
            });
            return true;
        }

        /// <summary>
        /// Nothing new: a redelivery, an older episode, or a firing notice overtaken by its resolved one. Changed annotations are refreshed, and that
        /// the sender still speaks of it is written down from time to time, but nobody is told.
        /// </summary>
        private void Repeat(AlertKey key, Alert alert, Episode known)
        {
            _tally.Add(known.Incident, duplicate: true);
            var isSameEpisode = alert.StartsAt == known.StartsAt;
            if (alert.Status != known.Status || (!isSameEpisode && known.Status is AlertStatus.Resolved))
            {
                return;
            }

            // A resolved notice leaves out the annotations that a firing one had: only a firing one is worth refreshing from.
            var content = isSameEpisode && alert.Status is AlertStatus.Firing ? AlertKey.ContentOf(alert) : known.Content;
            if (content != known.Content || now - known.LastSeen >= policy.SeenWithin)
            {
                Put(key, known with { Content = content, LastSeen = now });
                changes.Add(new AlertRow(known.Row, known.Incident, key, alert with { StartsAt = known.StartsAt }, content, now, IsNew: false));
            }
        }

        public (IncidentTrack, IReadOnlyList<Observed>) Finish()
        {
            var episodes = _decided == _start.Episodes.Decided ? _start.Episodes : _start.Episodes.With(_decided);
            if (!_joined.IsNone)
            {
                _track = _track.With(Told(), episodes);
            }
            else if (episodes != _start.Episodes)
            {
                _track = _track with { Episodes = episodes };
            }

            for (var index = 0; _resolved is not null && index < _tally.Count; index++)
            {
                var id = _tally[index];
                if (_track.Find(id) is { } ending && _resolved.Where(ended => ended.Incident == id).Select(ended => ended.Alert).ToList() is [_, ..] mine)
                {
                    _track = _track.With(Ended(ending, mine));
                }
            }

            return (_track, _tally.In(_track));
        }

        /// <summary>
        /// Notes and announces what the alerts that fired have done to the incident they joined. That they fired is stored with them.
        /// </summary>
        private IncidentCase Told()
        {
            var id = _joined.Id;
            if (_start.Find(id) is null)
            {
                changes.Note(id, now, TimelineKind.Opened, Sentences.Fired(changes.Fired));
                var joining = _joined.After(news: 0);
                return joining.Begin(now, policy, changes, AnnouncementKind.Opened, Sentences.Opened(joining.Incident));
            }

            if (_joined.IsRaised)
            {
                changes.Note(id, now, TimelineKind.SeverityRaised, $"Severity raised to {Sentences.Word(_joined.Severity)}");
            }

            if (_joined.WasResolved)
            {
                changes.Note(id, now, TimelineKind.Reopened, "Reopened: an alert fired again");
                var joining = _joined.After(news: 0);
                var reopened = joining with { Incident = joining.Incident.Reopen() };
                return reopened.Drop(StepKind.Close, StepKind.WriteUp)
                    .Begin(now, policy, changes, AnnouncementKind.Reopened, Sentences.Reopened(reopened.Incident));
            }

            var updated = _joined.After(news: 1);
            return _joined.IsRaised
                ? updated.Announce(
                    AnnouncementKind.SeverityRaised, Sentences.Raised(updated.Incident, Sentences.Fired(changes.Fired)), now, policy, changes, reroute: true)
                    .AwaitAcknowledgement(now, policy)
                : updated.AnnounceUpdate(static changes => Sentences.Fired(changes.Fired), now, policy, changes);
        }

        /// <summary>An incident is resolved when its last alert is, whether or not anybody acknowledged it.</summary>
        private IncidentCase Ended(IncidentCase ending, List<Alert> mine)
        {
            changes.Note(ending.Incident.Id, now, TimelineKind.AlertResolved, Sentences.Resolved(mine));
            if (ending.Incident.IsOver)
            {
                return ending;
            }

            return ending.Incident.FiringAlerts == 0
                ? ending.Resolve(null, now, policy, changes)
                : (ending with { Incident = ending.Incident with { Revision = ending.Incident.Revision + 1 } })
                    .AnnounceUpdate(_ => Sentences.Resolved(mine), now, policy, changes);
        }

        private void Put(AlertKey key, Episode episode) => _decided = DecidedEpisodes.With(_decided, key, episode);
    }
}

/// <summary>What one delivery meant for one incident.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Status">Its status afterwards.</param>
/// <param name="Alerts">The delivery's alerts that belong to it.</param>
/// <param name="Duplicates">Those of them that changed nothing.</param>
internal readonly record struct Observed(IncidentId Incident, IncidentStatus Status, int Alerts, int Duplicates);
