namespace IncidentAgent.Alerts;

/// <summary>How bad it is, mildest first; the words are PagerDuty's.</summary>
public enum Severity
{
    Info,
    Warning,
    Error,
    Critical,
}

public static class Severities
{
    /// <summary>
    /// Reads a sender's word. A missing or unknown word is <see cref="Severity.Error"/>: what nobody classified is told to people rather than
    /// dropped as informational.
    /// </summary>
    public static Severity Parse(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "critical" or "page" or "fatal" or "emergency" or "p1" or "sev1" => Severity.Critical,
        "warning" or "warn" or "medium" or "moderate" or "p3" or "sev3" => Severity.Warning,
        "info" or "informational" or "low" or "none" or "debug" or "p4" or "p5" or "sev4" => Severity.Info,
        _ => Severity.Error,
    };
}
