using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation;

/// <summary>How long an investigation may take and how far it looks; the section <c>Investigation</c>.</summary>
internal sealed class InvestigationOptions
{
    public const string Section = "Investigation";

    /// <summary>
    /// How far before the first alert's beginning to look; from 1 min to 24 h. Longer than the longest <c>for:</c> of your alerting rules: an alert
    /// begins only when its rule has held for so long.
    /// </summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest time looked at; what lies beyond it after the beginning is left out. Longer than <see cref="LookBack"/>, at most 7 days.</summary>
    public TimeSpan MaxWindow { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long each source has, its retries included; from 100 ms to 60 s.</summary>
    public TimeSpan SourceTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// When a source that did not stop at <see cref="SourceTimeout"/> is left behind; longer than <see cref="SourceTimeout"/>, at most 2 min.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The share of requests that must succeed, by service; above 0 and below 1. With it, the impact says how fast the error budget burnt.
    /// </summary>
    public IReadOnlyDictionary<string, double> Objectives { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// How long the sources that tell who calls whom have, before the others are asked; from 100 ms to 30 s, but no longer than half of what
    /// <see cref="Deadline"/> leaves beside <see cref="SourceTimeout"/>.
    /// </summary>
    public TimeSpan CallsTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Who calls whom, where no source tells it or not all of it: for a service's name the names of those it calls.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Calls { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How many calls away from an incident's own services others are looked at; from 0 to 20.</summary>
    public int MaxHops { get; init; } = 5;

    /// <summary>The most services that are looked at, the nearest; from 1 to 200.</summary>
    public int MaxServices { get; init; } = 30;

    /// <summary>How far before the time that is looked at a change may lie and still be told; from 0 to 14 days.</summary>
    public TimeSpan ChangesLookBack { get; init; } = TimeSpan.FromHours(24);
}

internal sealed class InvestigationOptionsValidator : IValidateOptions<InvestigationOptions>
{
    public ValidateOptionsResult Validate(string? name, InvestigationOptions options)
    {
        var problems = new OptionProblems(InvestigationOptions.Section);
        problems.Range(nameof(options.LookBack), options.LookBack, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        problems.Range(nameof(options.MaxWindow), options.MaxWindow, TimeSpan.FromMinutes(5), TimeSpan.FromDays(7));
        problems.Range(nameof(options.SourceTimeout), options.SourceTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60));
        problems.Range(nameof(options.Deadline), options.Deadline, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));
        problems.Range(nameof(options.CallsTimeout), options.CallsTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30));
        problems.Range(nameof(options.MaxHops), options.MaxHops, 0, 20);
        problems.Range(nameof(options.MaxServices), options.MaxServices, 1, 200);
        problems.Range(nameof(options.ChangesLookBack), options.ChangesLookBack, TimeSpan.Zero, TimeSpan.FromDays(14));
        problems.Longer(nameof(options.MaxWindow), options.MaxWindow, nameof(options.LookBack), options.LookBack);
        problems.Longer(nameof(options.Deadline), options.Deadline, nameof(options.SourceTimeout), options.SourceTimeout);
        foreach (var (service, share) in options.Objectives.Where(objective => objective.Value is not (> 0 and < 1)))
        {
            problems.Add($"{nameof(options.Objectives)}:{service}", FormattableString.Invariant($"is {share}; it must be above 0 and below 1, for example 0.999."));
        }

        return problems.Result;
    }
}
