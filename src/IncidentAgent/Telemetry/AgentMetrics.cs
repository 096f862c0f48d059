using System.Diagnostics.Metrics;

namespace IncidentAgent.Telemetry;

/// <summary>What the agent counts about itself; in Prometheus' text under <c>/metrics</c>, and over OTLP when that is configured.</summary>
internal sealed class AgentMetrics
{
    public const string MeterName = "IncidentAgent";

    private readonly Counter<long> accepted;
    private readonly Counter<long> duplicates;
    private readonly Counter<long> refused;
    private readonly Counter<long> quarantined;
    private readonly Histogram<double> commitSeconds;
    private readonly Histogram<int> commitBatch;
    private readonly Counter<long> fenced;
    private readonly Counter<long> deliveries;
    private readonly Histogram<double> firstAnnouncementSeconds;

    public AgentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        accepted = meter.CreateCounter<long>("incident_agent_alerts_accepted", "{alert}", "Alerts that were new or changed something, answered 202.");
        duplicates = meter.CreateCounter<long>("incident_agent_alerts_duplicate", "{alert}", "Alerts that were known already, answered 202.");
        refused = meter.CreateCounter<long>("incident_agent_requests_refused", "{request}", "Webhook requests that were not accepted, by status code.");
        quarantined = meter.CreateCounter<long>("incident_agent_alerts_quarantined", "{alert}", "Alerts and payloads that could not be used and were kept aside.");
        commitSeconds = meter.CreateHistogram("incident_agent_commit_duration", "s", "Time of one store transaction, disk included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });
        commitBatch = meter.CreateHistogram("incident_agent_commit_batch_size", "{commit}", "Commits of different incidents that shared one transaction.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] });
        fenced = meter.CreateCounter<long>("incident_agent_commits_fenced", "{commit}", "Commits refused because somebody else writes that incident now.");
        deliveries = meter.CreateCounter<long>("incident_agent_announcement_attempts", "{attempt}", "Attempts to tell a destination, by outcome.");
        firstAnnouncementSeconds = meter.CreateHistogram("incident_agent_first_announcement_delay", "s",
            "Time from taking an incident's first alert to the first destination having been told.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });
    }

    public void Accepted(int alerts, int duplicate)
    {
        accepted.Add(alerts - duplicate);
        duplicates.Add(duplicate);
    }

    public void Refused(int statusCode) => refused.Add(1, new KeyValuePair<string, object?>("status", statusCode));

    public void Quarantined(int count) => quarantined.Add(count);

    public void Committed(TimeSpan took, int batch)
    {
        commitSeconds.Record(took.TotalSeconds);
        commitBatch.Record(batch);
    }

    public void Fenced() => fenced.Add(1);

    public void Attempted(string destination, string outcome) =>
        deliveries.Add(1, new KeyValuePair<string, object?>("destination", destination), new KeyValuePair<string, object?>("outcome", outcome));

    public void FirstAnnounced(TimeSpan after, string destination) =>
        firstAnnouncementSeconds.Record(after.TotalSeconds, new KeyValuePair<string, object?>("destination", destination));
}
