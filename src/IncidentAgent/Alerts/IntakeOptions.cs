using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>How much the agent takes at once.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>The largest request, in bytes. Beyond it 413, which is final for Alertmanager: 10 000 alerts must fit.</summary>
    [Range(1024, 1L << 30)]
    public long MaxBodyBytes { get; init; } = 16 << 20;

    /// <summary>The bytes of all requests that are not answered yet. Beyond it 503: the sender tries again.</summary>
    [Range(1024, 1L << 34)]
    public long MaxBytesInFlight { get; init; } = 64 << 20;

    /// <summary>Requests that are not answered yet. Beyond it 503: the sender tries again.</summary>
    [Range(1, 1_000_000)]
    public int MaxRequestsInFlight { get; init; } = 4096;

    /// <summary>Alerts in one request; the ones beyond are quarantined.</summary>
    [Range(1, 1_000_000)]
    public int MaxAlerts { get; init; } = 10_000;

    /// <summary>How deep the JSON may nest.</summary>
    [Range(8, 1000)]
    public int MaxNesting { get; init; } = 32;

    /// <summary>Labels of one alert, and as many annotations.</summary>
    [Range(1, 10_000)]
    public int MaxLabels { get; init; } = 128;

    /// <summary>Characters of a label's name or value.</summary>
    [Range(16, 1_000_000)]
    public int MaxLabelLength { get; init; } = 4096;

    /// <summary>Characters of an annotation's name or value.</summary>
    [Range(16, 10_000_000)]
    public int MaxAnnotationLength { get; init; } = 65_536;

    /// <summary>The secret of <c>/webhook/events</c>, as Standard Webhooks writes it: <c>whsec_</c> and base64. When set, requests there are signed.</summary>
    public string? EventsSecret { get; init; }
}

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
