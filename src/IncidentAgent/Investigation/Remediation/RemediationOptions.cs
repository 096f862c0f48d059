using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>Which actions are suggested; the section <c>Remediation</c>.</summary>
internal sealed class RemediationOptions
{
    public const string Section = "Remediation";

    /// <summary>
    /// A catalogue of one's own, YAML or JSON, at most 1 MiB: an action with an id of the default catalogue takes its place, every other is added.
    /// By default none.
    /// </summary>
    public string? File { get; init; }
}

internal sealed class RemediationOptionsValidator : IValidateOptions<RemediationOptions>
{
    public ValidateOptionsResult Validate(string? name, RemediationOptions options)
    {
        var problems = new OptionProblems(RemediationOptions.Section);
        foreach (var problem in CatalogueFile.Read(options.File).Problems)
        {
            problems.Add(nameof(options.File), $"is '{options.File}', {problem}");
        }

        return problems.Result;
    }
}
