namespace Benchmarks.Load;

/// <summary>In which words an alert is said.</summary>
internal enum BodyFormat
{
    /// <summary>As Alertmanager tells its receivers: what the agent takes.</summary>
    Notification,

    /// <summary>As Prometheus tells Alertmanager, <c>POST /api/v2/alerts</c>: the same labels and annotations.</summary>
    PostableAlerts,
}
