using System.Diagnostics.Metrics;

namespace IncidentAgent.Telemetry;

/// <summary>What the agent counts about itself; in Prometheus' text under <c>/metrics</c>, and over OTLP when that is configured.</summary>
internal sealed class AgentMetrics
{
    public const string MeterName = "IncidentAgent";

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _intakeSeconds;
    private readonly Counter<long> _quarantined;
    private readonly Histogram<double> _commitSeconds;
    private readonly Histogram<int> _commitBatch;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _analysisSeconds;
    private readonly Histogram<double> _firstAnnouncementSeconds;

    public AgentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _accepted = meter.CreateCounter<long>("incident_agent_alerts_accepted", "{alert}", "Alerts that were new or changed something, answered 202.");
        _duplicates = meter.CreateCounter<long>("incident_agent_alerts_duplicate", "{alert}", "Alerts that were known already, answered 202.");
        _refused = meter.CreateCounter<long>("incident_agent_requests_refused", "{request}", "Webhook requests that were not accepted, by status code.");
        _intakeSeconds = meter.CreateHistogram("incident_agent_intake_duration", "s",
            "Time from taking a webhook request until its answer is decided, the commit included, by what became of it.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = ObjectiveBuckets.Intake });
        _quarantined = meter.CreateCounter<long>("incident_agent_alerts_quarantined", "{alert}", "Alerts and payloads that could not be used and were kept aside.");
        _commitSeconds = meter.CreateHistogram("incident_agent_commit_duration", "s", "Time of one store transaction, disk included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });
        _commitBatch = meter.CreateHistogram("incident_agent_commit_batch_size", "{commit}", "Commits of different incidents that shared one transaction.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] });
        _fenced = meter.CreateCounter<long>("incident_agent_commits_fenced", "{commit}", "Commits refused because somebody else writes that incident now.");
        _deliveries = meter.CreateCounter<long>("incident_agent_announcement_attempts", "{attempt}", "Attempts to tell a destination, by outcome.");
        _analysisSeconds = meter.CreateHistogram("incident_agent_analysis_duration", "s",
            "Time to rank causes and choose actions once the sources have answered.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });
        _firstAnnouncementSeconds = meter.CreateHistogram("incident_agent_first_announcement_delay", "s",
            "Time from taking an incident's first alert to the first destination having been told.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });
    }

    public void Accepted(int alerts, int duplicate)
    {
        _accepted.Add(alerts - duplicate);
        _duplicates.Add(duplicate);
    }

    public void Refused(int statusCode) => _refused.Add(1, new KeyValuePair<string, object?>("status", statusCode));

    /// <param name="endpoint">Which format it was sent in.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="took">How long it waited for its answer.</param>
    public void Answered(string endpoint, IntakeOutcome outcome, TimeSpan took) => _intakeSeconds.Record(
        took.TotalSeconds, new KeyValuePair<string, object?>("endpoint", endpoint), new KeyValuePair<string, object?>("outcome", Word(outcome)));

    public void Quarantined(int count) => _quarantined.Add(count);

    public void Committed(TimeSpan took, int batch)
    {
        _commitSeconds.Record(took.TotalSeconds);
        _commitBatch.Record(batch);
    }

    public void Fenced() => _fenced.Add(1);

    /// <param name="took">From the sources' last answer to the conclusion; a language model's wording is not in it.</param>
    public void Analysed(TimeSpan took) => _analysisSeconds.Record(took.TotalSeconds);

    public void Attempted(string destination, string outcome) =>
        _deliveries.Add(1, new KeyValuePair<string, object?>("destination", destination), new KeyValuePair<string, object?>("outcome", outcome));

    public void FirstAnnounced(TimeSpan after, string destination) =>
        _firstAnnouncementSeconds.Record(after.TotalSeconds, new KeyValuePair<string, object?>("destination", destination));

    private static string Word(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Accepted => "accepted",
        IntakeOutcome.Refused => "refused",
        IntakeOutcome.Rejected => "rejected",
        _ => "failed",
    };
}

/// <summary>What became of a webhook request; the service's objectives count by it.</summary>
internal enum IntakeOutcome
{
    /// <summary>On the disk.</summary>
    Accepted,

    /// <summary>To be sent again: 503.</summary>
    Refused,

    /// <summary>The sender's to mend, 4xx, or given up by it: in no objective.</summary>
    Rejected,

    /// <summary>Left without the answer that was promised.</summary>
    Failed,
}
