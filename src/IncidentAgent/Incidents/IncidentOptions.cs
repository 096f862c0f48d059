using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>How alerts become incidents and how incidents end.</summary>
public sealed class IncidentOptions
{
    public const string Section = "Incidents";

    /// <summary>Alerts that agree on all of these labels share an incident; those without them follow their sender's grouping. Default: <c>service</c>.</summary>
    [MaxLength(10)]
    public string[]? CorrelateBy { get; init; }

    /// <summary>An alert that fires within this time after an incident was resolved opens it again; later it opens a new one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan ReopenWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A firing alert nobody has spoken of for so long is shown as stale. Nothing resolves by itself.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>For so long a redelivery of an alert that is over is known for one and opens nothing.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan RememberAlertsFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A step that failed so often is stuck: it is shown, announced, and waits for a person.</summary>
    [Range(1, 100)]
    public int StepAttempts { get; init; } = 5;

    public IReadOnlyList<string> CorrelationLabels => CorrelateBy ?? ["service"];
}

[OptionsValidator]
internal sealed partial class IncidentOptionsValidator : IValidateOptions<IncidentOptions>;
