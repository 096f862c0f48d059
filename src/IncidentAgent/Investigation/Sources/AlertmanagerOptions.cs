using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Alertmanager's API, to be asked what else fires and what is silenced; the section <c>Alertmanager</c>.</summary>
internal sealed class AlertmanagerOptions : SourceOptions
{
    public const string Section = "Alertmanager";

    /// <summary>The label that holds a service's name.</summary>
    public string ServiceLabel { get; init; } = "service";
}

internal sealed class AlertmanagerOptionsValidator : IValidateOptions<AlertmanagerOptions>
{
    public ValidateOptionsResult Validate(string? name, AlertmanagerOptions options)
    {
        var problems = new OptionProblems(AlertmanagerOptions.Section);
        options.CheckConnection(problems);
        problems.LabelName(nameof(options.ServiceLabel), options.ServiceLabel);
        return problems.Result;
    }
}
