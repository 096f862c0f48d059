using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>How much the agent takes at once.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>The largest request, in bytes, from 1 KiB to 1 GiB. Beyond it 413, which is final for Alertmanager: 10 000 alerts must fit.</summary>
    public long MaxBodyBytes { get; init; } = 16 << 20;

    /// <summary>
    /// The bytes of all requests that are not answered yet, at least <see cref="MaxBodyBytes"/> and at most 16 GiB. Beyond it 503: the sender tries again.
    /// </summary>
    public long MaxBytesInFlight { get; init; } = 64 << 20;

    /// <summary>Requests that are not answered yet, from 1 to a million. Beyond it 503: the sender tries again.</summary>
    public int MaxRequestsInFlight { get; init; } = 4096;

    /// <summary>Alerts in one request, from 1 to a million; those beyond are quarantined together.</summary>
    public int MaxAlerts { get; init; } = 10_000;

    /// <summary>How deep the JSON may nest; from 8 to 1000.</summary>
    public int MaxNesting { get; init; } = 32;

    /// <summary>Labels of one alert, and as many annotations and links; from 1 to 10 000.</summary>
    public int MaxLabels { get; init; } = 128;

    /// <summary>Characters of a label's name or value, and of an alert's fingerprint or id; from 16 to a million.</summary>
    public int MaxLabelLength { get; init; } = 4096;

    /// <summary>Characters of an annotation's name or value, and of a link; from 16 to 10 million.</summary>
    public int MaxAnnotationLength { get; init; } = 65_536;

    /// <summary>
    /// So many alerts of deliveries that were repeated are remembered, to answer the next repetition without reading it; from 0, which turns that off, to 10
    /// million. Each takes 64 bytes, and each delivery about 300 more: 18 MB at most with the default, when every delivery holds one alert.
    /// </summary>
    public int KnownAlerts { get; init; } = 50_000;

    /// <summary>The secret of <c>/webhook/events</c>, as Standard Webhooks writes it: <c>whsec_</c> and base64. When set, requests there are signed.</summary>
    public string? EventsSecret { get; init; }
}

internal sealed class IntakeOptionsValidator : IValidateOptions<IntakeOptions>
{
    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        var problems = new OptionProblems(IntakeOptions.Section);
        problems.Range(nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1024, 1L << 30);
        problems.Range(nameof(options.MaxBytesInFlight), options.MaxBytesInFlight, 1024, 1L << 34);
        problems.Range(nameof(options.MaxRequestsInFlight), options.MaxRequestsInFlight, 1, 1_000_000);
        problems.Range(nameof(options.MaxAlerts), options.MaxAlerts, 1, 1_000_000);
        problems.Range(nameof(options.MaxNesting), options.MaxNesting, 8, 1000);
        problems.Range(nameof(options.MaxLabels), options.MaxLabels, 1, 10_000);
        problems.Range(nameof(options.MaxLabelLength), options.MaxLabelLength, 16, 1_000_000);
        problems.Range(nameof(options.MaxAnnotationLength), options.MaxAnnotationLength, 16, 10_000_000);
        problems.Range(nameof(options.KnownAlerts), options.KnownAlerts, 0, 10_000_000);
        if (options.MaxBytesInFlight < options.MaxBodyBytes)
        {
            problems.Add(nameof(options.MaxBytesInFlight),
                $"is {options.MaxBytesInFlight}; it must be at least {IntakeOptions.Section}:{nameof(options.MaxBodyBytes)}, which is {options.MaxBodyBytes}: "
                + "a larger request would be told to try again for ever.");
        }

        if (options.EventsSecret is { } secret && !StandardWebhooks.TryReadSecret(secret, out _))
        {
            problems.Add(nameof(options.EventsSecret), $"is {secret.Length} characters long; it must be base64, with or without whsec_ in front.");
        }

        return problems.Result;
    }
}
