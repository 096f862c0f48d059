using Microsoft.Extensions.Options;

namespace IncidentAgent.Incidents;

/// <summary>How alerts become incidents and how incidents end.</summary>
public sealed class IncidentOptions
{
    public const string Section = "Incidents";

    private static readonly IReadOnlyList<string> ByService = ["service"];

    /// <summary>Alerts that agree on all of these labels share an incident; those without them follow their sender's grouping. Default: <c>service</c>; at most 10.</summary>
    public string[]? CorrelateBy { get; init; }

    /// <summary>An alert that fires within this time after an incident was resolved opens it again; later it opens a new one. At most 30 d.</summary>
    public TimeSpan ReopenWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A firing alert nobody has spoken of for so long is shown as stale; from 1 min to 30 d. Nothing resolves by itself.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// A firing notice of an episode that is over changes nothing when it comes within this time after its end was reported: it was overtaken, as
    /// happens between the members of a pair. Later it says that the alert fires again: Alertmanager reports one that it let expire with its old
    /// <c>startsAt</c>. At most <see cref="RememberAlertsFor"/>; 0 takes the first firing notice after the end for a new one.
    /// </summary>
    public TimeSpan LateNoticeWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For so long it is remembered of an alert that is over that it was there; from 1 h to 365 d.</summary>
    public TimeSpan RememberAlertsFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A step that failed so often is stuck: it is shown, announced, and waits for a person; from 1 to 100.</summary>
    public int StepAttempts { get; init; } = 5;

    public IReadOnlyList<string> CorrelationLabels => CorrelateBy ?? ByService;
}

internal sealed class IncidentOptionsValidator : IValidateOptions<IncidentOptions>
{
    private const int MostLabels = 10;

    public ValidateOptionsResult Validate(string? name, IncidentOptions options)
    {
        var problems = new OptionProblems(IncidentOptions.Section);
        if (options.CorrelationLabels.Count > MostLabels)
        {
            problems.Add(nameof(options.CorrelateBy), $"has {options.CorrelationLabels.Count} labels; it must have at most {MostLabels}.");
        }

        if (options.CorrelationLabels.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add(nameof(options.CorrelateBy), "names an empty label; no alert carries one.");
        }

        problems.Range(nameof(options.ReopenWindow), options.ReopenWindow, TimeSpan.Zero, TimeSpan.FromDays(30));
        problems.Range(nameof(options.LateNoticeWithin), options.LateNoticeWithin, TimeSpan.Zero, options.RememberAlertsFor);
        problems.Range(nameof(options.StaleAfter), options.StaleAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        problems.Range(nameof(options.RememberAlertsFor), options.RememberAlertsFor, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        problems.Range(nameof(options.StepAttempts), options.StepAttempts, 1, 100);
        return problems.Result;
    }
}
