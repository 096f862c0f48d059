using System.Diagnostics.Metrics;
using IncidentAgent.Alerts;
using IncidentAgent.Storage;

namespace IncidentAgent.Telemetry;

/// <summary>What waits, counted when somebody asks for it.</summary>
internal sealed class BacklogMetrics
{
    private static readonly TimeSpan CountedAgainAfter = TimeSpan.FromSeconds(1);

    private readonly IIncidentStore _store;
    private readonly TimeProvider _time;
    private readonly Lock _counting = new();
    private (DateTimeOffset At, Backlog Backlog)? _counted;

    public BacklogMetrics(IMeterFactory meters, IIncidentStore store, IntakeGate gate, TimeProvider time)
    {
        _store = store;
        _time = time;
        var meter = meters.Create(AgentMetrics.MeterName);
        meter.CreateObservableGauge("incident_agent_steps_due", () => Current.DueSteps, "{step}", "Steps whose time has come.");
        meter.CreateObservableGauge("incident_agent_steps_stuck", () => Current.StuckSteps, "{step}", "Steps that were given up and wait for a person.");
        meter.CreateObservableGauge("incident_agent_outbox", Outbox, "{announcement}", "Announcements by destination and state.");
        meter.CreateObservableGauge(
            "incident_agent_commits_set_aside", () => Current.SetAside, "{commit}", "Commits that were answered and that the tables refused.");
        meter.CreateObservableGauge("incident_agent_intake_bytes_in_flight", () => gate.BytesInFlight, null, "Bytes of requests that are not answered yet.");
        meter.CreateObservableGauge("incident_agent_store_up", () => store.Health.IsUp ? 1 : 0, null, "1 when the last write was committed.");
    }

    /// <summary>One count serves all gauges of a scrape.</summary>
    private Backlog Current
    {
        get
        {
            lock (_counting)
            {
                var now = _time.GetUtcNow();
                if (_counted is not { } last || now - last.At > CountedAgainAfter)
                {
                    _counted = last = (now, _store.Backlog(now));
                }

                return last.Backlog;
            }
        }
    }

    private IEnumerable<Measurement<int>> Outbox() => Current.Announcements.Select(row => new Measurement<int>(
        row.Count,
        new KeyValuePair<string, object?>("destination", row.Destination),
        new KeyValuePair<string, object?>("state", row.State.ToString().ToLowerInvariant())));
}
